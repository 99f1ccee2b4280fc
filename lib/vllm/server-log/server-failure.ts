/** Why a server did not come up or went down, as its log says. */
export interface ServerFailure {
  code: string;
  /** For people, with what to do. */
  message: string;
  /** The line it was read from, plain and cut to length. */
  line: string;
}

/** From the most telling to the least: a log holds the cause and its consequences, and often in that order. */
const failures: readonly (readonly [code: string, pattern: RegExp, message: string])[] = [
  [
    'unknown-flag',
    /error: unrecognized arguments?: (.+)/,
    'This version of vLLM does not know a flag it was given: $1.',
  ],
  ['invalid-flag', /error: argument (.+)/, 'vLLM does not take a value it was given: $1.'],
  [
    'attention-heads',
    /Total number of attention heads \((\d+)\) must be divisible by tensor parallel size \((\d+)\)/,
    'TP$2 does not divide the $1 attention heads of the model.',
  ],
  [
    'too-few-gpus',
    /World size \((\d+)\) is larger than the number of available GPUs \((\d+)\)/,
    'The deployment needs $1 GPUs, and vLLM sees $2.',
  ],
  [
    'memory-taken',
    /Free memory on device[^(]*\(([\d./]+ ?GiB?)[^)]*\).*less than desired GPU memory utilization/,
    'Less GPU memory is free than vLLM is to use: another program holds it, or --gpu-memory-utilization is too high.',
  ],
  [
    'no-kv-cache',
    /No available memory for the cache blocks/,
    'The weights leave no room for a KV cache: use more GPUs, a smaller precision, or a higher --gpu-memory-utilization.',
  ],
  [
    'context-too-long',
    /max(?:imum)? (?:seq(?:uence)?|model) len.*(?:larger than|KV cache).*|is greater than the derived max_model_len.*/i,
    'The context asked for does not fit: set a smaller --max-model-len.',
  ],
  [
    'out-of-memory',
    /(?:CUDA|HIP|XPU) out of memory|OutOfMemoryError/,
    'A GPU ran out of memory: use more GPUs, or a smaller --max-num-seqs or --gpu-memory-utilization.',
  ],
  [
    'gated-model',
    /gated repo|Access to model .* is restricted|401 Client Error/,
    'The model is gated: name HF_TOKEN as an environment variable.',
  ],
  [
    'no-such-model',
    /is not a (?:local folder|valid model identifier)|Repository Not Found/,
    'There is no such model, or it cannot be reached from the target.',
  ],
  ['port-taken', /[Aa]ddress already in use/, 'The port was taken by another program.'],
  ['disk-full', /No space left on device/, 'No room is left on a disk of the target.'],
  [
    'unsupported-dtype',
    /is only supported on GPUs with compute capability/,
    'The GPU does not support this data type: set --dtype=float16.',
  ],
  [
    'nccl',
    /NCCL error|ncclInternalError|ncclSystemError|ncclUnhandledCudaError/,
    'The GPUs could not talk to each other (NCCL).',
  ],
  [
    'engine-failed',
    /Engine core initialization failed|EngineDeadError|EngineCore encountered a fatal error/,
    "The engine of vLLM ended; the server's log says why.",
  ],
];

/** The failure a log tells of; null where it tells of none. `lines` are plain. */
export function failureIn(lines: readonly string[]): ServerFailure | null {
  for (const [code, pattern, template] of failures) {
    for (const line of lines) {
      const match = pattern.exec(line);
      if (match) {
        const message = template.replace(/\$(\d)/g, (_, i: string) => (match[Number(i)] ?? '').trim().slice(0, 200));
        return { code, message, line: line.trim().slice(0, 500) };
      }
    }
  }
  return null;
}
