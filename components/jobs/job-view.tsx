'use client';

import { Notice } from '@/components/ui/notice';
import type { JobDetail } from '@/lib/api/job-contracts';
import { GaugesPanel } from './gauges-panel';
import { JobAttempts } from './job-attempts';
import { JobCurve } from './job-curve';
import { JobDownloads } from './job-downloads';
import { JobHeading } from './job-heading';
import { LogPanel } from './log-panel';
import { ReadBackPanel } from './read-back-panel';

/** A job: what it is doing, the curve as it grows, every load, the log. */
export function JobView({ job, isStale }: { job: JobDetail; isStale: boolean }) {
  const active = job.attempts.find(({ state }) => state.phase === 'running' || state.phase === 'starting');
  return (
    <>
      <JobHeading job={job} />
      {isStale && <Notice tone="warning">Kneepoint does not answer at the moment; this is how things stood.</Notice>}
      {job.unreachable && (
        <Notice tone="warning">
          {job.target.name} was not reachable when it was last asked. The job goes on there; this is its state before.
        </Notice>
      )}
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-7">
          <JobCurve job={job} />
          <JobAttempts job={job} />
          <LogPanel job={job} />
        </div>
        <aside aria-label="Facts" className="flex min-w-0 flex-col gap-6 xl:border-l xl:border-line xl:pl-6">
          {active && <GaugesPanel attempt={active} />}
          <ReadBackPanel job={job} />
          <JobDownloads job={job} />
        </aside>
      </div>
    </>
  );
}
