'use client';

import { Badge } from '@/components/ui/badge';
import type { JobDetail } from '@/lib/api/job-contracts';
import { formatNumber } from '@/lib/units/format';
import { JobActions } from './job-actions';
import { LoadBar } from './load-bar';
import { loadsOfBar, phaseOfJob, remainingWords } from './state-words';
import { shortTime } from './time-words';

/** What the job is, how it stands, and what can be done with it. */
export function JobHeading({ job }: { job: JobDetail }) {
  const { word, tone } = phaseOfJob(job);
  const left = remainingWords(job);
  const facts = [
    job.model ?? 'the served model',
    job.target.name,
    `launched ${shortTime(job.createdAt)}`,
    job.finishedAt === null ? null : `ended ${shortTime(job.finishedAt)}`,
    costWords(job),
  ];
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 sm:flex-1">
          <h1 className="text-xl font-semibold break-words">{job.name}</h1>
          <p className="text-muted">
            {facts.filter((fact) => fact !== null).join(' · ')}
            {job.target.simulated && (
              <>
                {' '}
                <Badge>simulated</Badge>
              </>
            )}
          </p>
        </div>
        <JobActions job={job} />
      </div>
      <p role="status" className="text-base">
        <Badge tone={tone}>{word}</Badge> <span className="ml-1">{job.sentence}</span>
        {left !== null && <span className="text-muted"> {left}</span>}
      </p>
      <LoadBar loads={loadsOfBar(job)} label="Loads of the whole job" />
    </header>
  );
}

function costWords({ gpuHours }: JobDetail): string | null {
  if (gpuHours === null || gpuHours.spent === 0) return null;
  const saved = !gpuHours.saved ? '' : `, ${formatNumber(gpuHours.saved)} saved`;
  return `${formatNumber(gpuHours.spent)} GPU-hours${saved}`;
}
