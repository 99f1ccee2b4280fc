/** Two deployments of one model on one machine, as people keep them: a printed result and the spec it was served by. */
export interface StoryRun {
  /** What its files are called. */
  name: string;
  pp: number;
  tp: number;
  requestsPerS: number;
  outputTokensPerS: number;
  totalTokensPerS: number;
  durationS: number;
  inputTokens: number;
  outputTokens: number;
  ttftMs: { mean: number; median: number; p99: number };
  tpotMs: { mean: number; median: number; p99: number };
  itlMs: { mean: number; median: number; p99: number };
}

/** Llama 3.1 70B on 8 x L4: PP4 x TP2 against PP2 x TP4. */
export const pp4: StoryRun = {
  name: 'llama70b-8xL4-pp4-tp2',
  pp: 4,
  tp: 2,
  requestsPerS: 1.76,
  outputTokensPerS: 307.61,
  totalTokensPerS: 717.77,
  durationS: 566.68,
  inputTokens: 232_428,
  outputTokens: 174_319,
  ttftMs: { mean: 74_377.61, median: 90_034.18, p99: 136_551.43 },
  tpotMs: { mean: 2211.7, median: 794.4, p99: 22_529.01 },
  itlMs: { mean: 698.35, median: 426.69, p99: 1108.37 },
};
export const pp2: StoryRun = {
  name: 'llama70b-8xL4-pp2-tp4',
  pp: 2,
  tp: 4,
  requestsPerS: 1.5,
  outputTokensPerS: 261.16,
  totalTokensPerS: 610.69,
  durationS: 664.96,
  inputTokens: 232_428,
  outputTokens: 173_657,
  ttftMs: { mean: 87_978.65, median: 100_837.06, p99: 174_827.32 },
  tpotMs: { mean: 2948.16, median: 963.78, p99: 26_219.3 },
  itlMs: { mean: 826.83, median: 483.65, p99: 1159.26 },
};

/** The same run with everything faster or slower by these factors; numbers stay in step with each other. */
export function perturbed(run: StoryRun, { throughput, tpot }: { throughput: number; tpot: number }): StoryRun {
  const scaled = ({ mean, median, p99 }: StoryRun['tpotMs']) => ({
    mean: round(mean * tpot),
    median: round(median * tpot),
    p99: round(p99 * tpot),
  });
  return {
    ...run,
    requestsPerS: round(run.requestsPerS * throughput),
    outputTokensPerS: round(run.outputTokensPerS * throughput),
    totalTokensPerS: round(run.totalTokensPerS * throughput),
    durationS: round(run.durationS / throughput),
    tpotMs: scaled(run.tpotMs),
    itlMs: scaled(run.itlMs),
  };
}

const round = (value: number) => Math.round(value * 100) / 100;
const line = (label: string, value: number | string) => `${label.padEnd(40)} ${String(value).padEnd(10)}`;
const heading = (text: string, fill: string) => {
  const left = Math.floor((50 - text.length) / 2);
  return fill.repeat(left) + text + fill.repeat(50 - text.length - left);
};
const latency = (title: string, name: string, { mean, median, p99 }: StoryRun['tpotMs']) => [
  heading(title, '-'),
  line(`Mean ${name} (ms):`, mean.toFixed(2)),
  line(`Median ${name} (ms):`, median.toFixed(2)),
  line(`P99 ${name} (ms):`, p99.toFixed(2)),
];

/** What the benchmark printed in 2024. */
export function resultBlock(run: StoryRun): string {
  return [
    heading(' Serving Benchmark Result ', '='),
    line('Successful requests:', 1000),
    line('Benchmark duration (s):', run.durationS.toFixed(2)),
    line('Total input tokens:', run.inputTokens),
    line('Total generated tokens:', run.outputTokens),
    line('Request throughput (req/s):', run.requestsPerS.toFixed(2)),
    line('Output token throughput (tok/s):', run.outputTokensPerS.toFixed(2)),
    line('Total Token throughput (tok/s):', run.totalTokensPerS.toFixed(2)),
    ...latency('Time to First Token', 'TTFT', run.ttftMs),
    ...latency('Time per Output Token (excl. 1st token)', 'TPOT', run.tpotMs),
    ...latency('Inter-token Latency', 'ITL', run.itlMs),
    '='.repeat(50),
    '',
  ].join('\n');
}

/** The deployment's spec: flags, one of them by an abbreviation that argparse takes, and the machine's profile. */
export const modelSpec = ({ pp, tp }: Pick<StoryRun, 'pp' | 'tp'>) => `  args:
  - --max-model-len=32768
  - --max-num-batched-token=32768
  - --max-num-seqs=512
  - --gpu-memory-utilization=0.9
  - --pipeline-parallel-size=${pp}
  - --tensor-parallel-size=${tp}
  - --enable-prefix-caching
  - --enable-chunked-prefill=false
  - --disable-log-requests
  - --kv-cache-dtype=fp8
  - --enforce-eager
  engine: VLLM
  env:
    VLLM_ATTENTION_BACKEND: FLASHINFER
  resourceProfile: nvidia-gpu-l4:8
  url: hf://neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8
`;

/** The two files of a run, as a browser takes them. */
export const storyFiles = (run: StoryRun) => [
  { name: `${run.name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(resultBlock(run)) },
  { name: `${run.name}.model-spec.yaml`, mimeType: 'application/yaml', buffer: Buffer.from(modelSpec(run)) },
];
