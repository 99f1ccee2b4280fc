import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { PlannedAttempt, PlannedRun } from '@/lib/domain/plan/plan';
import type { Target } from '@/lib/domain/plan/target';

/** Everything the command of one run is made of. */
export interface RunContext {
  request: JobRequest;
  attempt: PlannedAttempt;
  run: PlannedRun;
  target: Target;
  jobId: string;
  /** Host header for an endpoint that is addressed by number. */
  endpointHost: string | null;
}
