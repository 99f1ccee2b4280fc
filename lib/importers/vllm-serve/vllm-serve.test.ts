import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSourceFile, readOne, readText } from '../testing/source-file';
import * as records from '../testing/vllm-records';
import { readFile } from '../read-file';

const { toText } = records;
const read = (fields: Record<string, unknown>, path = 'result.json') => readOne(toText(fields), path);
const problemsOf = async (fields: Record<string, unknown>) => {
  const { measurements, problems } = await readText(toText(fields), 'runs/a.json');
  expect(measurements).toEqual([]);
  return problems.map(({ message }) => message);
};

describe('vllmServe: generations', () => {
  it.each([
    ['v03', '2024-01..2024-02 (v0.3)'],
    ['v04', '2024-02..2024-06 (v0.4)'],
    ['v05', '2024-06..2024-09 (v0.5)'],
    ['v06', '2024-09..2024-10 (v0.6.0-v0.6.3)'],
    ['v064', '2024-10..2025-07 (v0.6.4-v0.9.1)'],
    ['cli08', '2025-03..2025-07 (v0.8-v0.9.1)'],
    ['cli09', '2025-07..2025-09 (v0.9.2-v0.10)'],
    ['autumn2025', '2025-09..2025-10'],
    ['winter2025', '2025-10..2026-02'],
    ['y2026', '2026-02 or later'],
    ['inferenceX', 'InferenceX fork'],
    ['rust', 'Rust client (2026 or later)'],
  ] as const)('reads %s as %s with all it holds', async (name, generation) => {
    const measurement = await read(records[name]);
    expect(measurement.source).toMatchObject({ format: 'vllm-serve', formatVersion: generation, index: 0 });
    expect(measurement.deployment).toMatchObject({
      model: 'org/Model-8B',
      engine: null,
      engineVersion: null,
      topology: null,
    });
    expect(measurement.load).toMatchObject({ requestRate: 'inf', numPrompts: 100 });
    expect(measurement.counts).toMatchObject({
      requests: 100,
      completed: 100,
      inputTokens: 20_000,
      outputTokens: 4000,
    });
    expect(measurement.durationS).toBe(20);
    expect(measurement.throughput).toMatchObject({
      requestsPerS: 5,
      outputTokensPerS: 200,
      inputTokensPerS: 1000,
      totalTokensPerS: 1200,
    });
    expect(measurement.latency.ttftMs).toMatchObject({ mean: 50 });
    expect(measurement.latency.tpotMs).toMatchObject({ mean: 10 });
  });

  it('reads goodput under both of its names', async () => {
    expect((await read(records.v064)).throughput.goodputRequestsPerS).toBe(4.5);
    expect((await read({ ...records.cli09, request_goodput: 3 })).throughput.goodputRequestsPerS).toBe(3);
    expect((await read(records.cli09)).throughput.goodputRequestsPerS).toBeNull();
  });

  it('says which rates it computed', async () => {
    const { provenance } = await read(records.v06);
    expect(provenance['throughput.inputTokensPerS']).toBe('computed: count / duration');
    expect(provenance).not.toHaveProperty(['throughput.totalTokensPerS']);
  });

  it('gives percentiles without a field of their own to others, and p50 to the median', async () => {
    const { latency } = await read({ ...records.y2026, median_ttft_ms: undefined, p50_ttft_ms: 44, p90_ttft_ms: 60 });
    expect(latency.ttftMs).toEqual({ mean: 50, median: 44, std: 2, p90: 60, p95: null, p99: 100, others: {} });
    expect(latency.e2elMs).toMatchObject({ median: 439, others: { 'p99.9': 900 } });
  });

  it('takes the local time without inventing a zone, and an epoch with one', async () => {
    expect((await read(records.y2026)).measuredAt).toBe('2026-08-16T16:08:53');
    expect((await read(records.inferenceX)).measuredAt).toBe('2026-06-07T08:56:18.250Z');
    expect((await read({ ...records.y2026, date: '20260231-000000' })).measuredAt).toBeNull();
  });

  it('keeps the evidence of speculation, of a Rust steady state and of its failures', async () => {
    expect((await read(records.y2026)).evidence).toMatchObject({ speculative: true, acceptanceLength: 2.5 });
    const measurement = await read({ ...records.rust, completed: 98 });
    expect(measurement.evidence.steadyStateShare).toBe(0.75);
    expect(measurement.counts.failed).toBe(2);
    expect(measurement.deployment.flags).toEqual({ 'max-model-len': 8192 });
  });

  it("keeps how late Kneepoint's client was, in reading or in sending, and which client it was", async () => {
    const own = { ...records.y2026, load_generator: 'kneepoint', client_lag_p99_ms: 1.5, schedule_delay_p99_ms: 6 };
    const measurement = await read({ ...own, steady_state: null });
    expect(measurement.evidence.clientLagP99Ms).toBe(6);
    expect(measurement.extra.load_generator).toBe('kneepoint');
    expect(measurement.source.formatVersion).toBe("Kneepoint's load generator");
    expect((await read(records.y2026)).evidence.clientLagP99Ms).toBeNull();
  });

  it('keeps unknown keys and drops per-request lists', async () => {
    const { extra } = await read({
      ...records.y2026,
      my_note: 'x',
      nested: { a: [1] },
      per_request_thing: Array(100).fill(1),
    });
    expect(extra).toMatchObject({
      my_note: 'x',
      nested: { a: [1] },
      per_request_thing: 'a list of 100, not kept',
      tokenizer_id: 'org/Model-8B',
      max_concurrent_requests: 40,
      spec_decode_acceptance_rate: 51.8,
    });
    expect(Object.keys((await read(records.detailed)).extra)).toEqual([
      'backend',
      'endpoint_type',
      'requestsWithError',
    ]);
  });

  it('takes a backend for an engine only where nobody has it by default', async () => {
    const sglang = await read({ ...records.v06, backend: 'sglang' });
    expect(sglang.deployment.engine).toBe('sglang');
    expect(sglang.provenance['deployment.engine']).toBe('backend field');
    expect((await read({ ...records.v06, backend: 'vllm' })).deployment.engine).toBeNull();
  });

  it('reads an unlimited concurrency as one the record states', async () => {
    const measurement = await read({ ...records.y2026, max_concurrency: null }, 'conc64.json');
    expect(measurement.load.maxConcurrency).toBeNull();
    expect(measurement.provenance['load.maxConcurrency']).toBe('not limited: the record says null (file name says 64)');
  });

  it('reads bare words as not known, and an infinite rate as all at once', async () => {
    const text = toText(records.v05)
      .replace('"request_rate":"inf"', '"request_rate":Infinity')
      .replace('"mean_itl_ms":11', '"mean_itl_ms":NaN');
    const measurement = await readOne(text);
    expect(measurement.load.requestRate).toBe('inf');
    expect(measurement.latency.itlMs).toMatchObject({ mean: null, median: 10 });
    expect(measurement.extra.notNumbers).toEqual(['request_rate: Infinity', 'mean_itl_ms: NaN']);
  });
});

describe('vllmServe: metadata keys', () => {
  it('reads topology and hardware, with where each came from', async () => {
    const measurement = await read({
      ...records.y2026,
      tensor_parallel_size: '8',
      'pipeline-parallel-size': 2,
      dp: '1',
      num_gpus: '16',
      gpu_type: 'NVIDIA H100 80GB HBM3',
      nodes: '2',
      version: '0.11.0',
      precision: 'FP8',
      dataset: 'sharegpt',
      isl: '1024',
      run_id: 'sweep-7',
      run_number: 0,
      max_num_seqs: 256,
    });
    expect(measurement.deployment).toMatchObject({
      engineVersion: '0.11.0',
      precision: 'fp8',
      hardware: { gpu: 'NVIDIA H100 80GB HBM3', gpus: 16, nodes: 2 },
      topology: [{ role: 'aggregate', replicas: 1, tp: 8, pp: 2, dp: 1 }],
      flags: { 'max-num-seqs': 256 },
    });
    expect(measurement.workload).toMatchObject({ dataset: 'sharegpt', isl: 1024 });
    expect(measurement).toMatchObject({ runId: 'sweep-7', repeat: 0 });
    expect(measurement.provenance).toMatchObject({
      'deployment.topology': 'metadata key tensor_parallel_size, metadata key pipeline-parallel-size, metadata key dp',
      'deployment.topology.tp': 'metadata key tensor_parallel_size',
      'deployment.topology.replicas': 'assumed 1',
      'deployment.hardware.gpus': 'metadata key num_gpus',
      'workload.isl': 'metadata key isl',
    });
  });

  it('reads a machine out of one key', async () => {
    const { deployment } = await read({ ...records.y2026, gpu: '8xH100' });
    expect(deployment.hardware).toMatchObject({ gpu: 'H100', gpus: 8 });
    expect(deployment.topology).toBeNull();
    expect((await read({ ...records.y2026, gpu: 4 })).deployment.hardware).toMatchObject({ gpu: null, gpus: 4 });
  });

  it('knows the engine from a key that names its version', async () => {
    const { deployment } = await read({ ...records.y2026, vllm_version: '0.11.0' });
    expect(deployment).toMatchObject({ engine: 'vllm', engineVersion: '0.11.0' });
  });

  it('keeps what says nothing, and the less telling of two names, among the rest', async () => {
    const measurement = await read({ ...records.v03, dtype: 'bfloat16', quantization: 'awq', kv_cache_dtype: null });
    expect(measurement.deployment).toMatchObject({ precision: 'awq', kvCacheDtype: null, engineVersion: null });
    expect(measurement.extra).toMatchObject({ version: 'N/A', dtype: 'bfloat16', kv_cache_dtype: null });
  });

  it('prefers the record to names, and names the contradiction', async () => {
    const measurement = await read({ ...records.y2026, tp: 4 }, '8xH100/model_tp8_pp2.json');
    expect(measurement.deployment.topology).toMatchObject([{ tp: 4, pp: 2, dp: 1 }]);
    expect(measurement.provenance).toMatchObject({
      'deployment.topology.tp': 'metadata key tp (file name says tp8)',
      'deployment.topology.pp': 'file name',
      'deployment.hardware.gpus': 'folder name',
    });
  });
});

describe('vllmServe: runs that went wrong', () => {
  it('has no latency where nothing completed', async () => {
    const measurement = await read(records.allFailed);
    expect(measurement.latency).toEqual({ ttftMs: null, tpotMs: null, itlMs: null, e2elMs: null });
    expect(measurement.counts).toMatchObject({ completed: 0, failed: 100 });
  });

  it('refuses a pooling run by name', async () => {
    expect(await problemsOf(records.pooling)).toEqual([
      'runs/a.json, $: expected a text generation benchmark, found a pooling or embedding run, which has no generation latency.',
    ]);
  });

  it('leaves out an end-to-end latency that counts failures as 0 ms', async () => {
    const fork = { mean_latency_ms: 900, median_latency_ms: 800 };
    expect((await read({ ...records.v05, ...fork })).latency.e2elMs).toMatchObject({ mean: 900, median: 800 });
    const failing = await read({ ...records.v05, ...fork, completed: 60 });
    expect(failing.latency.e2elMs).toBeNull();
    expect(failing.extra).toMatchObject(fork);
  });

  it.each([
    [{ duration: -5 }, '$.duration: expected a number of seconds, 0 or more, found -5'],
    [{ duration: '20' }, '$.duration: expected a number of seconds, 0 or more, found "20"'],
    [{ duration: 0 }, '$.duration: expected more than 0 seconds for completed requests, found 0'],
    [{ completed: 1.5 }, '$.completed: expected a whole number of requests, 0 or more, found 1.5'],
    [{ completed: 101 }, '$.completed: expected at most num_prompts (100), found 101'],
    [{ request_rate: -1 }, '$.request_rate: expected a number of requests per second, or "inf", found -1'],
    [{ mean_ttft_ms: '50' }, '$.mean_ttft_ms: expected a number of milliseconds, 0 or more, found "50"'],
    [{ 'p99.9_itl_ms': -1 }, '$["p99.9_itl_ms"]: expected a number of milliseconds, 0 or more, found -1'],
    [{ tp: 0 }, '$.tp: expected a whole number, 1 or more, found 0'],
    [{ tensor_parallel_size: 'eight' }, '$.tensor_parallel_size: expected a whole number, 1 or more, found "eight"'],
    [{ tp: 2, tensor_parallel_size: 4 }, '$.tensor_parallel_size: expected the same as tp (2), found 4'],
    [{ num_gpus: 0 }, '$.num_gpus: expected a whole number, 1 or more, found 0'],
    [{ model_id: 7 }, "$.model_id: expected the model's name as text, found 7"],
    [{ ttfts: [1, '2'] }, '$.ttfts[1]: expected a list of seconds, one per request, found "2"'],
    [{ ttfts: 3 }, '$.ttfts: expected a list of seconds, one per request, found 3'],
  ])('refuses %j with its place', async (damage, message) => {
    expect(await problemsOf({ ...records.y2026, ...damage })).toEqual([`runs/a.json, ${message}.`]);
  });

  it('reads the good records of a file with a bad one', async () => {
    const lines = [records.v05, { ...records.v05, duration: -1 }, records.y2026].map(toText).join('\n');
    const { measurements, problems } = await readText(lines);
    expect(measurements.map(({ source }) => source.index)).toEqual([0, 2]);
    expect(problems.map(({ path }) => path)).toEqual(['line 2 $.duration']);
  });

  it('gives old records of a growing file the identity they had', async () => {
    const grown = [records.v05, records.y2026, records.cli09].map(toText);
    const before = await readText(grown.slice(0, 2).join('\n'));
    const after = await readText(grown.join('\n'));
    const identities = ({ measurements }: typeof after) => measurements.map(({ source }) => source.sha256);
    expect(identities(after).slice(0, 2)).toEqual(identities(before));
    expect(new Set(identities(after)).size).toBe(3);
  });

  it('never throws, whatever is damaged', async () => {
    const texts = [records.v03, records.y2026, records.detailed, { ...records.rust, tp: '8', gpu: '8xH100' }].map(
      toText,
    );
    const pieces = ['', '"', '-', '0', '{', ']', 'null', '1e999', '"x"', '[[]]', 'NaN', '\\', '\n{', ',', 'é'];
    const edit = fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...pieces));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (text, edits) => {
          const damaged = edits.reduce((all, [at, length, piece]) => {
            const start = at % all.length;
            return all.slice(0, start) + piece + all.slice(start + length);
          }, `${text} `);
          const { measurements, problems } = await readFile(aSourceFile(damaged, 'a_tp4.json', 100));
          expect(measurements.length + problems.length).toBeGreaterThan(0);
          for (const problem of problems) expect(problem.message).toMatch(/^a_tp4\.json.*expected .+, found .+\.$/s);
        },
      ),
      { seed: 5, numRuns: 2000 },
    );
  }, 60_000);
});
