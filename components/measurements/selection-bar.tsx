import { Button } from '@/components/ui/button';
import { countOf } from '@/lib/domain/edits/describe-change';
import type { Point } from '@/lib/domain/point';

interface SelectionBarProps {
  points: readonly Point[];
  isBusy: boolean;
  onEdit: () => void;
  onReadAgain: () => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done to the measurements selected; stays in sight while there are any. */
export function SelectionBar({ points, isBusy, onEdit, onReadAgain, onDelete, onClear }: SelectionBarProps) {
  if (points.length === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected measurements"
      className="sticky bottom-0 z-20 -mx-3 flex flex-wrap items-center gap-2 border-t border-line-strong bg-surface px-3 py-2 sm:-mx-5 sm:px-5"
    >
      <p className="mr-2 font-semibold">{countOf(points.length)} selected</p>
      <Button look="primary" disabled={isBusy} onClick={onEdit}>
        Edit
      </Button>
      <Button disabled={isBusy} onClick={onReadAgain}>
        Read again
      </Button>
      <Button look="danger" disabled={isBusy} onClick={onDelete}>
        Delete
      </Button>
      <Button look="quiet" onClick={onClear}>
        Clear selection
      </Button>
    </div>
  );
}
