'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
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
  const refusal = cancel.error ?? retry.error ?? remove.error;
  const hasEnded = isSettled(job.state);
  return (
    <div className="flex flex-col items-start gap-2 sm:items-end">
      <div className="flex flex-wrap gap-2 sm:justify-end">
        {!hasEnded && job.desired === 'run' && (
          <SureButton
            key="cancel"
            ask="Cancel…"
            act="Cancel the job"
            stay="Let it run"
            says="What is measured stays."
            isPending={cancel.isPending}
            onSure={() => cancel.mutate(job.id)}
          />
        )}
        {canRetry(job) && (
          <Button disabled={retry.isPending} onClick={() => retry.mutate(job.id)}>
            Retry what is not measured
          </Button>
        )}
        {hasEnded && (
          <SureButton
            key="delete"
            ask="Delete…"
            act="Delete the job"
            stay="Keep it"
            says="Its logs go, and its folders on the target; what it measured stays."
            isPending={remove.isPending}
            onSure={() => remove.mutate(job.id, { onSuccess: () => router.push('/jobs') })}
          />
        )}
        <Link href={`/launch?job=${encodeURIComponent(job.id)}`} className={buttonClass()}>
          Measure this again
        </Link>
      </div>
      {refusal !== null && (
        <Notice tone="danger" alert>
          {refusal.message}
        </Notice>
      )}
    </div>
  );
}

interface SureButtonProps {
  ask: string;
  act: string;
  stay: string;
  /** What it would mean. */
  says: string;
  isPending: boolean;
  onSure: () => void;
}

/** A button for what cannot be undone: asks once more, and says what it would mean. */
function SureButton({ ask, act, stay, says, isPending, onSure }: SureButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) return <Button onClick={() => setIsAsking(true)}>{ask}</Button>;
  return (
    <div className="flex flex-col gap-1 sm:items-end">
      <div className="flex flex-wrap gap-2">
        <Button look="danger" disabled={isPending} onClick={onSure}>
          {act}
        </Button>
        <Button look="quiet" autoFocus onClick={() => setIsAsking(false)}>
          {stay}
        </Button>
      </div>
      <p className="text-xs text-muted">{says}</p>
    </div>
  );
}
