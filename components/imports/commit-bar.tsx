'use client';

import { Button } from '@/components/ui/button';
import type { ImportProgress as Step } from '@/lib/api/import-contracts';
import { formatCount } from '@/lib/units/format';
import type { DraftSums } from './drafts/draft-lines';
import { ImportProgress } from './import-progress';

interface CommitBarProps {
  sums: DraftSums;
  sweeps: number;
  problems: number;
  skipProblems: boolean;
  onSkipProblems: (skip: boolean) => void;
  /** Why it cannot be done now; null when it can. */
  hindrance: string | null;
  isStoring: boolean;
  progress: Step | null;
  onStore: () => void;
  onCancel: () => void;
}

/** The last step: storing. Stays in sight however long the list is. */
export function CommitBar(props: CommitBarProps) {
  const { sums, sweeps, problems, skipProblems, onSkipProblems, hindrance, isStoring } = props;
  const { fresh, stored, leftOut } = sums;
  const count = `${formatCount(fresh)} ${fresh === 1 ? 'measurement' : 'measurements'}`;
  const rest = [
    fresh > 0 ? `into ${formatCount(sweeps)} ${sweeps === 1 ? 'sweep' : 'sweeps'}` : null,
    stored > 0 ? `${formatCount(stored)} stored already` : null,
    leftOut > 0 ? `${formatCount(leftOut)} left out` : null,
  ].filter((part) => part !== null);
  return (
    <div className="sticky bottom-0 z-20 -mx-4 border-t border-line-strong bg-page px-4 py-3 sm:-mx-6 sm:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {problems > 0 && (
          <label className="flex items-center gap-2">
            <input type="checkbox" checked={skipProblems} onChange={(event) => onSkipProblems(event.target.checked)} />
            Leave out what has problems
          </label>
        )}
        <p role="status" className="ml-auto text-xs text-muted">
          {hindrance ?? rest.join(' · ')}
        </p>
        {isStoring ? (
          <>
            <ImportProgress step={props.progress} />
            <Button onClick={props.onCancel}>Cancel</Button>
          </>
        ) : (
          <Button look="primary" disabled={hindrance !== null} onClick={props.onStore}>
            Import {count}
          </Button>
        )}
      </div>
    </div>
  );
}
