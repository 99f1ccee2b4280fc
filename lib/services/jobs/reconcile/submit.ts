import { buildBundle } from '@/lib/launch/bundle/build-bundle';
import type { GuardedEndpoint } from '@/lib/launch/endpoint/endpoint-guard';
import { guardDeployment } from '../guarded-endpoint';
import { jobSecrets } from '../job-secrets';
import type { AttemptContext } from './attempt-context';
import type { Step } from './step';
import { observed } from './observed';

/**
 * Hands an attempt over, or finds out that it was. It was written down as being submitted before, so whoever comes
 * after a crash comes here again: the same bundle under the same name begins once. A job that is to be cancelled by
 * now is not handed over any more.
 */
export async function submit(context: AttemptContext, step: Step): Promise<void> {
  const { job, attempt, runner, handle } = context;
  if (job.desired === 'cancel') {
    const { kind } = await runner.adopt(handle.name);
    if (kind === 'absent') return observed(context, step, { kind: 'withdrawn' });
    await runner.cancel(handle, 'term');
    return observed(context, step, await runner.observe(handle));
  }
  const { deployment } = job.plan.request;
  let endpoint: GuardedEndpoint | null = null;
  if (deployment.source === 'already-running') {
    const guarded = await guardDeployment(deployment);
    if (!guarded.ok)
      return observed(context, step, { kind: 'refused', reason: `endpoint-${guarded.code}`, message: guarded.message });
    endpoint = guarded.endpoint;
  }
  const { plan, target, id } = job;
  const bundle = buildBundle({
    plan,
    attempt: attempt.planned,
    target,
    jobId: id,
    tryNumber: attempt.tryNumber,
    endpoint,
  });
  const submission = await runner.submit(bundle, jobSecrets(bundle.environment));
  if (submission.kind === 'refused') {
    const { reason, message } = submission;
    return observed(context, step, { kind: 'refused', reason, message });
  }
  observed(context, step, await runner.observe(handle));
}
