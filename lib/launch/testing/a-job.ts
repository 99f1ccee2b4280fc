import { expandPlan } from '@/lib/domain/plan/expand-plan';
import { jobRequest, type JobRequestInput } from '@/lib/domain/plan/job-request';
import type { Plan } from '@/lib/domain/plan/plan';
import { type Target, target } from '@/lib/domain/plan/target';
import { buildBundle, type BundleTiming, type PinnedEndpoint } from '../bundle/build-bundle';
import type { Bundle } from '../bundle/bundle';

/** A target like one GPU box, without GPUs to look for. */
export function aTarget(change: Partial<Target> = {}): Target {
  return target.parse({
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
}

export type RequestChange = { [Key in keyof JobRequestInput]?: JobRequestInput[Key] };

/** One deployment, TP2, with loads of concurrency 1, 2 and 4. */
export function aRequest(change: RequestChange = {}) {
  return jobRequest.parse({
    target: 'here',
    deployment: { source: 'started', model: 'facebook/opt-125m', grid: { tp: [2] } },
    workloads: [{ kind: 'random', isl: 32, osl: 16 }],
    loads: { mode: 'list', knob: 'concurrency', values: [1, 2, 4] },
    ...change,
  });
}

export function aPlan(request = aRequest(), on: Target = aTarget()): Plan {
  return expandPlan(request, { target: on, shapeOf: () => null, seed: 1 });
}

export interface BundleChange {
  jobId?: string;
  tryNumber?: number;
  request?: RequestChange;
  target?: Partial<Target>;
  endpoint?: PinnedEndpoint;
  timing?: Partial<BundleTiming>;
}

let serial = 0;
/** A job id nobody else has, also not in another test process. */
export const aJobId = () => `t${process.pid}-${Date.now().toString(36)}-${serial++}`;

export function aBundle(change: BundleChange = {}): Bundle {
  const on = aTarget(change.target);
  const plan = aPlan(aRequest(change.request), on);
  return buildBundle({
    plan,
    attempt: plan.attempts[0]!,
    target: on,
    jobId: change.jobId ?? aJobId(),
    tryNumber: change.tryNumber ?? 1,
    endpoint: change.endpoint ?? null,
    timing: { serverGraceS: 2, clientGraceS: 1, nextLoadS: 30, ...change.timing },
  });
}
