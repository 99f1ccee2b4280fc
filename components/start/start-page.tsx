'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { pointsQuery } from '@/lib/api/queries';
import type { Point } from '@/lib/domain/point';
import { formatCount } from '@/lib/units/format';
import { RecentSweeps } from './recent-sweeps';
import { ownViews, sampleViews } from './start-views';
import { ViewCard } from './view-card';
import { WaysIn } from '@/components/shell/ways-in';

/** The front door: questions the stored measurements answer, ways to bring more, and what came in last. */
export function StartPage() {
  const { data, error, refetch } = useQuery(pointsQuery());
  const isHydrated = useIsHydrated();
  const points = isHydrated ? data?.points : undefined;
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-6xl flex-col gap-8 px-4 py-8 outline-none sm:px-6"
    >
      <div className="flex max-w-3xl flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">Find the knee</h1>
        <p className="text-base text-muted">
          Throughput per GPU against throughput per user, for vLLM benchmark runs, across TP, PP and DP: what each setup
          can do, what the best one is at the speed your users need, and how far each number can be trusted.
        </p>
      </div>
      {points === undefined && error !== null ? (
        <Notice
          tone="danger"
          alert
          title="The points could not be read"
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Notice>
      ) : points === undefined ? (
        <Loading />
      ) : (
        <Content points={points} />
      )}
    </main>
  );
}

function Content({ points }: { points: readonly Point[] }) {
  const views = useMemo(() => [...ownViews(points), ...sampleViews(points)], [points]);
  const hasSamples = points.some(({ sample }) => sample);
  return (
    <>
      {points.length === 0 && (
        <p className="text-base">
          <strong className="font-semibold">Nothing is stored yet.</strong> Three ways to change that:
        </p>
      )}
      {views.length > 0 && (
        <section aria-labelledby="questions" className="flex flex-col gap-3">
          <div className="flex items-baseline justify-between gap-4">
            <h2 id="questions" className="text-lg font-semibold">
              Questions with an answer
            </h2>
            <Link href="/explore" className="text-accent hover:underline">
              All {formatCount(points.length)} points
            </Link>
          </div>
          <ul className="grid gap-3 sm:grid-cols-2 sm:[&>li:last-child:nth-child(odd)]:col-span-2">
            {views.map((start) => (
              <ViewCard key={start.question} points={points} start={start} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="bring" className="flex flex-col gap-3">
        <h2 id="bring" className="text-lg font-semibold">
          Bring your own
        </h2>
        <WaysIn samples={!hasSamples} />
      </section>
      <RecentSweeps points={points} />
    </>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="sr-only">
        Loading the points…
      </p>
      <Skeleton className="h-6 w-56" />
      <div className="grid gap-3 sm:grid-cols-2">
        {[0, 1].map((card) => (
          <Skeleton key={card} className="h-64" />
        ))}
      </div>
    </div>
  );
}
