'use client';

import { Fragment, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { type RowWindow, useRowWindow } from '@/components/ui/use-row-window';
import type { GridCell } from '@/lib/domain/plan/job-request';
import { type GridCircumstances, judgeCell, type Sizes } from './chosen-cells';
import { GridCellButton } from './grid-cell-button';
import { cellKey } from './launch-form';
import { moveInGrid, type Place } from './move-in-grid';

interface TopologyGridProps {
  sizes: Sizes;
  cells: ReadonlySet<string>;
  circumstances: GridCircumstances;
  onChoose: (cells: ReadonlySet<string>) => void;
}

const rowHeight = 56;
/** More cells than this are drawn only where they are in sight. */
const drawnCells = 480;

/**
 * TP across, PP and DP down. Clicked, or walked with the arrow keys and chosen with space; a head chooses its row or
 * column. However many cells there are, all of them can be reached.
 */
export function TopologyGrid({ sizes, cells, circumstances, onChoose }: TopologyGridProps) {
  const { tp, pp, dp } = sizes;
  const rows = useMemo(() => dp.flatMap((dpSize) => pp.map((ppSize) => ({ pp: ppSize, dp: dpSize }))), [pp, dp]);
  const { box, isWindowed, first, last, before, after, scrollTo } = useRowWindow(
    rows.length,
    rowHeight,
    Math.max(12, Math.floor(drawnCells / tp.length)),
  );
  const { table, place, onKeyDown, setPlace } = useWalk(
    { rows: rows.length, columns: tp.length },
    { box, first, last, scrollTo },
  );

  const toggle = (members: GridCell[]) => {
    const next = new Set(cells);
    const able = members.filter(
      (cell) => judgeCell(cell, circumstances).problems.length === 0 || next.has(cellKey(cell)),
    );
    const isFull = able.every((cell) => next.has(cellKey(cell)));
    for (const cell of able) {
      if (isFull) next.delete(cellKey(cell));
      else next.add(cellKey(cell));
    }
    onChoose(next);
  };
  const stop = (row: number, column: number) => ({
    'data-place': `${row}:${column}`,
    tabIndex: place.row === row && place.column === column ? 0 : -1,
    onFocus: () => setPlace({ row, column }),
  });
  return (
    <div
      ref={box}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className={classNames('-mx-1 overflow-auto p-1 outline-none', isWindowed && 'max-h-[28rem]')}
    >
      <table
        ref={table}
        role="grid"
        aria-label="Deployments by TP, PP and DP"
        aria-rowcount={rows.length + 1}
        aria-colcount={tp.length + 1}
        className="w-full table-fixed border-separate border-spacing-1 [--cell:4.75rem] sm:[--cell:6.5rem]"
        style={{ minWidth: `calc(3.5rem + ${tp.length} * var(--cell))` }}
      >
        <thead className={isWindowed ? 'sticky top-0 z-1 bg-page' : ''}>
          <tr>
            <td className="w-14 sm:w-20" />
            {tp.map((size, column) => (
              <th key={size} scope="col" className="p-0">
                <button
                  type="button"
                  {...stop(-1, column)}
                  className={headClass}
                  onClick={() => toggle(rows.map((row) => ({ ...row, tp: size })))}
                >
                  TP{size}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {rows.slice(first, last + 1).map((row, index) => (
            <Fragment key={`${row.pp}-${row.dp}`}>
              <tr aria-rowindex={first + index + 2} style={isWindowed ? { height: rowHeight } : undefined}>
                <th scope="row" className="p-0">
                  <button
                    type="button"
                    {...stop(first + index, -1)}
                    className={headClass}
                    onClick={() => toggle(tp.map((size) => ({ ...row, tp: size })))}
                  >
                    PP{row.pp}
                    {dp.length > 1 || row.dp > 1 ? ` DP${row.dp}` : ''}
                  </button>
                </th>
                {tp.map((size, column) => {
                  const cell = { ...row, tp: size };
                  return (
                    <GridCellButton
                      key={size}
                      judged={judgeCell(cell, circumstances)}
                      isChosen={cells.has(cellKey(cell))}
                      isFixedHeight={isWindowed}
                      stop={stop(first + index, column)}
                      onToggle={() => toggle([cell])}
                    />
                  );
                })}
              </tr>
            </Fragment>
          ))}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </div>
  );
}

const headClass =
  'caption w-full rounded-md px-1.5 py-1 text-left whitespace-nowrap hover:bg-hover hover:text-ink transition-colors';

function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}

/** One tab stop for the whole grid, moved by the arrow keys; a row out of sight is scrolled to before it takes focus. */
function useWalk(
  extent: { rows: number; columns: number },
  window: Pick<RowWindow, 'box' | 'first' | 'last' | 'scrollTo'>,
) {
  const [wanted, setPlace] = useState<Place>({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  const isMoving = useRef(false);
  const isDrawn = wanted.row === -1 || (wanted.row >= window.first && wanted.row <= window.last);
  const place = {
    row: isDrawn && wanted.row < extent.rows ? wanted.row : window.first,
    column: Math.min(wanted.column, extent.columns - 1),
  };
  useEffect(() => {
    if (!isMoving.current) return;
    const target = table.current?.querySelector<HTMLElement>(`[data-place="${wanted.row}:${wanted.column}"]`);
    if (!target) return;
    isMoving.current = false;
    target.focus();
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    // While a row is scrolled to, the next step goes on from there and not from what is drawn.
    const next = moveInGrid(event.key, isMoving.current ? wanted : place, extent);
    if (next === null) return;
    event.preventDefault();
    isMoving.current = true;
    // The row left behind may go before the next one is there, and the focus with it.
    window.box.current?.focus({ preventScroll: true });
    if (next.row >= 0) window.scrollTo(next.row);
    setPlace(next);
  };
  return { table, place, onKeyDown, setPlace };
}
