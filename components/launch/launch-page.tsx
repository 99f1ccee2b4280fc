'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import type { CloneSource } from '@/lib/api/job-client';
import type { CloneResponse } from '@/lib/api/job-contracts';
import { cloneQuery } from '@/lib/api/job-queries';
import { fromRequest } from './from-request';
import { LaunchView } from './launch-view';
import { emptyForm, trialForm } from './launch-form';

/** The launch form; `?job=` or `?measurement=` fill it in like that job or point, `?try=simulator` for a short trial. */
export function LaunchPage() {
  const isHydrated = useIsHydrated();
  const params = useSearchParams();
  const source = sourceOf(params);
  const isTrial = params.get('try') === 'simulator';
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-[88rem] flex-col gap-4 px-4 py-6 outline-none sm:px-6"
    >
      <h1 className="text-xl font-semibold">Launch a sweep</h1>
      {!isHydrated ? (
        <FormSkeleton />
      ) : source === null ? (
        <LaunchView key={isTrial ? 'trial' : 'new'} initial={isTrial ? trialForm : emptyForm} isTrial={isTrial} />
      ) : (
        <Cloned key={JSON.stringify(source)} source={source} />
      )}
    </main>
  );
}

function sourceOf(params: URLSearchParams): CloneSource | null {
  const job = params.get('job');
  if (job) return { job };
  const measurement = params.get('measurement');
  return measurement ? { measurement } : null;
}

function Cloned({ source }: { source: CloneSource }) {
  const { data, error } = useQuery(cloneQuery(source));
  if (error !== null) {
    return (
      <Notice
        tone="danger"
        title={'job' in source ? 'This job cannot be repeated' : 'This point cannot be measured again'}
        actions={
          <Link href="/launch" className={buttonClass()}>
            Start from an empty form
          </Link>
        }
      >
        {error.message}
      </Notice>
    );
  }
  if (data === undefined) return <FormSkeleton />;
  return (
    <>
      <CloneNotice source={source} clone={data} />
      <LaunchView initial={fromRequest(data.request)} />
    </>
  );
}

function CloneNotice({ source, clone: { notes } }: { source: CloneSource; clone: CloneResponse }) {
  return (
    <Notice title={'job' in source ? 'Filled in like that job' : 'Filled in to measure that point again'}>
      {notes.length === 0 ? (
        'Nothing was left out. Change what you like.'
      ) : (
        <ul className="flex flex-col gap-1">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function FormSkeleton() {
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <Skeleton className="h-[32rem]" />
      <Skeleton className="h-64" />
    </div>
  );
}
