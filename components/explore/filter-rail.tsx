'use client';

import type { Facet, HiddenPoints as Hidden } from '@/lib/domain/exploration';
import type { Dimension, View } from '@/lib/domain/view';
import { FacetFilter } from './facet-filter';
import { HiddenPoints } from './hidden-points';
import type { ChangeView } from './use-explore-view';

interface FilterRailProps {
  facets: readonly Facet[];
  hidden: readonly Hidden[];
  view: View;
  change: ChangeView;
}

const openAtFirst: readonly Dimension[] = ['model', 'gpu', 'tp', 'pp', 'dp', 'workload'];

/** Filters with counts. A dimension that has one value for all points offers no choice and is only mentioned. */
export function FilterRail({ facets, hidden, view, change }: FilterRailProps) {
  const choices = facets.filter(({ values }) => values.length > 1 || values.some(({ selected }) => selected));
  const shared = facets.filter((facet) => facet.values.length === 1 && !choices.includes(facet));
  const toggle = (dimension: Dimension, value: string) => {
    const before = view.filters[dimension] ?? [];
    const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
    change({ filters: { ...view.filters, [dimension]: after } });
  };
  return (
    <div className="flex flex-col gap-3.5">
      {choices.map((facet) => (
        <FacetFilter
          key={facet.dimension}
          facet={facet}
          open={openAtFirst.includes(facet.dimension) || facet.values.some(({ selected }) => selected)}
          onToggle={(value) => toggle(facet.dimension, value)}
          onClear={() => change({ filters: { ...view.filters, [facet.dimension]: [] } })}
        />
      ))}
      {shared.length > 0 && (
        <div>
          <p className="caption">The same for all</p>
          <p className="text-xs text-muted">
            {shared.map(({ label, values }) => `${label} ${values[0]?.label ?? ''}`).join(' · ')}
          </p>
        </div>
      )}
      <HiddenPoints hidden={hidden} view={view} change={change} />
    </div>
  );
}
