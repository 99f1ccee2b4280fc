'use client';

import { useId, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { TextInput } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { formatCount } from '@/lib/units/format';
import type { Facet, FacetValue } from '@/lib/domain/exploration';

const firstFew = 8;
const worthSearching = 14;

interface FacetFilterProps {
  facet: Facet;
  open: boolean;
  onToggle: (value: string) => void;
  onClear: () => void;
}

/** The values of one dimension; none chosen means all. */
export function FacetFilter({ facet, open, onToggle, onClear }: FacetFilterProps) {
  const id = useId();
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const matching = facet.values.filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()));
  const shown = all ? matching : firstOf(matching);
  const chosen = facet.values.filter(({ selected }) => selected).length;
  return (
    <details open={open} className="group">
      <summary className="flex list-none items-center gap-1 rounded-sm py-0.5">
        <span id={id} className="caption group-hover:text-ink">
          {facet.label}
        </span>
        <Icon name="caret" size={10} className="-rotate-90 text-muted transition-transform group-open:rotate-0" />
        {chosen > 0 && <span className="text-2xs text-accent">{chosen} chosen</span>}
      </summary>
      <div role="group" aria-labelledby={id} className="flex flex-wrap gap-1 pt-1">
        {all && facet.values.length > worthSearching && (
          <TextInput
            type="search"
            aria-label={`Search ${facet.label}`}
            placeholder="Search"
            className="mb-0.5 h-6.5! text-xs!"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
        {shown.map((value) => (
          <FacetChip key={value.value} value={value} onToggle={() => onToggle(value.value)} />
        ))}
        {matching.length > shown.length && (
          <button
            type="button"
            className="rounded-md px-1.5 text-xs text-accent hover:underline"
            onClick={() => setAll(true)}
          >
            {matching.length - shown.length} more
          </button>
        )}
        {matching.length === 0 && <span className="text-xs text-muted">Nothing of that name.</span>}
        {chosen > 0 && (
          <button type="button" className="rounded-md px-1.5 text-xs text-accent hover:underline" onClick={onClear}>
            Clear<span className="sr-only"> {facet.label}</span>
          </button>
        )}
      </div>
    </details>
  );
}

/** The first few that would bring points, and whatever is chosen; values that bring none are a click away. */
function firstOf(values: readonly FacetValue[]): readonly FacetValue[] {
  const useful = values.filter(({ count, selected }) => count > 0 || selected);
  return useful.length <= firstFew + 1 ? useful : useful.filter(({ selected }, at) => at < firstFew || selected);
}

function FacetChip({ value, onToggle }: { value: FacetValue; onToggle: () => void }) {
  const { label, count, selected } = value;
  return (
    <button
      type="button"
      aria-pressed={selected}
      aria-label={`${label}, ${formatCount(count)} ${count === 1 ? 'point' : 'points'}`}
      onClick={onToggle}
      title={label}
      className={classNames(
        'inline-flex max-w-full items-baseline gap-1.5 rounded-md border px-2 py-0.5 text-xs transition-colors',
        selected ? 'border-accent bg-accent-soft ring-1 ring-accent' : 'border-line-strong bg-surface hover:bg-hover',
        count === 0 && !selected && 'border-line text-muted',
      )}
    >
      <span className="truncate">{label}</span>
      <span className="text-muted">{formatCount(count)}</span>
    </button>
  );
}
