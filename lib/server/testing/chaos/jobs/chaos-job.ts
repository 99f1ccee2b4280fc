import type { JobRequestInput } from '@/lib/api/job-contracts';

const concurrencies = [1, 2, 3];
export const loadsPerJob = concurrencies.length;

/** A job on the simulator: one deployment, and a few loads that take about a second each. */
export const chaosJob = (round: number): JobRequestInput => ({
  name: `chaos ${round}`,
  target: 'local-simulator',
  deployment: { source: 'started', model: 'facebook/opt-125m' },
  workloads: [{ kind: 'random', isl: 16, osl: 64 }],
  loads: { mode: 'list', knob: 'concurrency', values: concurrencies },
  prompts: { perConcurrency: 1, floor: 4 },
});
