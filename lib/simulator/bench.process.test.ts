import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runBin, startReadyServer } from './testing/simulated-server';

const TIMEOUT_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'simulator-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const serveResult = z.looseObject({
  simulated: z.literal('true'),
  completed: z.number(),
  failed: z.number(),
  duration: z.number(),
  median_tpot_ms: z.number(),
  median_ttft_ms: z.number(),
  mean_e2el_ms: z.number(),
  mean_ttft_ms: z.number(),
});

interface Load {
  concurrency: number;
  prompts: number;
  input?: number;
  output?: number;
}

let runs = 0;

/** Serves with the flags, sends one load with the load generator, both as processes, and reads its result file. */
async function measure(flags: readonly string[], { concurrency, prompts, input = 128, output = 32 }: Load) {
  // Slow GPUs and a middling model: few tokens a second to carry, and every effect of the physics in reach.
  const argv = ['Qwen3-32B-FP8', '--max-model-len', '2048', '--disable-uvicorn-access-log', ...flags];
  const server = await startReadyServer(argv, { SIM_GPU: 'L40S', SIM_NOISE: '0' });
  const file = `run-${(runs += 1)}.json`;
  const bench = runBin('vllm', [
    'bench',
    'serve',
    '--backend',
    'vllm',
    '--base-url',
    server.url,
    '--dataset-name',
    'random',
    '--random-input-len',
    String(input),
    '--random-output-len',
    String(output),
    '--num-prompts',
    String(prompts),
    '--max-concurrency',
    String(concurrency),
    '--ignore-eos',
    '--percentile-metrics',
    'ttft,tpot,itl,e2el',
    '--save-result',
    '--result-dir',
    folder,
    '--result-filename',
    file,
    '--disable-tqdm',
  ]);
  const code = await bench.exit();
  await server.destroy();
  if (code !== 0) throw new Error(bench.log);
  const result = serveResult.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  expect([result.completed, result.failed]).toEqual([prompts, 0]);
  return {
    ...result,
    perUser: 1000 / result.median_tpot_ms,
    inService: (result.completed * (result.mean_e2el_ms - result.mean_ttft_ms)) / 1000 / result.duration,
  };
}

// The whole shape is held by engine/physics.test.ts and by the sample data; this is that it comes through the sockets.
describe('the curve as the load generator sees it', { timeout: TIMEOUT_MS }, () => {
  it('does not fall from TP1 to TP2 for one user', async () => {
    const one = { concurrency: 1, prompts: 2, output: 16 };
    const [tp1, tp2] = [await measure([], one), await measure(['-tp', '2'], one)];
    expect(tp2.perUser).toBeGreaterThan(tp1.perUser);
  });

  it('queues where the cache is short: in service stays far below the load', async () => {
    const load = { concurrency: 48, prompts: 96, input: 160, output: 16 };
    const starved = await measure(['--num-gpu-blocks-override', '128'], load);
    expect(starved.inService).toBeLessThan(0.4 * 48);
    expect(starved.median_ttft_ms).toBeGreaterThan(16 * starved.median_tpot_ms);
  });
});

describe('vllm bench serve with a failure', { timeout: TIMEOUT_MS }, () => {
  const argv = ['bench', 'serve', '--save-result', '--result-dir', folder, '--result-filename'];

  it('fails without a file, hangs until it is killed, or leaves half a file', async () => {
    const failing = runBin('vllm', [...argv, 'fail.json'], { SIM_FAIL: 'bench-fail' });
    expect(await failing.exit()).toBe(1);
    expect(existsSync(join(folder, 'fail.json'))).toBe(false);
    const garbage = runBin('vllm', [...argv, 'half.json'], { SIM_FAIL: 'bench-garbage' });
    expect(await garbage.exit()).toBe(0);
    expect(() => JSON.parse(readFileSync(join(folder, 'half.json'), 'utf8')) as unknown).toThrow(SyntaxError);
    const hanging = runBin('vllm', [...argv, 'hang.json'], { SIM_FAIL: 'bench-hang' });
    const outcome = await Promise.race([
      hanging.exit(),
      new Promise((resolve) => setTimeout(resolve, 1500, 'still there')),
    ]);
    expect(outcome).toBe('still there');
    await hanging.destroy();
  });
});

describe('vllm bench throughput', { timeout: TIMEOUT_MS }, () => {
  const argv = [
    'bench',
    'throughput',
    '--model',
    'Llama-3.1-8B',
    '--max-model-len',
    '4096',
    '--input-len',
    '200',
    '--output-len',
    '50',
    '--num-prompts',
    '100',
  ];

  it('prints the line of the real program and writes its JSON, marked', async () => {
    const path = join(folder, 'throughput.json');
    const bench = runBin('vllm', [...argv, '--output-json', path], { SIM_NOISE: '0' });
    expect(await bench.exit()).toBe(0);
    const [, requests, total, output] =
      /^Throughput: ([\d.]+) requests\/s, ([\d.]+) total tokens\/s, ([\d.]+) output tokens\/s$/m.exec(bench.log) ?? [];
    expect(bench.log).toContain('Total num prompt tokens:  20000\nTotal num output tokens:  5000\n');
    const result = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual([
      'elapsed_time',
      'num_requests',
      'total_num_tokens',
      'requests_per_second',
      'tokens_per_second',
      'simulated',
    ]);
    expect(result).toMatchObject({ num_requests: 100, total_num_tokens: 25_000, simulated: 'true' });
    expect([requests, total, output].map(Number)).toEqual([
      Number(Number(result['requests_per_second']).toFixed(2)),
      Number(Number(result['tokens_per_second']).toFixed(2)),
      Number((Number(result['tokens_per_second']) / 5).toFixed(2)),
    ]);
  });

  it.each([
    [['-dp', '2'], 1, 'Data parallel is not supported in offline benchmark'],
    [['-tp', '16'], 1, 'World size (16) is larger than the number of available GPUs (8)'],
    [['--no-such'], 2, 'unrecognized arguments: --no-such'],
    [['--dataset-path', 'x.json'], 1, 'has no prompts of a file'],
  ])('refuses %j', async (extra, code, words) => {
    const bench = runBin('vllm', [...argv, ...extra]);
    expect(await bench.exit()).toBe(code);
    expect(bench.log).toContain(words);
  });
});
