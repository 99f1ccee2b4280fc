'use client';

import { Progress } from 'radix-ui';
import { Button } from '@/components/ui/button';
import { TextInput } from '@/components/ui/field';
import { formatCount, formatPercent } from '@/lib/units/format';

interface CommitBarProps {
  fresh: number;
  stored: number;
  problems: number;
  skipProblems: boolean;
  onSkipProblems: (skip: boolean) => void;
  sweep: string;
  onSweep: (name: string) => void;
  /** Why it cannot be done now; null when it can. */
  hindrance: string | null;
  isStoring: boolean;
  progress: number | null;
  onStore: () => void;
  onCancel: () => void;
}

/** The last step: a name for the sweep, and storing. Stays in sight however long the list is. */
export function CommitBar(props: CommitBarProps) {
  const { fresh, stored, problems, skipProblems, onSkipProblems, sweep, onSweep, hindrance, isStoring } = props;
  return (
    <div className="sticky bottom-0 z-20 -mx-4 border-t border-line-strong bg-page px-4 py-3 sm:-mx-6 sm:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex items-center gap-2">
          <span className="text-muted">Sweep</span>
          <TextInput
            className="w-56!"
            placeholder="named after this import"
            maxLength={200}
            value={sweep}
            onChange={(event) => onSweep(event.target.value)}
          />
        </label>
        {problems > 0 && (
          <label className="flex items-center gap-2">
            <input type="checkbox" checked={skipProblems} onChange={(event) => onSkipProblems(event.target.checked)} />
            Leave out what has problems
          </label>
        )}
        <p role="status" className="ml-auto text-xs text-muted">
          {hindrance ?? (stored > 0 ? `${formatCount(stored)} stored already` : '')}
        </p>
        {isStoring ? (
          <>
            <Storing progress={props.progress} />
            <Button onClick={props.onCancel}>Cancel</Button>
          </>
        ) : (
          <Button look="primary" disabled={hindrance !== null} onClick={props.onStore}>
            Import {formatCount(fresh)} {fresh === 1 ? 'measurement' : 'measurements'}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Bytes on their way, then the server at work. */
export function Storing({ progress, label = 'Storing' }: { progress: number | null; label?: string }) {
  const isSent = progress === null || progress >= 1;
  return (
    <div className="flex items-center gap-2">
      <Progress.Root
        value={isSent ? null : progress * 100}
        aria-label={label}
        className="h-1.5 w-32 overflow-hidden rounded-full bg-hover"
      >
        <Progress.Indicator
          className={isSent ? 'h-full w-1/2 animate-pulse bg-accent' : 'h-full bg-accent transition-[width]'}
          style={isSent ? undefined : { width: `${progress * 100}%` }}
        />
      </Progress.Root>
      <span className="text-xs text-muted">{isSent ? `${label}…` : `Sending ${formatPercent(progress)}`}</span>
    </div>
  );
}
