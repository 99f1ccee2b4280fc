import { findJobOfMeasurement } from '@/lib/db/jobs/find-job';
import { requestForMeasurement } from '@/lib/domain/plan/request-for-measurement';
import type { ServiceContext } from '../context';
import { getMeasurement } from '../measurements/get-measurement';
import { localTarget, simulatorTarget } from '../targets/builtin-targets';
import { findWholeJob } from './find-whole-job';

/** What a request is made from. */
export type CloneSource = { job: string } | { measurement: string };

/** A request like that of a job, with seeds to be drawn anew, or one that would measure a point again. */
export async function cloneJob(context: ServiceContext, source: CloneSource) {
  if ('job' in source) return ofJob(context, source.job);
  const measurement = await getMeasurement(context, source.measurement);
  const job = await findJobOfMeasurement(context.db, measurement.id);
  if (job !== null) return ofJob(context, job);
  const target = measurement.origin === 'simulated' ? simulatorTarget : localTarget;
  return { job: null, ...requestForMeasurement(measurement, target) };
}

async function ofJob(context: ServiceContext, id: string) {
  const { plan } = await findWholeJob(context, id);
  return { job: id, request: { ...plan.request, seed: null }, notes: [] };
}
