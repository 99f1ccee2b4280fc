'use client';

import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { useRowWindow } from '@/components/ui/use-row-window';
import type { Exploration, PlottedPoint } from '@/lib/domain/exploration';
import { formatCount } from '@/lib/units/format';
import { sortRows, type Sorting } from './sort-rows';
import { type Column, columnsOf } from './table-columns';

interface PointsTableProps {
  exploration: Exploration;
  pinned: string | null;
  onPin: (id: string) => void;
}

const rowHeight = 30;

/** The chart's twin: every plotted point as a row. A row that gets the focus pins its point. */
export const PointsTable = memo(function PointsTable({ exploration, pinned, onPin }: PointsTableProps) {
  const columns = useMemo(() => columnsOf(exploration), [exploration]);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const rows = useMemo(() => {
    const column = columns.find(({ key }) => key === sorting?.key);
    return column && sorting ? sortRows(exploration.rows, column.sortBy, sorting.direction) : exploration.rows;
  }, [exploration, columns, sorting]);
  const sortBy = ({ key, numeric }: Column) => {
    const first = numeric ? 'descending' : 'ascending';
    setSorting((now) => {
      if (now?.key !== key) return { key, direction: first };
      return now.direction === first ? { key, direction: first === 'ascending' ? 'descending' : 'ascending' } : null;
    });
  };
  const { box, isWindowed, first, last, before, after, scrollTo } = useRowWindow(rows.length, rowHeight);
  const stop = Math.max(
    0,
    rows.findIndex(({ point }) => point.id === pinned),
  );

  const focusRow = (index: number) => {
    const target = Math.min(Math.max(index, 0), rows.length - 1);
    scrollTo(target);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${target}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, index: number) => {
    const by: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -rows.length,
      End: rows.length,
    };
    const steps = by[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    focusRow(index + steps);
  };
  return (
    <div ref={box} className={classNames('overflow-x-auto', isWindowed && 'max-h-[70dvh] overflow-y-auto')}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">
          {formatCount(rows.length)} points on the chart. Arrow keys move between rows, and the focused row is pinned.
        </caption>
        <thead className={isWindowed ? 'sticky top-0 z-10 bg-page' : undefined}>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sorting={sorting} onSort={() => sortBy(column)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {rows.slice(first, last + 1).map((row, offset) => (
            <Row
              key={row.point.id}
              row={row}
              index={first + offset}
              columns={columns}
              pinned={row.point.id === pinned}
              isStop={first + offset === stop}
              onPin={onPin}
              onKeyDown={onKeyDown}
            />
          ))}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
});

function HeadCell({ column, sorting, onSort }: { column: Column; sorting: Sorting | null; onSort: () => void }) {
  const isSorted = sorting?.key === column.key;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? sorting.direction : undefined}
      className={classNames('border-b border-line px-1.5 py-1 text-xs font-normal', column.numeric && 'text-right')}
    >
      <button
        type="button"
        title={column.title}
        onClick={onSort}
        className={classNames(
          'inline-flex items-center gap-0.5 whitespace-nowrap hover:text-ink',
          isSorted ? 'text-ink' : 'text-muted',
        )}
      >
        {column.label}
        {isSorted && <Icon name="caret" size={10} className={sorting.direction === 'ascending' ? 'rotate-180' : ''} />}
      </button>
    </th>
  );
}

interface RowProps {
  row: PlottedPoint;
  index: number;
  columns: readonly Column[];
  pinned: boolean;
  /** The one row the tab key stops at. */
  isStop: boolean;
  onPin: (id: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>, index: number) => void;
}

function Row({ row, index, columns, pinned, isStop, onPin, onKeyDown }: RowProps) {
  return (
    <tr
      data-row={index}
      tabIndex={isStop ? 0 : -1}
      aria-selected={pinned}
      onFocus={() => onPin(row.point.id)}
      onClick={() => onPin(row.point.id)}
      onKeyDown={(event) => onKeyDown(event, index)}
      style={{ height: rowHeight }}
      className={classNames(
        'cursor-pointer border-b border-line -outline-offset-2',
        pinned ? 'bg-accent-soft' : 'hover:bg-hover',
        row.belowLimit && !pinned && 'text-muted',
      )}
    >
      {columns.map((column) => (
        <td key={column.key} className={classNames('px-1.5 py-0.5 whitespace-nowrap', column.numeric && 'text-right')}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
