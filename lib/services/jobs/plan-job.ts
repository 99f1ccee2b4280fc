import { randomInt } from 'node:crypto';
import { findModelShape } from '@/lib/domain/models';
import { coarsePace, type Pace } from '@/lib/domain/plan/estimate';
import { expandPlan } from '@/lib/domain/plan/expand-plan';
import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { Plan } from '@/lib/domain/plan/plan';
import type { Target } from '@/lib/domain/plan/target';
import type { GuardedEndpoint } from '@/lib/launch/endpoint/endpoint-guard';
import type { ServiceContext } from '../context';
import { knownTarget } from '../targets/known-target';
import { askDeployment } from './guarded-endpoint';

export interface PlannedJob {
  /** Name of the job, and of the sweep its points belong to. */
  name: string;
  plan: Plan;
  target: Target;
  /** What a server that runs already answered. */
  endpoint: { guarded: GuardedEndpoint; models: string[]; version: string | null } | null;
}

/** A simulated server has no weights to load. */
const simulatedPace: Pace = { ...coarsePace, serverStartS: 5, clientStartS: 3 };

/** Works a request out on its target as it is known now. Starts nothing; refuses only a target that is not there. */
export async function planJob(context: ServiceContext, request: JobRequest): Promise<PlannedJob> {
  const target = await knownTarget(context, request.target);
  const pace = target.simulated ? simulatedPace : coarsePace;
  const seed = request.seed ?? randomInt(2 ** 31);
  // The seed drawn becomes part of the request, so that the preview's script is the job's to the last byte.
  const plan = expandPlan({ ...request, seed }, { target, shapeOf, seed, pace });
  const name = request.name ?? defaultName(request, target);
  if (request.deployment.source === 'started' || !plan.valid) return { name, plan, target, endpoint: null };
  const answer = await askDeployment(request.deployment);
  if (!answer.ok) {
    const problems = [...plan.problems, { code: `endpoint-${answer.code}`, message: answer.message }];
    const nothing = { attempts: 0, runs: 0, estimateS: 0, gpuHours: null, peakGpus: null };
    return { name, plan: { ...plan, problems, valid: false, totals: nothing }, target, endpoint: null };
  }
  const { endpoint, models, version } = answer;
  return { name, plan, target, endpoint: { guarded: endpoint, models, version } };
}

function shapeOf(model: string) {
  const shape = findModelShape(model);
  return shape && { attentionHeads: shape.heads, layers: shape.layers };
}

/** "Llama-3.1-8B-Instruct on This machine". */
function defaultName({ deployment }: JobRequest, target: Target): string {
  const { model } = deployment;
  const what =
    model?.split('/').at(-1) ?? (deployment.source === 'already-running' ? new URL(deployment.baseUrl).host : '');
  return `${what} on ${target.name}`.slice(0, 200);
}
