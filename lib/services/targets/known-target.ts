import { findTarget, type TargetRow } from '@/lib/db/jobs/targets';
import type { Target } from '@/lib/domain/plan/target';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';

/** A target with what it said of itself where nobody stated it. Refuses with `not-found`. */
export async function knownTarget({ db }: ServiceContext, id: string): Promise<Target> {
  const row = await findTarget(db, id);
  if (row === null) throw new AppError('not-found', `There is no target "${id}".`);
  return withFacts(row);
}

/** Settings of a target, its GPUs filled in from what was found there. */
export function withFacts({ settings, facts }: TargetRow): Target {
  const names = [...new Set(facts?.gpus ?? [])];
  return {
    ...settings,
    gpusPerNode: settings.gpusPerNode ?? facts?.gpus?.length ?? null,
    gpu: settings.gpu ?? (names.length === 1 ? names[0]! : null),
  };
}
