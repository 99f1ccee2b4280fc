'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { WaysIn } from '@/components/shell/ways-in';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import { pointsQuery } from '@/lib/api/queries';
import { HistoryView } from './history-view';
import { ImportsView } from './imports-view';
import { MeasurementsView } from './measurements-view';
import { TableSkeleton } from './table-skeleton';
import { type PageView, useMeasurementsUrl } from './use-measurements-url';
import { ViewTabs } from './view-tabs';

/** Everything stored: to look up, set right, delete, bring back and read again. */
export function MeasurementsPage() {
  const { data, error, refetch, isFetching } = useQuery(pointsQuery());
  const [{ show }, setUrl] = useMeasurementsUrl();
  const isHydrated = useIsHydrated();
  if (data === undefined || !isHydrated) {
    return (
      <Frame>
        {error === null || !isHydrated ? (
          <TableSkeleton />
        ) : (
          <Notice
            tone="danger"
            alert
            title="The measurements could not be read"
            actions={
              <Button look="primary" disabled={isFetching} onClick={() => void refetch()}>
                {isFetching ? 'Trying…' : 'Try again'}
              </Button>
            }
          >
            {error.message}
          </Notice>
        )}
      </Frame>
    );
  }
  const views: Record<PageView, ReactNode> = {
    measurements: data.points.length === 0 ? <Empty /> : <MeasurementsView {...data} />,
    imports: <ImportsView revision={data.revision} />,
    history: <HistoryView />,
  };
  return <Frame tabs={<ViewTabs shown={show} onShow={(next) => void setUrl({ show: next })} />}>{views[show]}</Frame>;
}

function Frame({ tabs, children }: { tabs?: ReactNode; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-[100rem] flex-col gap-4 px-3 py-5 outline-none sm:px-5"
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <h1 className="text-xl font-semibold">Measurements</h1>
        {tabs}
      </div>
      {children}
    </main>
  );
}

function Empty() {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <p className="text-muted">
        Nothing is stored, or all of it is in the bin: History brings back what was deleted. There are three ways to get
        measurements in.
      </p>
      <WaysIn />
    </div>
  );
}
