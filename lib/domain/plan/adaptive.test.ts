import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep } from './adaptive';
import { adaptiveSettings, ladder } from './adaptive-settings';
import { fitTpot } from './dominated';
import { sweepCost } from './sweep-cost';
import { type AdaptiveDeployment, bestLoad, type TriedLoad } from './tried-load';

/** A server of its own kind: TPOT = a + b·B, at most `slots` in service, the rest waits. Written apart from the fit. */
interface Physics {
  a: number;
  b: number;
  slots: number;
  gpus: number;
}
function measure({ a, b, slots, gpus }: Physics, load: number): Omit<TriedLoad, 'purpose'> {
  const inService = Math.min(load, slots);
  const medianTpotMs = a + b * inService;
  const waitMs = load > slots ? ((load - slots) / slots) * 256 * medianTpotMs : 0;
  return {
    load,
    inService,
    medianTpotMs,
    medianTtftMs: 50 + load * 4 + waitMs,
    outputTokensPerSPerGpu: (inService * 1000) / medianTpotMs / gpus,
  };
}

const settings = (change: object = {}) => adaptiveSettings.parse({ from: 1, to: 256, stepsPerDoubling: 2, ...change });

/** Runs the stepper to its end over deployments one after the other, as a job does. */
function sweep(machines: Record<string, Physics>, asked = settings()) {
  const deployments: AdaptiveDeployment[] = Object.entries(machines).map(([key, { gpus }]) => ({
    key,
    label: key,
    gpus,
    rungs: ladder(asked),
    tried: [],
  }));
  const stops: Record<string, string> = {};
  for (const deployment of deployments) {
    for (;;) {
      const step = nextStep(deployment, deployments, asked);
      if (step.kind === 'stop') {
        stops[deployment.key] = step.reason;
        break;
      }
      deployment.tried.push({ ...measure(machines[deployment.key]!, step.load), purpose: step.purpose });
    }
  }
  return { deployments, stops, runs: deployments.reduce((sum, { tried }) => sum + tried.length, 0) };
}

const tp = (gpus: number, scale: number): Physics => ({ a: 20 / scale, b: 0.12 / scale, slots: 512, gpus });
const machines = { TP1: tp(1, 1), TP2: tp(2, 1.8), TP4: tp(4, 3), TP8: tp(8, 4) };

describe('ladder', () => {
  it('climbs by steps per doubling, and ends where it was told to', () => {
    expect(ladder({ from: 1, to: 20, stepsPerDoubling: 2 })).toEqual([1, 2, 3, 4, 6, 8, 11, 16, 20]);
    expect(ladder({ from: 4, to: 4, stepsPerDoubling: 1 })).toEqual([4]);
    expect(ladder({ from: 8, to: 4, stepsPerDoubling: 1 })).toEqual([]);
  });
});

describe('nextStep', () => {
  it('climbs by doublings until a doubling brings too little', () => {
    const { deployments, stops } = sweep({ only: { a: 20, b: 2, slots: 512, gpus: 1 } }, settings({ bendPoints: 0 }));
    expect(deployments[0]!.tried.map(({ load }) => load)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
    const flat = sweep({ only: { a: 20, b: 20, slots: 512, gpus: 1 } }, settings({ bendPoints: 0 }));
    expect(flat.deployments[0]!.tried.at(-1)!.load).toBe(32);
    expect(stops.only).toBe('complete');
  });

  it('stops climbing when requests only wait longer', () => {
    const { deployments } = sweep(
      { starved: { a: 20, b: 0.1, slots: 3, gpus: 1 } },
      settings({ minGainPerDoubling: 0, bendPoints: 0 }),
    );
    expect(Math.max(...deployments[0]!.tried.map(({ load }) => load))).toBe(4);
  });

  it('closes in on a limit until no rung is left between', () => {
    const asked = settings({ limits: { medianTpotMs: 30 }, dropDominated: false });
    const { deployments } = sweep({ TP1: machines.TP1 }, asked);
    // 20 + 0.12·B crosses 30 ms above B = 83: rung 64 keeps it, and 91 does not.
    expect(deployments[0]!.tried.map(({ load }) => load)).toEqual([1, 2, 4, 64, 91]);
    expect(bestLoad(deployments[0]!, asked)!.load).toBe(64);
  });

  it('halves the way to a limit where nothing lies on a line', () => {
    const asked = settings({ limits: { medianTtftMs: 2000 }, minGainPerDoubling: 0 });
    const { deployments } = sweep({ starved: { a: 20, b: 0.1, slots: 11, gpus: 1 } }, asked);
    const loads = deployments[0]!.tried.map(({ load }) => load);
    // 11 slots: waiting begins above load 11, and passes 2 s above load 15.
    expect(bestLoad(deployments[0]!, asked)!.load).toBe(11);
    expect(loads).toContain(16);
  });

  it('fills in rungs where the curve bends', () => {
    const { deployments } = sweep({ TP1: { a: 20, b: 1, slots: 512, gpus: 1 } }, settings({ bendPoints: 2, to: 64 }));
    const bends = deployments[0]!.tried.filter(({ purpose }) => purpose === 'bend').map(({ load }) => load);
    expect(bends).toHaveLength(2);
    // The knee is at a/b = 20.
    expect(bends.every((load) => load >= 8 && load <= 45)).toBe(true);
  });

  it('drops a deployment that another one beats everywhere, and no other', () => {
    const { stops } = sweep({ good: tp(2, 3), bad: { a: 40, b: 1, slots: 512, gpus: 2 } });
    expect(stops).toEqual({ good: 'complete', bad: 'dominated' });
    expect(sweep(machines).stops).toEqual({ TP1: 'complete', TP2: 'complete', TP4: 'complete', TP8: 'complete' });
  });

  it('goes no further up after a load has failed', () => {
    const failed: TriedLoad = {
      load: 4,
      purpose: 'climb',
      inService: null,
      medianTpotMs: null,
      medianTtftMs: null,
      outputTokensPerSPerGpu: null,
    };
    const tried = [1, 2].map((load): TriedLoad => ({ ...measure(machines.TP1, load), purpose: 'climb' }));
    const deployment = { key: 'a', label: 'a', gpus: 1, rungs: ladder(settings()), tried: [...tried, failed] };
    expect(nextStep(deployment, [], settings())).toMatchObject({ kind: 'load', load: 3, purpose: 'limit' });
  });

  /** A deployment that has shown these at 1, 2, 4 and 32. */
  const shown = (change: (load: number) => Partial<TriedLoad>): AdaptiveDeployment => ({
    key: 'a',
    label: 'a',
    gpus: 1,
    rungs: ladder(settings()),
    tried: [1, 2, 4, 32].map((load) => ({ ...measure(machines.TP1, load), ...change(load), purpose: 'climb' })),
  });

  it('rules no load out for its TTFT that may still keep the limit: waiting may come to rest', () => {
    const asked = settings({ limits: { medianTtftMs: 180 } });
    const deployment = shown((load) => ({ medianTtftMs: 5 + 4 * load }));
    // By the line, 45 takes 185 ms: over the limit, and by so little that it is tried.
    expect(nextStep(deployment, [], asked)).toMatchObject({ kind: 'load', load: 45, purpose: 'climb' });
  });

  it('rules no load out by a line that is further off than the load is beyond the limit', () => {
    const asked = settings({ limits: { medianTpotMs: 48 } });
    const near = shown((load) => ({ medianTpotMs: 10 + load }));
    expect(nextStep(near, [], asked)).toMatchObject({ kind: 'stop' });
    const rough = shown((load) => ({ medianTpotMs: (10 + load) * (load === 2 ? 1.2 : 1) }));
    expect(nextStep(rough, [], asked)).toMatchObject({ kind: 'load', load: 45, purpose: 'climb' });
  });

  it.each([
    ['a speed', { minTokensPerSPerUser: 40 }, 1],
    ['a TPOT', { medianTpotMs: 18 }, 1],
    ['a TTFT', { medianTtftMs: 600 }, 1],
    ['a speed', { minTokensPerSPerUser: 60 }, 4],
    ['a speed and a TTFT', { minTokensPerSPerUser: 45, medianTtftMs: 400 }, 2],
  ])(
    'finds the best load under %s (%j, %i steps) within one rung of the full grid, with under half its runs',
    (_, limits, stepsPerDoubling) => {
      const asked = settings({ limits, stepsPerDoubling });
      const { deployments, runs } = sweep(machines, asked);
      const rungs = ladder(asked);
      const best = (all: AdaptiveDeployment[]) =>
        all
          .map((deployment) => ({ key: deployment.key, best: bestLoad(deployment, asked) }))
          .reduce((a, b) => ((b.best?.outputTokensPerSPerGpu ?? -1) > (a.best?.outputTokensPerSPerGpu ?? -1) ? b : a));
      const full = Object.entries(machines).map(([key, physics]) => ({
        key,
        label: key,
        gpus: physics.gpus,
        rungs,
        tried: rungs.map((load): TriedLoad => ({ ...measure(physics, load), purpose: 'climb' })),
      }));
      const [found, truth] = [best(deployments), best(full)];
      expect(found.key).toBe(truth.key);
      expect(Math.abs(rungs.indexOf(found.best!.load) - rungs.indexOf(truth.best!.load))).toBeLessThanOrEqual(1);
      expect(runs).toBeLessThan((rungs.length * 4) / 2);
    },
  );

  it('ends for every machine, asks only for rungs, and for none twice', () => {
    const physics = fc.record({
      a: fc.double({ min: 1, max: 100, noNaN: true }),
      b: fc.double({ min: 0, max: 20, noNaN: true }),
      slots: fc.integer({ min: 1, max: 600 }),
      gpus: fc.constantFrom(1, 2, 4, 8),
    });
    const asked = fc.record({
      to: fc.integer({ min: 1, max: 1024 }),
      stepsPerDoubling: fc.integer({ min: 1, max: 4 }),
      bendPoints: fc.integer({ min: 0, max: 4 }),
      limits: fc.constantFrom({}, { medianTtftMs: 500 }, { minTokensPerSPerUser: 30 }),
    });
    fc.assert(
      fc.property(fc.array(physics, { minLength: 1, maxLength: 4 }), asked, (list, change) => {
        const all = settings(change);
        const { deployments } = sweep(Object.fromEntries(list.map((machine, i) => [`m${i}`, machine])), all);
        for (const { tried, rungs } of deployments) {
          const loads = tried.map(({ load }) => load);
          expect(new Set(loads).size).toBe(loads.length);
          expect(loads.every((load) => rungs.includes(load))).toBe(true);
          expect(loads[0]).toBe(rungs[0]);
        }
      }),
      { seed: 8, numRuns: 150 },
    );
  });
});

describe('fitTpot', () => {
  it('finds the law, and says nothing of curves that do not follow it', () => {
    const tried = (tpots: number[]) =>
      tpots.map((medianTpotMs, i): TriedLoad => ({ ...measure(machines.TP1, 2 ** i), medianTpotMs, purpose: 'climb' }));
    const fit = fitTpot([1, 2, 4, 8].map((load): TriedLoad => ({ ...measure(machines.TP1, load), purpose: 'climb' })));
    expect(fit!.a).toBeCloseTo(20, 6);
    expect(fit!.b).toBeCloseTo(0.12, 6);
    expect(fitTpot(tried([20, 60, 20, 60]))).toBeNull();
    expect(fitTpot(tried([20, 21]))).toBeNull();
  });
});

describe('sweepCost', () => {
  it('counts what was spent, and what was spared with the estimates put right', () => {
    const runs = [
      { estimateS: 100, actualS: 200 },
      { estimateS: 300, actualS: null },
    ];
    expect(sweepCost([{ gpus: 9, runs }])).toEqual({ spentGpuHours: 0.5, sparedGpuHours: 1.5 });
  });
});
