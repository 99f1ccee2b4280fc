'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { JobDetail } from '@/lib/api/job-contracts';
import { cancelJobMutation, retryJobMutation } from '@/lib/api/job-queries';
import { isSettled } from '@/lib/domain/plan/job-state';
import { formatNumber } from '@/lib/units/format';
import { LoadBar } from './load-bar';
import { canRetry, phaseOfJob, remainingWords } from './state-words';
import { shortTime } from './time-words';

/** What the job is, how it stands, and what can be done with it. */
export function JobHeading({ job }: { job: JobDetail }) {
  const { word, tone } = phaseOfJob(job);
  const left = remainingWords(job);
  const facts = [
    job.model ?? 'the served model',
    job.target.name,
    `started ${shortTime(job.createdAt)}`,
    job.finishedAt === null ? null : `ended ${shortTime(job.finishedAt)}`,
    costWords(job),
  ];
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
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
      <p role="status" className="flex flex-wrap items-baseline gap-x-2 text-base">
        <Badge tone={tone}>{word}</Badge>
        <span>{job.sentence}</span>
        {left !== null && <span className="text-muted">{left}</span>}
      </p>
      <LoadBar loads={job.loads} label="Loads of the whole job" />
    </header>
  );
}

function costWords({ gpuHours }: JobDetail): string | null {
  if (gpuHours === null) return null;
  const saved = gpuHours.saved === null ? '' : `, ${formatNumber(gpuHours.saved)} saved`;
  return `${formatNumber(gpuHours.spent)} GPU-hours${saved}`;
}

function JobActions({ job }: { job: JobDetail }) {
  const queryClient = useQueryClient();
  const cancel = useMutation(cancelJobMutation(queryClient));
  const retry = useMutation(retryJobMutation(queryClient));
  const [isSure, setIsSure] = useState(false);
  const isOpen = !isSettled(job.state);
  const refusal = cancel.error ?? retry.error;
  return (
    <div className="flex flex-col items-start gap-2 sm:items-end">
      <div className="flex flex-wrap gap-2">
        {isOpen && job.desired === 'run' && !isSure && <Button onClick={() => setIsSure(true)}>Cancel…</Button>}
        {isOpen && job.desired === 'run' && isSure && (
          <>
            <Button look="danger" disabled={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
              Cancel the job
            </Button>
            <Button look="quiet" onClick={() => setIsSure(false)}>
              Let it run
            </Button>
          </>
        )}
        {canRetry(job) && (
          <Button disabled={retry.isPending} onClick={() => retry.mutate(job.id)}>
            Retry what is not measured
          </Button>
        )}
        <Link href={`/launch?job=${encodeURIComponent(job.id)}`} className={buttonClass()}>
          Measure this again
        </Link>
      </div>
      {isSure && isOpen && job.desired === 'run' && <p className="text-xs text-muted">What is measured stays.</p>}
      {refusal !== null && (
        <Notice tone="danger" alert>
          {refusal.message}
        </Notice>
      )}
    </div>
  );
}
