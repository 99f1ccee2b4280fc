import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { JudgedCell } from './chosen-cells';
import type { Place } from './move-in-grid';
import { placeOf } from './use-grid-walk';

interface GridCellButtonProps {
  judged: JudgedCell;
  isChosen: boolean;
  isFixedHeight: boolean;
  place: Place;
  isStop: boolean;
}

/** One deployment: its GPUs, or in words why it cannot run. */
export function GridCellButton({ judged, isChosen, isFixedHeight, place, isStop }: GridCellButtonProps) {
  const { cell, problems, reason } = judged;
  const gpus = cell.gpus === 1 ? '1 GPU' : `${cell.gpus} GPUs`;
  const isRefused = reason !== null;
  return (
    <td role="gridcell" className="p-0 align-top">
      <button
        type="button"
        {...placeOf(place)}
        tabIndex={isStop ? 0 : -1}
        aria-pressed={isChosen}
        aria-disabled={(isRefused && !isChosen) || undefined}
        aria-label={`${cell.label}, ${gpus}${isRefused ? `, cannot run: ${problems[0]?.message ?? reason}` : ''}`}
        title={problems.map(({ message }) => message).join('\n') || undefined}
        className={classNames(
          'flex w-full flex-col rounded-md border px-2 py-1 text-left transition-colors',
          isFixedHeight ? 'h-13 overflow-hidden' : 'h-full min-h-13',
          isRefused
            ? isChosen
              ? 'border-warning bg-warning-soft'
              : 'cursor-default! border-dashed border-line bg-sunken'
            : isChosen
              ? 'border-accent bg-accent-soft'
              : 'border-line-strong bg-surface hover:bg-hover',
        )}
      >
        <span className={classNames('flex w-full items-center gap-1.5 text-xs', isRefused ? 'text-muted' : 'text-ink')}>
          <span className={classNames('whitespace-nowrap', isChosen && !isRefused && 'font-semibold')}>{gpus}</span>
          {isChosen && <Icon name={isRefused ? 'warning' : 'check'} size={12} className="ml-auto text-accent" />}
        </span>
        {isRefused && <span className="text-2xs leading-tight text-muted">{reason}</span>}
      </button>
    </td>
  );
}
