import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { ServiceContext } from '../context';
import { jobScript } from './job-script';
import { planJob } from './plan-job';

/** All that a job would be, without making it. */
export async function previewJob(context: ServiceContext, request: JobRequest) {
  const planned = await planJob(context, request);
  const { plan, target, endpoint, name } = planned;
  return {
    valid: plan.valid,
    name,
    target: { id: target.id, name: target.name, simulated: target.simulated },
    seed: plan.seed,
    problems: plan.problems,
    attempts: plan.attempts,
    totals: plan.totals,
    adaptive: request.loads.mode === 'adaptive',
    endpoint: endpoint && { address: endpoint.guarded.address, models: endpoint.models, version: endpoint.version },
    script: plan.valid ? jobScript(planned, 'preview') : null,
  };
}
