import { expandPlan } from '@/lib/domain/plan/expand-plan';
import type { Plan } from '@/lib/domain/plan/plan';
import type { Target } from '@/lib/domain/plan/target';
import { aRequest, aTarget, type RequestChange } from '@/lib/domain/plan/testing/a-request';
import { buildBundle, type BundleTiming, type PinnedEndpoint } from '../bundle/build-bundle';
import type { Bundle } from '../bundle/bundle';

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

/** A thousand ports for each worker of the test runner, below those the system gives out by itself. */
const firstPort = 20_000 + (Number(process.env.VITEST_POOL_ID ?? 0) % 10) * 1000;
export const testPorts = { first: firstPort, last: firstPort + 999 };

let serial = 0;
/** A job id nobody else has, also not in another test process. */
export const aJobId = () => `t${process.pid}-${Date.now().toString(36)}-${serial++}`;

export function aBundle(change: BundleChange = {}): Bundle {
  const on = aTarget({ ports: testPorts, ...change.target });
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
