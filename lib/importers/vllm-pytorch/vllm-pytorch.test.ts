import { describe, expect, it } from 'vitest';
import { readOne, readText } from '../testing/source-file';

const args = {
  model: 'org/Model-8B',
  dataset_name: 'random',
  random_input_len: 200,
  random_output_len: 40,
  num_prompts: 100,
  seed: 7,
};
const further = {
  date: '20260816-160853',
  backend: 'openai',
  num_prompts: 100,
  request_rate: 'inf',
  max_concurrency: 16,
  duration: 20,
  completed: 100,
  total_input_tokens: 20_000,
  total_output_tokens: 4000,
  request_throughput: 5,
  output_throughput: 200,
};
const metric = (name: string, values: number[], extra_info: object = further, given: object = args) => ({
  benchmark: { name: 'vLLM benchmark', extra_info: { args: given, use_compile: true } },
  model: { name: 'org/Model-8B' },
  metric: { name, benchmark_values: values, extra_info },
});
const serve = [metric('median_ttft_ms', [49]), metric('mean_tpot_ms', [10]), metric('median_tpot_ms', [9])];

describe('vllmPytorch', () => {
  it('joins the metrics of a run into one measurement with the arguments of the client', async () => {
    const { source, deployment, workload, load, latency, throughput, provenance } = await readOne(
      JSON.stringify(serve),
    );
    expect(source).toMatchObject({ format: 'vllm-pytorch', index: 0 });
    expect(deployment.model).toBe('org/Model-8B');
    expect(workload).toMatchObject({ dataset: 'random', isl: 200, osl: 40 });
    expect(load).toEqual({ maxConcurrency: 16, requestRate: 'inf', numPrompts: 100 });
    expect(latency).toMatchObject({ ttftMs: { median: 49 }, tpotMs: { mean: 10, median: 9 } });
    expect(throughput.outputTokensPerS).toBe(200);
    expect(provenance['workload.isl']).toBe('recorded arguments of the client');
  });

  it('tells runs in one file apart', async () => {
    const other = serve.map(({ metric: { name, benchmark_values } }) =>
      metric(name, benchmark_values, { ...further, max_concurrency: 32 }),
    );
    const { measurements } = await readText(JSON.stringify([...serve, ...other]));
    expect(measurements.map(({ load }) => load.maxConcurrency)).toEqual([16, 32]);
  });

  it('reads offline throughput and latency with the arguments of the engine', async () => {
    const given = { model: 'org/Model-8B', tensor_parallel_size: 2, input_len: 32, output_len: 128, batch_size: 8 };
    const throughput = metric('tokens_per_second', [1500], { elapsed_time: 40, num_requests: 100 }, given);
    const latency = metric('latency', [3, 5], { avg_latency: 4, percentiles: { '50': 4 } }, given);
    const { measurements, problems } = await readText(JSON.stringify([throughput, latency]));
    expect(problems).toEqual([]);
    expect(measurements.map(({ evidence }) => evidence.offline)).toEqual(['throughput', 'latency']);
    expect(measurements[1]).toMatchObject({ deployment: { topology: [{ tp: 2 }] }, load: { numPrompts: 8 } });
  });

  it('refuses a metric without values, with its place', async () => {
    const broken = { ...serve[0], metric: { name: 'x', benchmark_values: 3 } };
    const { problems } = await readText(JSON.stringify([broken]));
    expect(problems.map(({ path, found }) => [path, found])).toEqual([['$[0]', '3']]);
  });
});
