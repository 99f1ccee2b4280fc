import { describe, expect, it } from 'vitest';
import { assess } from '@/lib/domain/assess';
import { throughput2024 } from '../testing/printed-blocks';
import { readOne, readText } from '../testing/source-file';

const throughput = {
  elapsed_time: 40,
  num_requests: 100,
  total_num_tokens: 60_000,
  requests_per_second: 2.5,
  tokens_per_second: 1500,
};
const latency = { avg_latency: 4, latencies: [3, 5], percentiles: { '10': 3.2, '50': 4, '90': 4.8, '99': 4.98 } };

describe('vllmThroughput', () => {
  it('reads the run as one of all prompts at once, in total tokens', async () => {
    const {
      source,
      load,
      counts,
      durationS,
      throughput: rates,
      evidence,
      deployment,
    } = await readOne(JSON.stringify(throughput), 'model_tp2_throughput.json');
    expect(source.format).toBe('vllm-throughput');
    expect(load).toEqual({ maxConcurrency: null, requestRate: 'inf', numPrompts: 100 });
    expect(counts).toMatchObject({ requests: 100, completed: 100, inputTokens: null, outputTokens: null });
    expect(durationS).toBe(40);
    expect(rates).toMatchObject({ requestsPerS: 2.5, totalTokensPerS: 1500, outputTokensPerS: null });
    expect(evidence.offline).toBe('throughput');
    expect(deployment).toMatchObject({ engine: 'vllm', topology: [{ tp: 2 }] });
  });

  it('reads what stands beside the figures, and keeps what nobody knows', async () => {
    const text = JSON.stringify({ ...throughput, tensor_parallel_size: '4', simulated: 'true', note: 'x' });
    const { deployment, origin, extra } = await readOne(text);
    expect(deployment.topology).toMatchObject([{ tp: 4 }]);
    expect(origin).toBe('simulated');
    expect(extra).toMatchObject({ note: 'x', totalTokens: 60_000 });
  });

  it.each([
    [{ elapsed_time: 0 }, '$.elapsed_time'],
    [{ num_requests: 1.5 }, '$.num_requests'],
    [{ tokens_per_second: -1 }, '$.tokens_per_second'],
    [{ tp: 'two' }, '$.tp'],
  ])('refuses %j with its place', async (change, path) => {
    const { measurements, problems } = await readText(JSON.stringify({ ...throughput, ...change }));
    expect(measurements).toEqual([]);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  });
});

describe('vllmLatency', () => {
  it('reads the latency of a batch in milliseconds, by its percentiles', async () => {
    const { latency: read, evidence, extra } = await readOne(JSON.stringify(latency));
    expect(read.e2elMs).toMatchObject({ mean: 4000, median: 4000, p90: 4800, p99: 4980, std: null });
    expect(read.e2elMs?.others).toEqual({ p10: 3200 });
    expect(read.tpotMs).toBeNull();
    expect(evidence.offline).toBe('latency');
    expect(extra.iterations).toBe(2);
  });

  it('has a speed of users only where batch and both lengths are known', async () => {
    const speeds = async (path: string) => {
      const { derived } = assess(await readOne(JSON.stringify(latency), path));
      return [derived.tokensPerSPerUser.e2e, derived.outputTokensPerSPerGpu];
    };
    expect(await speeds('tp2_batch8_in512_out128.json')).toEqual([32, 128]);
    expect(await speeds('tp2_in512_out128.json')).toEqual([null, null]);
    expect(await speeds('tp2_batch8.json')).toEqual([null, null]);
  });

  it.each([
    [{ avg_latency: 0 }, '$.avg_latency'],
    [{ percentiles: [1] }, '$.percentiles'],
    [{ percentiles: { p50: 1 } }, '$.percentiles.p50'],
    [{ latencies: ['1'] }, '$.latencies[0]'],
  ])('refuses %j with its place', async (change, path) => {
    const { problems } = await readText(JSON.stringify({ ...latency, ...change }));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  });
});

describe('vllmOfflinePrinted', () => {
  const args =
    "Namespace(model='org/Model-8B', tensor_parallel_size=2, input_len=400, output_len=200, num_prompts=100)";
  const counts = 'Total num prompt tokens:  40000\nTotal num output tokens:  20000';

  it('reads output tokens per second, which only the print has', async () => {
    const {
      source,
      throughput: rates,
      counts: read,
      deployment,
      workload,
      load,
    } = await readOne(`${args}\nINFO loading\n${throughput2024}\n${counts}\n`);
    expect(source.format).toBe('vllm-throughput-text');
    expect(rates).toMatchObject({ requestsPerS: 2.5, totalTokensPerS: 1500, outputTokensPerS: 500 });
    expect(read).toMatchObject({ requests: 100, inputTokens: 40_000, outputTokens: 20_000 });
    expect(deployment).toMatchObject({ model: 'org/Model-8B', topology: [{ tp: 2 }] });
    expect(workload).toMatchObject({ isl: 400, osl: 200 });
    expect(load.numPrompts).toBe(100);
  });

  it('reads the print of 2024, which does not tell output tokens apart', async () => {
    const { throughput: rates } = await readOne('Throughput: 2.50 requests/s, 1500.00 tokens/s');
    expect(rates).toMatchObject({ totalTokensPerS: 1500, outputTokensPerS: null });
  });

  it('reads latencies with their batch', async () => {
    const text =
      "Namespace(input_len=32, output_len=128, batch_size=8, model='org/M')\n" +
      'Avg latency: 4.0 seconds\n10% percentile latency: 3.2 seconds\n99% percentile latency: 4.98 seconds';
    const { latency: read, load, workload } = await readOne(text);
    expect(read.e2elMs).toMatchObject({ mean: 4000, p99: 4980, others: { p10: 3200 } });
    expect(load.numPrompts).toBe(8);
    expect(workload).toMatchObject({ isl: 32, osl: 128 });
  });

  it('reads several runs of one log, each with its own arguments', async () => {
    const { measurements } = await readText(
      [args, throughput2024, counts, args.replace('8B', '70B'), throughput2024.replace('2.50', '1.50')].join('\n'),
    );
    expect(measurements.map(({ deployment }) => deployment.model)).toEqual(['org/Model-8B', 'org/Model-70B']);
  });
});
