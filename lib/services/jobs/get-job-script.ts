import { runnableAttempts } from '@/lib/domain/plan/retry-plan';
import { buildBundle } from '@/lib/launch/bundle/build-bundle';
import { oneScript } from '@/lib/launch/bundle/one-script';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { findWholeJob } from './find-whole-job';
import { guardDeployment } from './guarded-endpoint';

/** The whole script of a job, as it was made: every deployment, to read or to run by hand. */
export async function getJobScript(context: ServiceContext, id: string) {
  const { plan, target } = await findWholeJob(context, id);
  const { deployment } = plan.request;
  const guarded = deployment.source === 'already-running' ? await guardDeployment(deployment) : null;
  if (guarded?.ok === false) throw new AppError('unprocessable', guarded.message);
  const endpoint = guarded?.endpoint ?? null;
  const bundles = runnableAttempts(plan).map((attempt) =>
    buildBundle({ plan, attempt, target, jobId: id, tryNumber: 1, endpoint }),
  );
  return { pieces: inPieces(oneScript(bundles)), name: `kneepoint-${id}.sh` };
}

const pieceBytes = 64 * 1024;

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield await Promise.resolve(bytes.subarray(start, start + pieceBytes));
  }
}
