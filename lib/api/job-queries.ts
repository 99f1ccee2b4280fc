import { keepPreviousData, mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { CloneSource, LogQuery } from './job-client';
import type { JobDetail, JobRequestInput, JobsResponse, JobSummary, LogPage } from './job-contracts';
import { api, isWorthRetrying } from './queries';

/** Keys of everything about jobs. Kept in step by `onJobFrame` and `onJobsFrame`, which the event stream calls. */
const jobKeys = ['jobs'] as const;
const detailKey = (id: string) => [...jobKeys, 'detail', id];

/** The targets, with what is known of each and their queues. */
export const targetsQuery = () =>
  queryOptions({
    queryKey: [...jobKeys, 'targets'],
    queryFn: ({ signal }) => api.targets(signal),
    retry: isWorthRetrying,
  });

/** The first page of jobs, the last made first. */
export const jobsQuery = (limit = 50) =>
  queryOptions({
    queryKey: [...jobKeys, 'list', limit],
    queryFn: ({ signal }) => api.jobs({ limit }, signal),
    retry: isWorthRetrying,
  });

/** One job with its attempts and loads. Fresh until a frame says that it has changed. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: detailKey(id),
    queryFn: ({ signal }) => api.job(id, signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** What a request would be; keep what was shown while another is worked out. */
export const previewJobQuery = (request: JobRequestInput) =>
  queryOptions({
    queryKey: [...jobKeys, 'preview', request],
    queryFn: ({ signal }) => api.previewJob(request, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: isWorthRetrying,
  });

/** A request like that of a job, or for a point. */
export const cloneQuery = (source: CloneSource) =>
  queryOptions({
    queryKey: [...jobKeys, 'clone', source],
    queryFn: ({ signal }) => api.cloneJob(source, signal),
    staleTime: Infinity,
    retry: isWorthRetrying,
  });

/** One piece of a log; bytes that are there never change, so pieces can be joined from `next` to `next`. */
export const readJobLog = (id: string, query: LogQuery, signal?: AbortSignal): Promise<LogPage> =>
  api.jobLog(id, query, signal);

/** Makes a job; the same key twice makes one. */
export const createJobMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['job', 'create'],
    mutationFn: ({ request, idempotencyKey }: { request: JobRequestInput; idempotencyKey: string }) =>
      api.createJob(request, idempotencyKey),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: jobKeys }),
  });

/** Asks for a job to be ended; what is measured stays. */
export const cancelJobMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['job', 'cancel'],
    mutationFn: (id: string) => api.cancelJob(id),
    onSuccess: (job) => onJobFrame(queryClient, job),
  });

/** Runs what a job has not measured once more. */
export const retryJobMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['job', 'retry'],
    mutationFn: (id: string) => api.retryJob(id),
    onSuccess: (job) => onJobFrame(queryClient, job),
  });

/** Deletes a job that has ended; what it measured stays. */
export const deleteJobMutation = (queryClient: QueryClient) =>
  mutationOptions({
    mutationKey: ['job', 'delete'],
    mutationFn: (id: string) => api.deleteJob(id),
    onSuccess: ({ id }) => {
      queryClient.setQueriesData<JobsResponse>(
        { queryKey: [...jobKeys, 'list'] },
        (list) => list && { ...list, jobs: list.jobs.filter((job) => job.id !== id) },
      );
      void queryClient.invalidateQueries({ queryKey: [...jobKeys, 'list'] });
    },
  });

/**
 * Takes over what the event stream says of a job: lists show it at once, its page asks for the details anew. A frame
 * older than what is known changes nothing.
 */
export function onJobFrame(queryClient: QueryClient, job: JobSummary): void {
  queryClient.setQueriesData<JobsResponse>({ queryKey: [...jobKeys, 'list'] }, (list) => list && withJob(list, job));
  const known = queryClient.getQueryData<JobDetail>(detailKey(job.id));
  if (known === undefined || known.change < job.change)
    void queryClient.invalidateQueries({ queryKey: detailKey(job.id) });
  void queryClient.invalidateQueries({ queryKey: [...jobKeys, 'targets'] });
}

/** Takes over that a job is gone, whichever: lists and the job that is shown are asked for anew. */
export function onJobsFrame(queryClient: QueryClient): void {
  for (const kind of ['list', 'detail', 'targets']) {
    void queryClient.invalidateQueries({ queryKey: [...jobKeys, kind] });
  }
}

function withJob(list: JobsResponse, job: JobSummary): JobsResponse {
  const known = list.jobs.find(({ id }) => id === job.id);
  if (known === undefined) return { ...list, jobs: [job, ...list.jobs] };
  if (known.change >= job.change) return list;
  return { ...list, jobs: list.jobs.map((other) => (other.id === job.id ? job : other)) };
}
