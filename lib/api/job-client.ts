import type { z } from 'zod';
import type {
  CloneResponse,
  CreatedJob,
  DeletedJob,
  DryRunResponse,
  JobDetail,
  JobRequestInput,
  JobsResponse,
  JobSummary,
  LogPage,
  logQuery,
  TargetsResponse,
} from './job-contracts';
import type { Send } from './send';
import { toQuery } from './to-query';

export type LogQuery = Partial<z.output<typeof logQuery>>;
/** What a request is made from: a job, or a measurement. */
export type CloneSource = { job: string } | { measurement: string };

const at = (id: string) => `/api/v1/jobs/${encodeURIComponent(id)}`;

/** The address of a job's whole script, to download. */
export const jobScriptHref = (id: string) => `${at(id)}/script`;

/** The address of a whole log, to download. */
export const jobLogHref = (id: string, query: Omit<LogQuery, 'format' | 'offset' | 'limit'>) =>
  `${at(id)}/log${toQuery({ ...query, format: 'text' })}`;

/** The calls about targets and jobs, for `createApiClient`. */
export const jobCalls = (send: Send) => ({
  targets: (signal?: AbortSignal) => send<TargetsResponse>('/api/v1/targets', { signal }),
  /** Works a request out without starting anything. */
  previewJob: (request: JobRequestInput, signal?: AbortSignal) =>
    send<DryRunResponse>('/api/v1/jobs?dryRun=true', { method: 'POST', json: request, signal }),
  /** A resend with the same key is answered with the job of the first one. */
  createJob: (request: JobRequestInput, idempotencyKey: string) =>
    send<CreatedJob>('/api/v1/jobs', {
      method: 'POST',
      json: request,
      headers: { 'idempotency-key': idempotencyKey },
    }),
  jobs: (query: { limit?: number; cursor?: string; open?: 'true' | 'false' } = {}, signal?: AbortSignal) =>
    send<JobsResponse>(`/api/v1/jobs${toQuery(query)}`, { signal }),
  job: (id: string, signal?: AbortSignal) => send<JobDetail>(at(id), { signal }),
  cancelJob: (id: string) => send<JobSummary>(`${at(id)}/cancel`, { method: 'POST' }),
  /** Runs what is not measured once more; what is measured stays. */
  retryJob: (id: string) => send<JobSummary>(`${at(id)}/retry`, { method: 'POST' }),
  /** A job that has ended, with its logs and what lies on its target; what it measured stays. */
  deleteJob: (id: string) => send<DeletedJob>(at(id), { method: 'DELETE' }),
  jobLog: (id: string, query: LogQuery = {}, signal?: AbortSignal) =>
    send<LogPage>(`${at(id)}/log${toQuery(query)}`, { signal }),
  cloneJob: (source: CloneSource, signal?: AbortSignal) =>
    send<CloneResponse>(`/api/v1/clone${toQuery(source)}`, { signal }),
});
