'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { JobDetail } from '@/lib/api/job-contracts';
import { cancelJobMutation, deleteJobMutation, retryJobMutation } from '@/lib/api/job-queries';
import { isSettled } from '@/lib/domain/plan/job-state';
import { canRetry } from './state-words';

/** What can be done with a job: ended while it runs; tried again, launched anew and deleted when it has ended. */
export function JobActions({ job }: { job: JobDetail }) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const cancel = useMutation(cancelJobMutation(queryClient));
  const retry = useMutation(retryJobMutation(queryClient));
  const remove = useMutation(deleteJobMutation(queryClient));
  const [asking, setAsking] = useState<string | null>(null);
  const [hasStayed, setHasStayed] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const refusal = cancel.error ?? retry.error ?? remove.error;
  const end = isSettled(job.state)
    ? {
        ask: 'Delete…',
        act: 'Delete the job',
        stay: 'Keep it',
        says: 'Its logs go, and its folders on the target; what it measured stays.',
        isPending: remove.isPending,
        go: () => remove.mutate(job.id, { onSuccess: () => router.push('/jobs') }),
      }
    : {
        ask: 'Cancel…',
        act: 'Cancel the job',
        stay: 'Let it run',
        says: 'What is measured stays.',
        isPending: cancel.isPending,
        go: () => cancel.mutate(job.id),
      };
  const canEnd = isSettled(job.state) || job.desired === 'run';
  const isAsking = canEnd && asking === end.ask;
  const stay = () => {
    setAsking(null);
    setHasStayed(true);
  };
  return (
    <div
      ref={group}
      role="group"
      aria-label="Actions"
      tabIndex={-1}
      className="flex flex-col items-start gap-2 outline-none sm:items-end"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && isAsking) stay();
      }}
    >
      <div className="flex flex-wrap gap-2 sm:justify-end">
        {isAsking && (
          <>
            <Button
              look="danger"
              disabled={end.isPending}
              onClick={() => {
                // The button goes; whoever pressed it by keyboard stays at this place.
                group.current?.focus();
                end.go();
              }}
            >
              {end.act}
            </Button>
            <Button look="quiet" autoFocus onClick={stay}>
              {end.stay}
            </Button>
          </>
        )}
        {canEnd && !isAsking && (
          <Button autoFocus={hasStayed} onClick={() => setAsking(end.ask)}>
            {end.ask}
          </Button>
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
      {isAsking && <p className="text-xs text-muted">{end.says}</p>}
      {refusal !== null && (
        <Notice tone="danger" alert>
          {refusal.message}
        </Notice>
      )}
    </div>
  );
}
