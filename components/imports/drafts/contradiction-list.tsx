'use client';

import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { formatCount } from '@/lib/units/format';
import type { EditsAction } from '../edits/edits';
import { believedOption, type ContradictionGroup, fieldName, sourcesOf } from './contradictions';

interface ContradictionListProps {
  groups: readonly ContradictionGroup[];
  choices: Parameters<typeof believedOption>[1];
  dispatch: (action: EditsAction) => void;
  onSelect: (records: readonly string[]) => void;
}

/** Sources that say different things of one field, side by side, for a person to choose whom to believe. */
export function ContradictionList({ groups, choices, dispatch, onSelect }: ContradictionListProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-lg border border-l-3 border-warning bg-warning-soft px-4 py-3">
      <h2 id={id} className="flex items-center gap-1.5 font-semibold">
        <Icon name="warning" size={14} />
        {groups.length === 1
          ? 'Sources contradict each other'
          : `Sources contradict each other in ${groups.length} ways`}
      </h2>
      <div className="mt-2 flex max-h-80 flex-col gap-3 overflow-y-auto">
        {groups.map((group) => (
          <ContradictionChoice
            key={group.key}
            group={group}
            believed={believedOption(group, choices)}
            onChoose={(option) => dispatch({ type: 'choose', field: group.field, sources: sourcesOf(group, option) })}
            onSelect={() => onSelect([...group.sources.keys()])}
          />
        ))}
      </div>
    </section>
  );
}

interface ContradictionChoiceProps {
  group: ContradictionGroup;
  /** Place of the option. */
  believed: number;
  onChoose: (option: number) => void;
  onSelect: () => void;
}

function ContradictionChoice({ group, believed, onChoose, onSelect }: ContradictionChoiceProps) {
  const name = useId();
  const { field, options, sources } = group;
  return (
    <fieldset>
      <legend className="flex items-baseline gap-2">
        <span className="font-semibold">{fieldName(field)}</span>
        <Button look="quiet" size="small" className="text-muted" onClick={onSelect}>
          {formatCount(sources.size)} {sources.size === 1 ? 'measurement' : 'measurements'}
        </Button>
      </legend>
      <div className="mt-1 grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {options.map(({ value, by }, option) => (
          <label
            key={option}
            className={classNames(
              'flex min-w-0 items-start gap-2 rounded-md border bg-surface px-3 py-2',
              option === believed ? 'border-accent' : 'border-line-strong',
            )}
          >
            <input
              type="radio"
              className="mt-0.5"
              name={name}
              checked={option === believed}
              onChange={() => onChoose(option)}
            />
            <span className="min-w-0">
              <span className="block font-semibold break-words">{String(value)}</span>
              <span className="block text-xs break-words text-muted">{by}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
