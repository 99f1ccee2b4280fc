import { jobRequest, type JobRequestInput } from '../job-request';
import { type Target, target } from '../target';

export type RequestChange = { [Key in keyof JobRequestInput]?: JobRequestInput[Key] };

/** One deployment, TP2, with loads of concurrency 1, 2 and 4. */
export const aRequest = (change: RequestChange = {}) =>
  jobRequest.parse({
    target: 'here',
    deployment: { source: 'started', model: 'facebook/opt-125m', grid: { tp: [2] } },
    workloads: [{ kind: 'random', isl: 32, osl: 16 }],
    loads: { mode: 'list', knob: 'concurrency', values: [1, 2, 4] },
    ...change,
  });

/** A target like one box of 8 GPUs, which nobody looks for. */
export const aTarget = (change: Partial<Target> = {}): Target =>
  target.parse({
    id: 'here',
    name: 'This machine',
    simulated: false,
    gpu: null,
    gpusPerNode: 8,
    nodes: 1,
    gpuCheck: 'none',
    workFolder: '/tmp/kneepoint',
    vllm: ['vllm'],
    ownClient: null,
    prologue: [],
    environmentFile: null,
    ports: { first: 20_000, last: 29_999 },
    ...change,
  });
