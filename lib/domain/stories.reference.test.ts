import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explore } from './explore';
import type { Answer } from './exploration';
import { aPoint } from './testing/a-point';
import { anEngine } from './topology';
import { view } from './view';

const stories = join(process.env.KNEEPOINT_SAMPLES ?? join(process.cwd(), '..', 'shared', 'samples'), 'stories');
const read = (name: string) => readFileSync(join(stories, name), 'utf8');
const textOf = ({ headline }: Answer) => headline.map(({ text }) => text).join('');

function number(block: string, label: string): number {
  const found = new RegExp(`^${label.replace(/[().]/g, '\\$&')}:\\s+([\\d.]+)`, 'm').exec(block);
  if (!found) throw new Error(`no ${label}`);
  return Number(found[1]);
}

/** Story S1: a printed result block of eight L4. */
function kubeAi(name: string, pp: number, tp: number) {
  const block = read(`kubeai-llama70b-fp8-8xL4-${name}.txt`);
  const latency = (kind: string) => ({
    mean: number(block, `Mean ${kind} (ms)`),
    median: number(block, `Median ${kind} (ms)`),
    p99: number(block, `P99 ${kind} (ms)`),
  });
  return aPoint({
    id: name,
    deployment: {
      model: 'neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8',
      hardware: { gpu: 'L4', gpus: 8 },
      topology: [anEngine({ pp, tp })],
    },
    workload: { dataset: 'ShareGPT' },
    counts: { completed: 1000, inputTokens: number(block, 'Total input tokens') },
    durationS: number(block, 'Benchmark duration (s)'),
    throughput: { outputTokensPerS: number(block, 'Output token throughput (tok/s)') },
    latency: { ttftMs: latency('TTFT'), tpotMs: latency('TPOT'), itlMs: latency('ITL') },
  });
}

/** Story S3: a table of output tok/s over median ITL at 320 prompts. */
function lambda() {
  const [head = '', ...rows] = read('lambda-throughput-over-median-itl-320-prompts.csv').trim().split('\n');
  const models = head.split(',').slice(1);
  return rows.flatMap((row) => {
    const [setup = '', ...cells] = row.split(',');
    const tp = Number(setup.split('x')[0]);
    return cells.flatMap((cell, column) => {
      if (cell === 'N/A') return [];
      const [rate, itl] = cell.split('/').map(Number);
      return aPoint({
        id: `${setup} ${models[column]}`,
        deployment: {
          model: models[column],
          hardware: { gpu: setup.includes('H100') ? 'H100 SXM' : 'A100 80GB SXM', gpus: tp },
          topology: [anEngine({ tp })],
        },
        workload: { dataset: 'ShareGPT' },
        load: { requestRate: 'inf', numPrompts: 320 },
        throughput: { outputTokensPerS: rate },
        latency: { itlMs: { median: itl } },
      });
    });
  });
}

describe('story S1: pipeline against tensor parallel on eight L4', () => {
  const points = [kubeAi('pp4-tp2', 4, 2), kubeAi('pp2-tp4', 2, 4)];
  const [pp4, pp2] = points;

  it('gives the throughput per GPU and per user of the source', () => {
    expect(pp4?.derived.outputTokensPerSPerGpu).toBeCloseTo(38.45, 2);
    expect(pp2?.derived.outputTokensPerSPerGpu).toBeCloseTo(32.65, 2);
    expect(pp4?.derived.tokensPerSPerUser.medianTpot).toBeCloseTo(1.2588, 4);
    expect(pp2?.derived.tokensPerSPerUser.medianTpot).toBeCloseTo(1.0376, 4);
  });

  it('has 680 requests in service by the mean and says that this is approximate', () => {
    expect(pp4?.derived.inService).toMatchObject({ exact: false });
    expect(pp4?.derived.inService?.value).toBeCloseTo(680.3, 0);
  });

  it('is valid and has no warning', () => {
    expect(points.flatMap(({ flags }) => flags).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('is answered by how much one dominates the other', () => {
    const [answer] = explore(points, view.parse({})).answers;
    expect(answer && textOf(answer)).toBe(
      'PP4×TP2 is +17.8 % output tok/s/GPU and +21.3 % tok/s/user over PP2×TP4; it dominates.',
    );
    expect(answer?.ids).toEqual(['pp4-tp2', 'pp2-tp4']);
  });
});

describe('story S3: which GPU, how many', () => {
  const points = lambda();
  const llama = { model: ['Meta-Llama-3.1-70B-Instruct-FP8'] };

  it('has every cell of the table, divided by its GPUs', () => {
    expect(points).toHaveLength(52);
    const tp4 = points.find(({ id }) => id === '4xH100-80GB-SXM Meta-Llama-3.1-70B-Instruct-FP8');
    expect(tp4?.derived.outputTokensPerSPerGpu).toBe(560.7475);
    expect(tp4?.derived.tokensPerSPerUser.medianItl).toBeCloseTo(26.137, 3);
  });

  it('is valid throughout, all prompts at once, some of them queued', () => {
    expect(points.flatMap(({ flags }) => flags).filter(({ severity }) => severity === 'invalid')).toEqual([]);
    expect(points.every(({ flags }) => flags.some(({ code }) => code === 'load-is-prompts'))).toBe(true);
    const one = points.find(({ id }) => id === '1xH100-80GB-SXM Meta-Llama-3.1-70B-Instruct-FP8');
    expect(one?.flags.map(({ message }) => message)).toContain('About 15 of 320 were in service.');
  });

  it('opens on model × GPU, by the one definition of speed it has', () => {
    const { x, lines } = explore(points, view.parse({}));
    expect(x.key).toBe('userMedianItl');
    expect(lines).toEqual(['model', 'gpu']);
  });

  it('labels the points of a line by their topology', () => {
    const { panels } = explore(points, view.parse({ filters: llama }));
    const line = panels[0]?.series.find(({ label }) => label === 'H100');
    expect(line?.curves.flatMap((curve) => curve.points.map(({ label }) => label)).sort()).toEqual([
      'TP1',
      'TP2',
      'TP4',
      'TP8',
    ]);
  });

  it('never joins two models in a frontier', () => {
    const byId = new Map(points.map((point) => [point.id, point.deployment.model]));
    const { panels } = explore(points, view.parse({ frontier: 'group' }));
    expect(panels[0]?.frontiers).toHaveLength(8);
    for (const { steps } of panels[0]?.frontiers ?? []) {
      expect(new Set(steps.flatMap(({ ids }) => ids.map((id) => byId.get(id)))).size).toBe(1);
    }
  });

  it('answers what serves most at a speed, what the speed costs and who misses it', () => {
    const [answer] = explore(points, view.parse({ filters: llama, minSpeed: 25 })).answers;
    expect(answer && textOf(answer)).toBe(
      'For Llama-3.1-70B FP8 at ≥ 25 tok/s/user, 4 × H100 as TP4 serves most per GPU: 560.7 output tok/s/GPU at 26.1 tok/s/user.',
    );
    expect(answer?.details).toEqual([
      'TP2 gives 1.54× more per GPU but only 20.3 tok/s/user.',
      'TP8 buys 13 % more speed for 43 % less per GPU.',
      'On A100 no setup reaches the target.',
      'There, about 86 of 320 were in service.',
    ]);
  });

  it('names the ends of the frontier and its knee where there is no limit', () => {
    const [answer] = explore(points, view.parse({ filters: llama })).answers;
    expect(answer && textOf(answer)).toBe(
      'For Llama-3.1-70B FP8, 2 × H100 as TP2 serves most per GPU (863.8 output tok/s/GPU at 20.3 tok/s/user) and TP8 is fastest (29.7 tok/s/user at 321.6 output tok/s/GPU); the knee is TP4: 560.7 output tok/s/GPU at 26.1 tok/s/user.',
    );
  });
});
