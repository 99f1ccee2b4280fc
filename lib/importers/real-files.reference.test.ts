import { describe, expect, it } from 'vitest';
import type { BaseMeasurement, LatencyStatistics } from '@/lib/domain/measurement';
import { referenceFiles, referenceText } from '@/lib/testing/reference-files';
import { readFile } from './read-file';
import { readFiles } from './read-files';
import { goldenFigures } from './testing/golden-figures';
import { referenceSource } from './testing/reference-source';

const folders = ['vllm/serve', 'vllm/sweep_v0.25.1', 'lambda'];
const isResult = (path: string) => path.endsWith('.json') && !path.endsWith('meta.json');
const results = folders.flatMap((folder) =>
  referenceFiles(folder)
    .filter(isResult)
    .map((path) => `${folder}/${path}`),
);

const read = async (file: string) => (await readFile(referenceSource('', file))).measurements;
const readOne = async (file: string) => (await read(file))[0]!;

describe('reference files', () => {
  it('are all in the table of figures', () => {
    expect([...new Set(goldenFigures.map(({ file }) => file))].sort()).toEqual([...results].sort());
  });

  it.each(goldenFigures)('give $file record $index with the figures that stand in it', async (golden) => {
    const { format, measurements, problems } = await readFile(referenceSource('', golden.file));
    expect({ format, problems }).toEqual({ format: 'vllm-serve', problems: [] });
    const { counts, durationS, throughput, latency } = measurements[golden.index]!;
    expect({
      ...{ completed: counts.completed, durationS, outputTokensPerS: throughput.outputTokensPerS },
      ...{ meanTtft: latency.ttftMs?.mean ?? null, medianTpot: latency.tpotMs?.median ?? null },
      p99Itl: latency.itlMs?.p99 ?? null,
    }).toEqual({
      ...{ completed: golden.completed, durationS: golden.durationS, outputTokensPerS: golden.outputTokensPerS },
      ...{ meanTtft: golden.meanTtft, medianTpot: golden.medianTpot },
      p99Itl: golden.p99Itl,
    });
    if (golden.meanE2el !== null) expect(latency.e2elMs?.mean).toBe(golden.meanE2el);
  });
});

/** What each file of vLLM is by its README: role | format | measurements | the reason where nothing is read. */
const vllmFiles = `
README.md | unread | - | 0 | a text without any
latency/2024-11_8xH100_llama405b_batch4.json | results | vllm-latency | 1
latency/2024-11_8xH100_llama405b_batch64.json | results | vllm-latency | 1
serve/2024-08_v0.5_1xH100_llama-8b_tp1_no-itls.json | results | vllm-serve | 1
serve/2024-11_8xH100_detailed_16qps_reduced.json | results | vllm-serve | 1
serve/2025-03-ci-partial_serving_llama8B_tp1_1.json | results | vllm-serve | 1
serve/2026-06_inferencex-fork_detailed_c4.json | results | vllm-serve | 1
serve/2026-08_specdecode_nemotron-super_sharegpt.json | results | vllm-serve | 1
serve/2026-08_specdecode_nemotron-super_sharegpt.meta.json | companion | - | 0
serve/2p2d_conc128_in2048_out128_20250922_063604.json | results | vllm-serve | 1
serve/2p2d_conc32_in2048_out128_20250922_063704.json | results | vllm-serve | 1
serve/2p2d_conc64_in2048_out128_20250922_063641.json | results | vllm-serve | 1
serve/3p1d_conc128_in2048_out128_20250917_065731.json | results | vllm-serve | 1
serve/3p1d_conc32_in2048_out128_20250917_065817.json | results | vllm-serve | 1
serve/3p1d_conc64_in2048_out128_20250917_065754.json | results | vllm-serve | 1
serve/bench_serve_v0.25.1.json | results | vllm-serve | 1
serve/one_failed_request_qwen-3.6-27b_fp8_sharegpt.json | results | vllm-serve | 1
serve/ratesweep_gemma-4-26b-a4b-it_bf16/11-rate-sweep-0.1.json | results | vllm-serve | 1
serve/ratesweep_gemma-4-26b-a4b-it_bf16/11-rate-sweep-0.2.json | results | vllm-serve | 1
serve/ratesweep_gemma-4-26b-a4b-it_bf16/11-rate-sweep-0.3.json | results | vllm-serve | 1
serve/ratesweep_gemma-4-26b-a4b-it_bf16/11-rate-sweep-0.5.json | results | vllm-serve | 1
serve/ratesweep_gemma-4-26b-a4b-it_bf16/11-rate-sweep-0.7.json | results | vllm-serve | 1
serve/ratesweep_gemma-4-26b-a4b-it_bf16/11-rate-sweep-1.0.json | results | vllm-serve | 1
serve/ratesweep_gemma-4-26b-a4b-it_bf16/meta.json | companion | - | 0
server/metrics_v0.25.1_loaded.txt | unread | - | 0 | a Prometheus page, which is not read yet
server/vllm_serve_no_kv_cache_memory_v0.25.1.log | companion | - | 0
server/vllm_serve_unrecognized_argument_v0.25.1.log | unread | - | 0 | a command line vllm refused, which measured nothing
server/vllm_serve_v0.13rc_tp2_qwen3-14b.log | companion | - | 0
text/2024_vllm_v0.6_many_blocks.txt | results | vllm-serve-text | 23
text/2025-12_wrapped_stdout_gpt-oss-20b_tp2_qps4.json | results | wrapped-text | 0 | a log that ends without one (and it says success: false)
text/2026_gemma-4-26b_bf16_sharegpt.log | results | vllm-serve-text | 1
throughput/2024-11_8xH100_llama405b_in2048_out2048_np64.json | results | vllm-throughput | 1
throughput/openai_gpt-oss-20b_tp1_throughput.json | results | vllm-throughput | 1
throughput/openai_gpt-oss-20b_tp2_throughput.json | results | vllm-throughput | 1
`;

describe("every file of vLLM's samples", () => {
  const rows: string[][] = vllmFiles
    .trim()
    .split('\n')
    .map((line) => line.split(' | '));

  it('is in the table, but for the tree of a sweep', () => {
    const found = referenceFiles('vllm').filter((path) => !path.startsWith('sweep_'));
    expect(rows.map(([path]) => path)).toEqual(found.sort());
  });

  it.each(rows)('%s is read, or refused for its reason', async (...row) => {
    const [path = '', role, format, count, reason]: (string | undefined)[] = row;
    const { files } = await readFiles([referenceSource('vllm', path)]);
    const [file] = files;
    expect([file!.role, file!.format ?? '-', file!.measurements.length]).toEqual([role, format, Number(count)]);
    expect(file!.problems.map(({ found }) => found)).toEqual(reason === undefined ? [] : [reason]);
  });

  it('comes in as one sweep with two repeats per load, where it is the tree of one', async () => {
    const tree = referenceFiles('vllm/sweep_v0.25.1').map((path) => referenceSource('vllm', `sweep_v0.25.1/${path}`));
    const { files, sweeps } = await readFiles(tree);
    expect(files.map(({ role, measurements, problems }) => [role, measurements.length, problems])).toEqual([
      ['results', 1, []],
      ['results', 1, []],
      ['by-product', 0, []],
      ['results', 1, []],
      ['results', 1, []],
      ['by-product', 0, []],
    ]);
    expect(sweeps.map(({ name }) => name)).toEqual(['sweep_v0.25.1']);
    expect(
      sweeps[0]!.curves.map(({ loads }) => loads.map(({ load, repeats }) => [load.maxConcurrency, repeats.length])),
    ).toEqual([[[2, 2]], [[2, 2]]]);
    const slots = files.flatMap(({ measurements }) => measurements.map(({ deployment }) => deployment.flags));
    expect(slots.map((flags) => flags['max-num-seqs'])).toEqual([4, 4, 8, 8]);
  });
});

describe('printed results', () => {
  const block = (path: string) => readFile(referenceSource('vllm/text', path));

  it('have the figures that stand in them, block by block', async () => {
    const path = '2024_vllm_v0.6_many_blocks.txt';
    const figures = (label: string) =>
      [...referenceText(`vllm/text/${path}`).matchAll(new RegExp(`^${label}: +([\\d.]+) *$`, 'gm'))].map(([, value]) =>
        Number(value),
      );
    const { measurements } = await block(path);
    const of = <T>(value: (measurement: (typeof measurements)[number]) => T) => measurements.map(value);
    expect(of(({ counts }) => counts.completed)).toEqual(figures('Successful requests'));
    expect(of(({ durationS }) => durationS)).toEqual(figures('Benchmark duration \\(s\\)'));
    expect(of(({ throughput }) => throughput.outputTokensPerS)).toEqual(figures('Output token throughput \\(tok/s\\)'));
    expect(of(({ latency }) => latency.ttftMs?.mean)).toEqual(figures('Mean TTFT \\(ms\\)'));
    expect(of(({ latency }) => latency.tpotMs?.median)).toEqual(figures('Median TPOT \\(ms\\)'));
    expect(of(({ latency }) => latency.itlMs?.p99)).toEqual(figures('P99 ITL \\(ms\\)'));
    expect([...new Set(of(({ workload }) => workload.isl))]).toEqual([80, 10_000]);
  });

  it('have model, load and dataset of the arguments in the log', async () => {
    const { measurements } = await block('2026_gemma-4-26b_bf16_sharegpt.log');
    const [{ deployment, workload, load, counts, throughput, latency }] = measurements as [BaseMeasurement];
    expect(deployment.model).toBe('google/gemma-4-26B-A4B-it');
    expect(workload).toMatchObject({ dataset: 'sharegpt', isl: null, osl: null, burstiness: 0.7 });
    expect(load).toEqual({ maxConcurrency: null, requestRate: 0.3, numPrompts: 250 });
    expect(counts).toMatchObject({ completed: 250, failed: 0, inputTokens: 60_269, outputTokens: 51_230 });
    expect(throughput).toMatchObject({ outputTokensPerS: 61.08, peakOutputTokensPerS: 123 });
    expect(latency.e2elMs).toMatchObject({ mean: 19_941.21, median: 10_769.47, p90: 49_908.92, p99: 88_473.83 });
  });
});

describe('facts of the reference files', () => {
  const lambda = 'lambda/results/prompt_320/8xH100-80GB-SXM/Meta-Llama-3.1-70B-Instruct-FP8_tp8_len2048.json';

  it('gives the machine of the folder and the topology of the file name', async () => {
    const { deployment, load, provenance } = await readOne(lambda);
    expect(deployment).toMatchObject({
      precision: 'fp8',
      engine: null,
      hardware: { gpu: 'H100-80GB-SXM', gpus: 8 },
      topology: [{ role: 'aggregate', replicas: 1, tp: 8, pp: 1, dp: 1 }],
      flags: { 'max-model-len': 2048 },
    });
    expect(load).toEqual({ maxConcurrency: null, requestRate: 'inf', numPrompts: 320 });
    expect(provenance).toMatchObject({
      'deployment.topology': 'file name',
      'deployment.topology.pp': 'assumed 1',
      'deployment.hardware.gpu': 'folder name',
      'deployment.precision': 'model name',
    });
  });

  it('keeps prefill and decode workers without making up their size', async () => {
    const { deployment, workload, extra, provenance } = await readOne(
      'vllm/serve/3p1d_conc32_in2048_out128_20250917_065817.json',
    );
    expect(deployment.topology).toBeNull();
    expect(extra.partialTopology).toEqual({ prefillWorkers: 3, decodeWorkers: 1 });
    expect(workload).toMatchObject({ isl: 2048, osl: 128 });
    expect(provenance['deployment.topology.workers']).toBe('file name');
  });

  it('knows no topology from a number of GPUs alone', async () => {
    const { deployment } = await readOne('vllm/serve/2024-11_8xH100_detailed_16qps_reduced.json');
    expect(deployment).toMatchObject({ topology: null, hardware: { gpu: 'H100', gpus: 8 } });
  });

  it('reads the overrides of a sweep as flags and repeats, and each run once', async () => {
    const folder = 'vllm/sweep_v0.25.1/SERVE--max_num_seqs=4-BENCH--max_concurrency=2-num_prompts=8';
    const run = await readOne(`${folder}/run=1.json`);
    const [, fromSummary] = await read(`${folder}/summary.json`);
    expect(run).toMatchObject({ repeat: 1, deployment: { flags: { 'max-num-seqs': 4 } } });
    expect(fromSummary!.source.sha256).toBe(run.source.sha256);
  });

  it('reads a file of which only latencies are left', async () => {
    const { counts, durationS, throughput, latency } = await readOne(
      'vllm/serve/2025-03-ci-partial_serving_llama8B_tp1_1.json',
    );
    expect(counts).toEqual({ requests: 200, completed: null, failed: null, inputTokens: null, outputTokens: null });
    expect(durationS).toBeNull();
    expect(Object.values(throughput)).toEqual([null, null, null, null, null, null]);
    expect(latency.tpotMs?.median).toBe(40.27887061310954);
  });

  it('counts answers without a token', async () => {
    const empty = async (file: string) => (await readOne(file)).evidence.zeroLengthOutputs;
    expect(await empty('vllm/serve/2024-08_v0.5_1xH100_llama-8b_tp1_no-itls.json')).toBe(3);
    expect(await empty('vllm/serve/2024-11_8xH100_detailed_16qps_reduced.json')).toBe(379);
  });
});

interface Lists {
  completed: number;
  duration: number;
  input_lens?: number[];
  output_lens: number[];
  ttfts?: number[];
  itls?: number[][];
}

const near = (value: number | null | undefined, expected: number, tolerance = 1e-9) => {
  expect(Math.abs((value ?? NaN) - expected) / expected).toBeLessThan(tolerance);
};
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Milliseconds of seconds, written apart from the importer's own: order statistics by selection, not interpolation of ranks. */
function expected(seconds: number[]) {
  const sorted = Float64Array.from(seconds, (value) => value * 1000).sort();
  const at = (share: number) => {
    const position = share * (sorted.length - 1);
    const weight = position % 1;
    return sorted[Math.floor(position)]! * (1 - weight) + (sorted[Math.ceil(position)] ?? 0) * weight;
  };
  return { mean: sum([...sorted]) / sorted.length, median: at(0.5), p99: at(0.99) };
}

function nearStatistics(found: LatencyStatistics | null, seconds: number[], tolerance?: number) {
  const { mean, median, p99 } = expected(seconds);
  near(found?.mean, mean, tolerance);
  near(found?.median, median, tolerance);
  near(found?.p99, p99, tolerance);
}

describe('a second computation from the per-request lists', () => {
  const detailed = results.filter((file) => referenceText(file).includes('"output_lens"'));

  it('has files with lists to compute from', () => {
    expect(detailed.length).toBe(5);
  });

  it.each(detailed)('finds the throughput and TTFT of %s', async (file) => {
    const lists = JSON.parse(referenceText(file)) as Lists;
    const { throughput, counts, latency } = await readOne(file);
    near(counts.outputTokens, sum(lists.output_lens));
    near(throughput.outputTokensPerS, sum(lists.output_lens) / lists.duration);
    near(throughput.requestsPerS, lists.completed / lists.duration);
    if (lists.input_lens) near(throughput.inputTokensPerS, sum(lists.input_lens) / lists.duration);
    if (lists.ttfts) nearStatistics(latency.ttftMs, lists.ttfts);
  });

  it('finds ITL, E2E and TPOT where the gaps are there', async () => {
    const file = 'vllm/serve/2024-11_8xH100_detailed_16qps_reduced.json';
    const { itls = [], ttfts = [], output_lens } = JSON.parse(referenceText(file)) as Lists;
    const { latency } = await readOne(file);
    const decoding = itls.map(sum);
    nearStatistics(
      latency.e2elMs,
      ttfts.map((ttft, i) => ttft + decoding[i]!),
    );
    // The stored gaps are rounded to a microsecond, the statistics are not.
    nearStatistics(latency.itlMs, itls.flat(), 1e-5);
    // This generation's E2E ran on to the end of the stream, so its TPOT is a little above what the gaps give.
    const tpots = output_lens.flatMap((n, i) => (n > 1 ? [decoding[i]! / (n - 1)] : []));
    near(latency.tpotMs?.median, expected(tpots).median, 0.02);
  });

  it('computes TPOT from the lists as it is defined, where the summary has none', async () => {
    const file = 'vllm/serve/2024-11_8xH100_detailed_16qps_reduced.json';
    const record = JSON.parse(referenceText(file)) as Lists & Record<string, unknown>;
    const stripped = Object.fromEntries(Object.entries(record).filter(([key]) => !/_(?:ttft|tpot|itl)_ms$/.test(key)));
    const bytes = new TextEncoder().encode(JSON.stringify(stripped));
    const open = async function* () {
      yield await Promise.resolve(bytes);
    };
    const { measurements } = await readFile({ path: 'stripped.json', size: bytes.length, open });
    const { ttftMs, tpotMs, itlMs } = measurements[0]!.latency;
    const { itls = [], ttfts = [], output_lens } = record;
    nearStatistics(ttftMs, ttfts);
    nearStatistics(
      tpotMs,
      output_lens.flatMap((n, i) => (n > 1 ? [sum(itls[i]!) / (n - 1)] : [])),
    );
    near(itlMs?.mean, expected(itls.flat()).mean);
  });
});
