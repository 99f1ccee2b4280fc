'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { jobsQuery } from '@/lib/api/job-queries';
import { JobTable } from './job-table';
import { JobsEmpty } from './jobs-empty';

const pageSize = 50;
/** What the API gives at once at most. */
const largestPage = 200;

/** All jobs, the last made first. */
export function JobsPage() {
  const [limit, setLimit] = useState(pageSize);
  const { data, error, refetch, isFetching } = useQuery(jobsQuery(limit));
  const isHydrated = useIsHydrated();
  const isLoaded = data !== undefined && isHydrated;
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 py-6 outline-none sm:px-6"
    >
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl font-semibold">Jobs</h1>
        {isLoaded && data.jobs.length > 0 && (
          <Link href="/launch" className={buttonClass({ look: 'primary' })}>
            Launch a sweep
          </Link>
        )}
      </div>
      {isLoaded ? (
        data.jobs.length === 0 ? (
          <JobsEmpty />
        ) : (
          <>
            {error !== null && (
              <Notice tone="warning">Kneepoint does not answer at the moment; this is how things stood.</Notice>
            )}
            <JobTable jobs={data.jobs} />
            {data.next !== null &&
              (limit < largestPage ? (
                <Button className="self-start" disabled={isFetching} onClick={() => setLimit(largestPage)}>
                  Show older ones
                </Button>
              ) : (
                <p className="text-xs text-muted">Older jobs are not shown here; GET /api/v1/jobs lists all of them.</p>
              ))}
          </>
        )
      ) : error === null ? (
        <Skeleton className="h-48" />
      ) : (
        <Notice
          tone="danger"
          alert
          title="The jobs could not be read"
          actions={
            <Button onClick={() => void refetch()} disabled={isFetching}>
              {isFetching ? 'Trying…' : 'Try again'}
            </Button>
          }
        >
          {error.message}
        </Notice>
      )}
    </main>
  );
}
