import { describe, expect, it } from 'vitest';
import { nextStep } from '@/lib/domain/plan/adaptive';
import { type AdaptiveSettings, adaptiveSettings, ladder } from '@/lib/domain/plan/adaptive-settings';
import { type AdaptiveDeployment, bestLoad, type TriedLoad } from '@/lib/domain/plan/tried-load';
import { benchVirtually } from './bench-virtually';
import { anEngine } from './testing/an-engine';

interface Machine {
  model: string;
  gpu: string;
  /** TP, PP, DP of each deployment of the sweep. */
  grid: readonly (readonly [tp: number, pp: number, dp: number])[];
}
type Shown = Omit<TriedLoad, 'purpose'>;

const ladderOf = { from: 1, to: 128, stepsPerDoubling: 2 };
const lengths = { inputTokens: 256, outputTokens: 64 };
const shown = new Map<string, Shown>();

/** What the simulator shows at a load, with its usual noise; the same each time. */
function show({ model, gpu }: Machine, [tp, pp, dp]: Machine['grid'][number], load: number): Shown {
  const key = [model, gpu, tp, pp, dp, load].join();
  const before = shown.get(key);
  if (before) return before;
  const config = anEngine({ model, gpu, tp, pp, dp, maxModelLen: 1024, noise: 0.01, seed: 7 });
  const requests = Math.max(12, 3 * load);
  const result = benchVirtually(config, model, { ...lengths, concurrency: load, requests }, new Date(0));
  const decodingMs = (result.mean_e2el_ms as number) - (result.mean_ttft_ms as number);
  const found = {
    load,
    outputTokensPerSPerGpu: result.output_throughput / (tp * pp * dp),
    medianTpotMs: result.median_tpot_ms as number,
    medianTtftMs: result.median_ttft_ms as number,
    inService: (requests * decodingMs) / 1000 / result.duration,
  };
  shown.set(key, found);
  return found;
}

const deploymentsOf = ({ grid }: Machine, tried: (sizes: Machine['grid'][number]) => TriedLoad[]) =>
  grid.map((sizes): AdaptiveDeployment => {
    const [tp, pp, dp] = sizes;
    const key = `TP${tp} PP${pp} DP${dp}`;
    return { key, label: key, gpus: tp * pp * dp, rungs: ladder(ladderOf), tried: tried(sizes) };
  });

/** The adaptive sweep, deployment by deployment, to its end. */
function sweep(machine: Machine, settings: AdaptiveSettings): AdaptiveDeployment[] {
  const deployments = deploymentsOf(machine, () => []);
  deployments.forEach((deployment, index) => {
    for (;;) {
      const step = nextStep(deployment, deployments, settings);
      if (step.kind === 'stop') return;
      deployment.tried.push({ ...show(machine, machine.grid[index]!, step.load), purpose: step.purpose });
    }
  });
  return deployments;
}

const fullGrid = (machine: Machine) =>
  deploymentsOf(machine, (sizes) =>
    ladder(ladderOf).map((load) => ({ ...show(machine, sizes, load), purpose: 'climb' })),
  );

function bestOf(deployments: AdaptiveDeployment[], settings: AdaptiveSettings) {
  const bests = deployments.flatMap(({ key, ...rest }) => {
    const load = bestLoad({ key, ...rest }, settings);
    return load ? [{ key, load: load.load, perGpu: load.outputTokensPerSPerGpu! }] : [];
  });
  return bests.reduce((a, b) => (b.perGpu > a.perGpu ? b : a));
}

const runsOf = (deployments: AdaptiveDeployment[]) => deployments.reduce((sum, { tried }) => sum + tried.length, 0);

const tensor = [1, 2, 4, 8].map((tp) => [tp, 1, 1] as const);
const mixed = [...tensor, [2, 2, 1], [2, 1, 2], [4, 1, 2]] as const;
const machines = {
  '70B on H100': { model: 'Llama-3.1-70B-FP8', gpu: 'H100', grid: mixed },
  '8B on A100': { model: 'Llama-3.1-8B', gpu: 'A100', grid: mixed },
  '32B on L40S': { model: 'Qwen3-32B-FP8', gpu: 'L40S', grid: tensor },
} satisfies Record<string, Machine>;

describe('the adaptive sweep over the simulator', () => {
  it.each([
    ['70B on H100', { minTokensPerSPerUser: 30 }],
    ['70B on H100', { minTokensPerSPerUser: 60 }],
    ['70B on H100', { medianTtftMs: 500 }],
    ['8B on A100', { minTokensPerSPerUser: 60 }],
    ['8B on A100', { medianTpotMs: 12, medianTtftMs: 300 }],
    ['32B on L40S', { minTokensPerSPerUser: 20 }],
    ['32B on L40S', { medianTtftMs: 1000 }],
  ] as const)(
    'finds the best point of %s under %j within one load step, with under half the runs',
    { timeout: 60_000 },
    (name, limits) => {
      const machine: Machine = machines[name];
      const settings = adaptiveSettings.parse({ ...ladderOf, limits });
      const [swept, full] = [sweep(machine, settings), fullGrid(machine)];
      const [found, best] = [bestOf(swept, settings), bestOf(full, settings)];
      const rungs = ladder(ladderOf);
      process.stdout.write(
        `${name}, ${JSON.stringify(limits)}: ${runsOf(swept)} of ${runsOf(full)} runs; found ${found.key} at ${found.load}, best ${best.key} at ${best.load}\n`,
      );
      expect(found.key).toBe(best.key);
      expect(Math.abs(rungs.indexOf(found.load) - rungs.indexOf(best.load))).toBeLessThanOrEqual(1);
      expect(runsOf(swept)).toBeLessThan(runsOf(full) / 2);
    },
  );
});
