'use client';

import { Button, IconButton } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { formatCount } from '@/lib/units/format';
import { stepPlace } from '../edits/arrangement';
import type { Drafts } from './use-drafts';

interface SelectionBarProps {
  drafts: Drafts;
  selected: ReadonlySet<string>;
  onClear: () => void;
}

/** What can be done with the selected rows besides filling them in; and undo, for all of it. */
export function SelectionBar({ drafts, selected, onClear }: SelectionBarProps) {
  const { sweeps, leftOut, dispatch, canUndo, canRedo } = drafts;
  const records = [...selected];
  const touched = sweeps.filter((sweep) => sweep.records.some((record) => selected.has(record)));
  const isWhole = touched.length === 1 && touched[0]!.records.every((record) => selected.has(record));
  const move = (step: 1 | -1) => {
    const place = stepPlace(sweeps, selected, step);
    if (place !== null) dispatch({ type: 'move', records, place });
  };
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
      {selected.size === 0 ? (
        <p className="text-xs text-muted">
          Select rows to fill in, move or leave out only those. Alt with arrow keys moves a row, so does dragging it.
        </p>
      ) : (
        <>
          <p className="text-xs" aria-live="polite">
            {formatCount(selected.size)} selected
          </p>
          <Button size="small" disabled={touched.length < 2} onClick={() => dispatch({ type: 'merge', records })}>
            Merge {touched.length < 2 ? 'sweeps' : `${formatCount(touched.length)} sweeps`}
          </Button>
          <Button size="small" disabled={isWhole} onClick={() => dispatch({ type: 'split', records })}>
            Split off
          </Button>
          <Button size="small" onClick={() => move(-1)}>
            Move up
          </Button>
          <Button size="small" onClick={() => move(1)}>
            Move down
          </Button>
          {records.every((record) => leftOut.has(record)) ? (
            <Button size="small" onClick={() => dispatch({ type: 'put-back', records })}>
              Put back
            </Button>
          ) : (
            <Button size="small" onClick={() => dispatch({ type: 'leave-out', records })}>
              <Icon name="minus" size={12} />
              Leave out
            </Button>
          )}
          <Button look="quiet" size="small" onClick={onClear}>
            Select none
          </Button>
        </>
      )}
      <span className="ml-auto flex">
        <IconButton label="Undo (Ctrl+Z)" disabled={!canUndo} onClick={() => dispatch({ type: 'undo' })}>
          <Icon name="undo" />
        </IconButton>
        <IconButton label="Redo (Ctrl+Shift+Z)" disabled={!canRedo} onClick={() => dispatch({ type: 'redo' })}>
          <Icon name="redo" />
        </IconButton>
      </span>
    </div>
  );
}
