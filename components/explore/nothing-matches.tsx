'use client';

import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { dimensionLabels } from '@/lib/domain/dimensions';
import { explore } from '@/lib/domain/explore';
import type { Point } from '@/lib/domain/point';
import { dimensions, type View } from '@/lib/domain/view';
import { formatCount } from '@/lib/units/format';
import type { ExploreView } from './use-explore-view';

interface NothingMatchesProps extends ExploreView {
  points: readonly Point[];
}

/** What dropping each filter alone would bring back; asked only when nothing is left. */
function waysOut(points: readonly Point[], view: View) {
  return dimensions.flatMap((dimension) => {
    if (!view.filters[dimension]?.length) return [];
    const filters = { ...view.filters, [dimension]: [] };
    const count = explore(points, { ...view, filters }).rows.length;
    return count === 0 ? [] : [{ dimension, filters, count }];
  });
}

/** The view leaves no point: names the filters to drop. */
export function NothingMatches({ points, view, change, reset }: NothingMatchesProps) {
  const drops = useMemo(() => waysOut(points, view), [points, view]);
  const hasFilters = Object.values(view.filters).some((values) => values.length > 0);
  return (
    <Notice
      tone="warning"
      title="No point is left"
      actions={
        <>
          {drops.map(({ dimension, filters, count }) => (
            <Button key={dimension} onClick={() => change({ filters })}>
              Drop the {dimensionLabels[dimension]} filter · {formatCount(count)} {count === 1 ? 'point' : 'points'}
            </Button>
          ))}
          {hasFilters && <Button onClick={() => change({ filters: {} })}>Drop all filters</Button>}
          <Button look="quiet" onClick={reset}>
            Reset the view
          </Button>
        </>
      }
    >
      {drops.length > 0
        ? 'The filters exclude each other. Dropping one of these brings points back.'
        : 'No point has what these axes and filters ask for; “Hidden” has the reasons.'}
    </Notice>
  );
}
