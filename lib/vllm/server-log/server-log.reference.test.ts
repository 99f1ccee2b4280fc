import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceText } from '@/lib/testing/reference-files';

const serverSample = (name: string) => referenceText(`vllm/server/${name}`);
import { plainLines } from './plain-log';
import { readPythonLiteral } from './python-literal';
import { readServerLog } from './server-log';

describe('readServerLog', () => {
  it('reads a V1 server with TP2 that ran out of memory (v0.13)', () => {
    const facts = readServerLog(serverSample('vllm_serve_v0.13rc_tp2_qwen3-14b.log'));
    expect(facts).toMatchObject({
      version: '0.13.0rc2.dev112+g763963aa7.d20251213',
      model: 'RedHatAI/Qwen3-14B-FP8-dynamic',
      tp: 2,
      pp: 1,
      dp: 1,
      dtype: 'bfloat16',
      maxModelLen: 32_000,
      kvCacheTokens: 294_752,
      kvCacheTokensPerEngine: [294_752],
      maxConcurrency: 9.21,
    });
    expect(facts.arguments).toMatchObject({
      tensor_parallel_size: 2,
      gpu_memory_utilization: 0.98,
      max_num_seqs: 64,
      trust_remote_code: true,
    });
    expect(facts.failure).toMatchObject({ code: 'out-of-memory' });
  });

  it('reads a server that found no room for a KV cache (v0.25.1)', () => {
    const facts = readServerLog(serverSample('vllm_serve_no_kv_cache_memory_v0.25.1.log'));
    expect(facts).toMatchObject({
      version: '0.25.1',
      model: 'facebook/opt-125m',
      tp: 1,
      dtype: 'float32',
      maxModelLen: 2048,
      kvCacheTokens: null,
    });
    expect(facts.failure!.code).toBe('no-kv-cache');
    expect(facts.failure!.line).toContain('ValueError: No available memory for the cache blocks');
  });

  it('reads a server that does not know a flag', () => {
    const { failure, tp } = readServerLog(serverSample('vllm_serve_unrecognized_argument_v0.25.1.log'));
    expect(failure!.message).toBe('This version of vLLM does not know a flag it was given: --no-such-flag 3.');
    expect(tp).toBeNull();
  });

  it('reads the KV cache where it stands in one line, for every data-parallel engine', () => {
    const line = (rank: number) =>
      `(EngineCore_DP${rank} pid=7) INFO 08-20 [kv_cache_utils.py:9] GPU KV cache size: 100,000 tokens, Maximum concurrency for 8,192 tokens per request: 12.21x`;
    const log = `(APIServer pid=1) INFO 08-20 [core.py:1] Initializing a V1 LLM engine (v0.27.1) with config: model='a/b', dtype=torch.bfloat16, max_seq_len=8192, tensor_parallel_size=4, pipeline_parallel_size=2, data_parallel_size=2, quantization=fp8, kv_cache_dtype=fp8, observability_config=X(tensor_parallel_size=1)\n${line(0)}\n${line(1)}`;
    expect(readServerLog(log)).toMatchObject({
      version: '0.27.1',
      tp: 4,
      pp: 2,
      dp: 2,
      quantization: 'fp8',
      kvCacheDtype: 'fp8',
      kvCacheTokensPerEngine: [100_000, 100_000],
      kvCacheTokens: 200_000,
      maxConcurrency: 24.42,
      failure: null,
    });
  });

  it('reads a V0 server by its blocks', () => {
    const log = [
      'INFO 11-09 15:05:47 api_server.py:528] vLLM API server version 0.6.3.post1',
      "INFO 11-09 15:05:47 llm_engine.py:237] Initializing an LLM engine (v0.6.3.post1) with config: model='meta-llama/Llama-3.1-8B', speculative_config=None, dtype=torch.bfloat16, max_seq_len=131072, tensor_parallel_size=8, pipeline_parallel_size=1, quantization=None, kv_cache_dtype=auto",
      'INFO 11-09 15:07:02 distributed_gpu_executor.py:57] # GPU blocks: 25,028, # CPU blocks: 2048',
      'INFO 11-09 15:07:02 distributed_gpu_executor.py:61] Maximum concurrency for 131072 tokens per request: 3.05x',
    ].join('\n');
    expect(readServerLog(log)).toMatchObject({
      version: '0.6.3.post1',
      model: 'meta-llama/Llama-3.1-8B',
      tp: 8,
      dp: null,
      quantization: null,
      kvCacheTokens: 400_448,
      maxConcurrency: 3.05,
    });
  });

  it('takes the sizes from the ranks of the workers where nothing else says them', () => {
    const rank = (tp: number, pp: number) =>
      `INFO rank 1 in world size 4 is assigned as DP rank 0, PP rank ${pp}, PCP rank 0, TP rank ${tp}, EP rank 0`;
    expect(readServerLog([rank(0, 0), rank(1, 0), rank(0, 1), rank(1, 1)].join('\n'))).toMatchObject({
      tp: 2,
      pp: 2,
      dp: 1,
    });
  });

  it.each([
    [
      'Total number of attention heads (14) must be divisible by tensor parallel size (4).',
      'TP4 does not divide the 14 attention heads of the model.',
    ],
    [
      'ValueError: World size (8) is larger than the number of available GPUs (1) in this node.',
      'The deployment needs 8 GPUs, and vLLM sees 1.',
    ],
    ['OSError: [Errno 98] Address already in use', 'The port was taken by another program.'],
    [
      'OSError: You are trying to access a gated repo.',
      'The model is gated: name HF_TOKEN as an environment variable.',
    ],
  ])('says in words what %j means', (line, message) => {
    expect(
      readServerLog(`noise\n\u001b[31m${line}\u001b[0m\nRuntimeError: Engine core initialization failed.`).failure!
        .message,
    ).toBe(message);
  });

  it('keeps no key that stands in the arguments', () => {
    const facts = readServerLog("non-default args: {'model': 'm', 'api_key': ['sk-secret'], 'hf_token': 'hf_secret'}");
    expect(JSON.stringify(facts)).not.toContain('secret');
  });

  it('never throws, whatever the log', () => {
    const pieces = fc.constantFrom(
      "non-default args: {'a': [",
      'Initializing a V1 LLM engine (v1) with config: ',
      "model='",
      'GPU KV cache size: ,,, tokens',
      '\u001b[',
      '\r',
      '\n',
      "'",
      '__proto__=1, ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 20 }), (parts) => {
        expect(readServerLog(parts.join(''))).toHaveProperty('tp');
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('readPythonLiteral', () => {
  it('reads what Python prints', () => {
    const text = `{'a': 1, "b": [True, False, None, -1.5e3], 'c': ('x', 'it\\'s'), 'd': {'e': <Mode.NONE: 0>}, 'f': Path('/x, y')} and more`;
    expect(readPythonLiteral(text)).toEqual({
      a: 1,
      b: [true, false, null, -1500],
      c: ['x', "it's"],
      d: { e: '<Mode.NONE: 0>' },
      f: "Path('/x, y')",
    });
  });

  it('reads nothing where the text breaks off, and no prototype', () => {
    expect(readPythonLiteral("{'a': 'b")).toBeUndefined();
    const value = readPythonLiteral("{'__proto__': {'polluted': True}}") as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('plainLines', () => {
  it('takes colours, titles and overwritten progress away', () => {
    expect(
      plainLines('\u001b[0;36m(A pid=1)\u001b[0;0m x\r\n10%\r50%\r100% done\n\u001b]0;evil\u0007title\u0000'),
    ).toEqual(['(A pid=1) x', '100% done', 'title']);
  });
});
