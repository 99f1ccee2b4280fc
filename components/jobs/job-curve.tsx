'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Skeleton } from '@/components/ui/skeleton';
import type { JobDetail } from '@/lib/api/job-contracts';
import { pointsQuery } from '@/lib/api/queries';
import type { Point } from '@/lib/domain/point';
import { isSettled } from '@/lib/domain/plan/job-state';
import { exploreHref } from '@/lib/domain/view-url';
import { formatCount } from '@/lib/units/format';
import { jobChartOf, whyNotDrawn } from './job-chart';
import { measurementIds } from './measurement-ids';

const ChartPanels = dynamic(() => import('@/components/explore/chart-panels'), {
  ssr: false,
  loading: () => <Skeleton className="h-80" />,
});

/** The curve as it grows: each load becomes a point when it has ended. */
export function JobCurve({ job }: { job: JobDetail }) {
  const { data, error } = useQuery(pointsQuery());
  const [pinned, setPinned] = useState<string | null>(null);
  const key = [...measurementIds(job)].join(' ');
  const drawn = useMemo(
    () => (data === undefined || key === '' ? null : jobChartOf(data.points, new Set(key.split(' ')))),
    [data, key],
  );
  return (
    <section aria-labelledby="curve" className="flex flex-col gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="curve" className="font-semibold">
          {drawn?.exploration.y.label ?? 'Curve'}
        </h2>
        {drawn !== null && (
          <Link
            href={exploreHref({ filters: { sweep: [job.sweep] }, pinned })}
            className={buttonClass({ size: 'small' })}
          >
            {pinned === null ? 'Open in Explore' : 'Open this point in Explore'}
          </Link>
        )}
      </div>
      {error !== null && data === undefined ? (
        <p className="text-danger">The points could not be read: {error.message}</p>
      ) : drawn === null ? (
        <EmptyCurve job={job} points={data?.points ?? null} />
      ) : (
        <>
          <ChartPanels
            exploration={drawn.exploration}
            chart={drawn.chart}
            pinned={pinned}
            onPin={setPinned}
            minSpeed={null}
            highlighted={null}
            onLimit={null}
          />
          <p className="text-center text-xs text-muted">
            {drawn.exploration.x.title}
            {drawn.others > 0 &&
              `. Faint: ${formatCount(drawn.others)} other ${drawn.others === 1 ? 'point' : 'points'} of this model and workload`}
          </p>
          {drawn.invalid > 0 && (
            <p className="text-xs text-warning">
              Crossed: {formatCount(drawn.invalid)} {drawn.invalid === 1 ? 'point is' : 'points are'} invalid (
              {drawn.doubts.join(', ')}), so nothing runs through; each says why when it is pointed at, and in Explore.
            </p>
          )}
          {drawn.missing.length > 0 && (
            <p className="text-xs text-muted">Not on the chart: {drawn.missing.join(' ')}</p>
          )}
        </>
      )}
    </section>
  );
}

/** `points` is null while they are on their way. */
function EmptyCurve({ job, points }: { job: JobDetail; points: readonly Point[] | null }) {
  const isOver = isSettled(job.state);
  return (
    <div
      className={classNames(
        'flex items-center justify-center rounded-md border border-dashed border-line-strong px-4 text-center text-muted',
        isOver ? 'min-h-24' : 'min-h-48',
      )}
    >
      {job.loads.done === 0
        ? isOver
          ? 'Nothing was measured.'
          : 'Points appear here as loads are measured.'
        : points === null
          ? 'The points are on their way.'
          : whyNotDrawn(points, measurementIds(job)).join(' ') || 'What was measured is not on the chart.'}
    </div>
  );
}
