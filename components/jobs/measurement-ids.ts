import type { JobDetail } from '@/lib/api/job-contracts';

/** Ids of all measurements a job has made. */
export const measurementIds = ({ attempts }: Pick<JobDetail, 'attempts'>): ReadonlySet<string> =>
  new Set(attempts.flatMap(({ loads }) => loads.flatMap(({ measurement }) => measurement ?? [])));
