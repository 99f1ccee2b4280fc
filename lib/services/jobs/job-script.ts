import { runnableAttempts } from '@/lib/domain/plan/retry-plan';
import { buildBundle } from '@/lib/launch/bundle/build-bundle';
import { oneScript } from '@/lib/launch/bundle/one-script';
import type { PlannedJob } from './plan-job';

/** Of a preview; a job's whole script can be downloaded whatever its size. */
const mostPreviewedBytes = 512 * 1024;

/** The script of a job: of as many of its deployments as fit, and of at least the first; null where nothing can run. */
export function jobScript(
  { plan, target, endpoint }: Pick<PlannedJob, 'plan' | 'target' | 'endpoint'>,
  jobId: string,
  mostBytes = mostPreviewedBytes,
): { text: string; deployments: number; of: number } | null {
  const attempts = runnableAttempts(plan);
  const guarded = endpoint?.guarded ?? null;
  const bundles = [];
  let bytes = 0;
  for (const attempt of attempts) {
    const bundle = buildBundle({ plan, attempt, target, jobId, tryNumber: 1, endpoint: guarded });
    bytes += bundle.files.reduce((sum, { content }) => sum + content.length, 0);
    if (bundles.length > 0 && bytes > mostBytes) break;
    bundles.push(bundle);
  }
  return bundles.length === 0 ? null : { text: oneScript(bundles), deployments: bundles.length, of: attempts.length };
}
