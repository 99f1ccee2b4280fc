'use client';

import dynamic from 'next/dynamic';
import { useCallback, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Sheet } from '@/components/ui/sheet';
import type { Point } from '@/lib/domain/point';
import { Answers } from './answers';
import { EditRowsLink } from './edit-rows-link';
import { ExploreLayout } from './explore-layout';
import { ChartSkeleton } from './explore-skeleton';
import { FilterRail } from './filter-rail';
import { PointCount } from './hidden-points';
import { Legend } from './legend';
import { MetricSelect } from './metric-select';
import { NothingMatches } from './nothing-matches';
import { PinnedBar } from './pinned-bar';
import { PinnedPanel } from './pinned-panel';
import { PointsTable } from './points-table';
import { ScaleToggle } from './scale-toggle';
import { Toolbar } from './toolbar';
import { useExploration } from './use-exploration';
import { useExploreView } from './use-explore-view';
import { useHighlight } from './use-highlight';
import { ViewActions } from './view-actions';

const ChartPanels = dynamic(() => import('./chart-panels'), { ssr: false, loading: () => <ChartSkeleton /> });

/** The Explore page with points to show. */
export function ExploreView({ points }: { points: readonly Point[] }) {
  const page = useExploreView();
  const { view, change } = page;
  const { exploration, chart } = useExploration(points, view);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const highlight = useHighlight();
  const { rows, facets, hidden, total } = exploration;

  const pin = useCallback(
    (pinned: string | null) => {
      if (pinned !== view.pinned) change({ pinned }, { history: 'replace' });
    },
    [view.pinned, change],
  );
  const pinnedPoint = useMemo(() => points.find(({ id }) => id === view.pinned) ?? null, [points, view.pinned]);
  const rail = <FilterRail facets={facets} hidden={hidden} view={view} change={change} />;
  const details =
    view.pinned === null ? (
      <Legend exploration={exploration} highlight={highlight} />
    ) : (
      <PinnedPanel id={view.pinned} point={pinnedPoint} exploration={exploration} onUnpin={() => pin(null)} />
    );
  const chosenFilters = facets.filter(({ values }) => values.some(({ selected }) => selected)).length;
  return (
    <ExploreLayout rail={rail} panel={details} panelName={view.pinned === null ? 'Lines' : 'Pinned point'}>
      <h1 className="sr-only">Explore</h1>
      <Answers answers={exploration.answers} onPin={pin} />
      <div className="md:hidden">
        <Button onClick={() => setFiltersOpen(true)}>
          <Icon name="filter" size={14} />
          Filters{chosenFilters > 0 ? ` · ${chosenFilters}` : ''}
        </Button>
        <Sheet open={filtersOpen} onOpenChange={setFiltersOpen} title="Filters" side="left">
          {rail}
        </Sheet>
      </div>
      <Toolbar {...page} exploration={exploration} />
      {rows.length === 0 ? (
        <NothingMatches points={points} {...page} />
      ) : (
        <>
          <section aria-label="Chart" className="flex flex-col gap-1">
            <div className="flex flex-wrap items-center justify-between gap-x-3">
              <div className="flex min-w-0 items-center gap-3">
                <MetricSelect
                  axis="y"
                  metric={exploration.y}
                  chosen={exploration.y.key}
                  onChange={(y) => y !== null && change({ y })}
                />
                <ScaleToggle axis="y" scale={view.yScale} onChange={(yScale) => change({ yScale })} />
              </div>
              <div className="flex flex-wrap items-center">
                <PointCount shown={rows.length} total={total} hidden={hidden} view={view} change={change} />
                <ViewActions rows={rows} reset={page.reset} />
              </div>
            </div>
            <ChartPanels
              exploration={exploration}
              chart={chart}
              pinned={view.pinned}
              onPin={pin}
              minSpeed={view.minSpeed}
              highlighted={highlight.shown}
              onLimit={(minSpeed) => change({ minSpeed }, { history: 'replace' })}
            />
            <div className="flex items-center justify-center gap-3">
              <MetricSelect axis="x" metric={exploration.x} chosen={view.x} onChange={(x) => change({ x })} />
              <ScaleToggle axis="x" scale={view.xScale} onChange={(xScale) => change({ xScale })} />
            </div>
          </section>
          <section aria-label="Table">
            <PointsTable exploration={exploration} pinned={view.pinned} onPin={pin} />
            <EditRowsLink exploration={exploration} />
          </section>
        </>
      )}
      {view.pinned !== null && (
        <PinnedBar point={pinnedPoint} exploration={exploration} onUnpin={() => pin(null)}>
          {details}
        </PinnedBar>
      )}
    </ExploreLayout>
  );
}
