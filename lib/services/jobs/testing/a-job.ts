import { jobRequest, type JobRequestInput } from '@/lib/domain/plan/job-request';

/** A small job on the simulator: one deployment, two quick loads. */
export const aJob = (change: Partial<JobRequestInput> = {}) =>
  jobRequest.parse({
    target: 'local-simulator',
    name: 'a sweep',
    deployment: { source: 'started', model: 'facebook/opt-125m', grid: { tp: [1] } },
    workloads: [{ kind: 'random', isl: 16, osl: 4 }],
    loads: { mode: 'list', knob: 'concurrency', values: [1, 2] },
    prompts: { perConcurrency: 1, floor: 4 },
    ...change,
  });
