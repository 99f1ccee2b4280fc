'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { Answers } from '@/components/explore/answers';
import { type ExploreChart, measurementIdOf } from '@/components/explore/chart-of';
import { ChartSkeleton } from '@/components/explore/explore-skeleton';
import { useExploration } from '@/components/explore/use-exploration';
import { Select } from '@/components/ui/select';
import type { Point } from '@/lib/domain/point';
import { allOrigins } from '@/lib/domain/view';
import { formatCount } from '@/lib/units/format';
import { type Beside, pointsToDraw } from './draft-points';

const ChartPanels = dynamic(() => import('@/components/explore/chart-panels'), {
  ssr: false,
  loading: () => <ChartSkeleton />,
});

const besideOptions: { value: Beside; label: string }[] = [
  { value: 'same-model', label: 'what is stored of the same model' },
  { value: 'all', label: 'all that is stored' },
  { value: 'none', label: 'nothing' },
];

/** What the chart and its sentence will be with the drafts on it. Drafts have a ring; what is stored stands back. */
export function DraftChart({ drafts, stored }: { drafts: readonly Point[]; stored: readonly Point[] }) {
  const [beside, setBeside] = useState<Beside>('same-model');
  const [pinned, setPinned] = useState<string | null>(null);
  const points = useMemo(() => pointsToDraw(drafts, stored, beside), [drafts, stored, beside]);
  const { exploration, chart } = useExploration(points, allOrigins);
  const ids = useMemo(() => new Set(drafts.map(({ id }) => id)), [drafts]);
  const marked = useMemo(() => markDrafts(chart, ids), [chart, ids]);
  const placed = exploration.rows.filter(({ point }) => ids.has(point.id)).length;
  const isHere = placed < drafts.length;
  return (
    <section aria-label="Preview of the chart" className="rounded-lg border border-line-strong bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pb-2">
        <h2 className="font-semibold">
          On the chart <span className="font-normal text-muted">before anything is stored</span>
        </h2>
        <Select
          label="Beside the drafts"
          prefix="Beside it"
          size="small"
          value={beside}
          groups={[{ label: null, options: besideOptions }]}
          onChange={setBeside}
        />
      </div>
      {placed === 0 ? (
        <p className="py-6 text-center text-muted">
          None of the {formatCount(drafts.length)} has a place on the chart yet.{' '}
          {exploration.hidden.map(({ sentence }) => sentence).join(' ')} Fill in below what is missing.
        </p>
      ) : (
        <>
          <Answers answers={exploration.answers} onPin={setPinned} />
          <div className="h-3" />
          <ChartPanels
            exploration={exploration}
            chart={marked}
            pinned={pinned}
            onPin={setPinned}
            minSpeed={null}
            highlighted={null}
            onLimit={null}
            height="short"
          />
          <p className="pt-1 text-center text-xs text-muted">
            {exploration.y.label} ({exploration.y.unit}) against {exploration.x.label} ({exploration.x.unit}).{' '}
            {isHere &&
              `${formatCount(placed)} of ${formatCount(drafts.length)} drafts have a place on it. ${exploration.hidden.map(({ sentence }) => sentence).join(' ')}`}
          </p>
        </>
      )}
    </section>
  );
}

/** The same chart with the drafts made out. */
function markDrafts(chart: ExploreChart, ids: ReadonlySet<string>): ExploreChart {
  const panels = chart.panels.map((panel) => ({
    ...panel,
    marks: panel.marks.map((mark) => {
      const fresh = ids.has(measurementIdOf(mark.id));
      return { ...mark, look: { ...mark.look, fresh, dimmed: !fresh } };
    }),
  }));
  return { ...chart, panels };
}
