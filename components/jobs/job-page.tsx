'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { ApiError } from '@/lib/api/client';
import { jobQuery } from '@/lib/api/job-queries';
import { JobView } from './job-view';

/** One job, in whichever state its data is. The event stream keeps it in step. */
export function JobPage({ id }: { id: string }) {
  const { data, error, refetch, isFetching } = useQuery(jobQuery(id));
  const isHydrated = useIsHydrated();
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-[88rem] flex-col gap-5 px-4 py-5 outline-none sm:px-6"
    >
      {data !== undefined && isHydrated ? (
        <JobView job={data} isStale={error !== null} />
      ) : error === null ? (
        <JobSkeleton />
      ) : (
        <JobFailed error={error} isRetrying={isFetching} onRetry={() => void refetch()} />
      )}
    </main>
  );
}

function JobSkeleton() {
  return (
    <>
      <h1 className="sr-only">Job</h1>
      <Skeleton className="h-14" />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="h-96" />
        <Skeleton className="h-64" />
      </div>
    </>
  );
}

function JobFailed({ error, isRetrying, onRetry }: { error: Error; isRetrying: boolean; onRetry: () => void }) {
  const isGone = error instanceof ApiError && error.code === 'not-found';
  return (
    <>
      <h1 className="sr-only">Job</h1>
      <Notice
        tone={isGone ? 'warning' : 'danger'}
        alert
        title={isGone ? 'There is no such job' : 'The job could not be read'}
        actions={
          isGone ? (
            <Link href="/jobs" className={buttonClass()}>
              All jobs
            </Link>
          ) : (
            <Button onClick={onRetry} disabled={isRetrying}>
              {isRetrying ? 'Trying…' : 'Try again'}
            </Button>
          )
        }
      >
        {error.message}
      </Notice>
    </>
  );
}
