'use client';

import { type MouseEvent, useMemo } from 'react';
import { classNames } from '@/components/ui/class-names';
import { useRowWindow } from '@/components/ui/use-row-window';
import type { GridCell } from '@/lib/domain/plan/job-request';
import { type GridCircumstances, judgeCell, type Sizes } from './chosen-cells';
import { GridHead } from './grid-head';
import { GridRow } from './grid-row';
import { cellKey } from './launch-form';
import type { Place } from './move-in-grid';
import { placeAt, useGridWalk } from './use-grid-walk';

interface TopologyGridProps {
  sizes: Sizes;
  cells: ReadonlySet<string>;
  circumstances: GridCircumstances;
  onChoose: (cells: ReadonlySet<string>) => void;
}

/** From one row to the next, and what of it lies between them. */
const rowHeight = 56;
const spacing = 4;
/** More cells than this are drawn only where they are in sight. */
const drawnCells = 480;

/**
 * TP across, PP and DP down. Clicked, or walked with the arrow keys and chosen with space; a head chooses its row or
 * column. However many cells there are, all of them can be reached.
 */
export function TopologyGrid({ sizes, cells, circumstances, onChoose }: TopologyGridProps) {
  const { tp, pp, dp } = sizes;
  const rows = useMemo(() => dp.flatMap((dpSize) => pp.map((ppSize) => ({ pp: ppSize, dp: dpSize }))), [pp, dp]);
  const window = useRowWindow(rows.length, rowHeight, Math.max(12, Math.floor(drawnCells / tp.length)));
  const { box, isWindowed, first, last, before, after } = window;
  const { table, place, onKeyDown, onFocus } = useGridWalk({ rows: rows.length, columns: tp.length }, window);

  /** The cells a place stands for: one, or those of a head's row or column. */
  const cellsAt = ({ row, column }: Place): GridCell[] => {
    const across = column === -1 ? tp : [tp[column]!];
    const down = row === -1 ? rows : [rows[row]!];
    return down.flatMap((one) => across.map((size) => ({ ...one, tp: size })));
  };
  const onClick = (event: MouseEvent) => {
    const at = placeAt(event.target);
    if (at) onChoose(toggled(cellsAt(at), cells, circumstances));
  };
  return (
    <div
      ref={box}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      className={classNames('-mx-1 overflow-auto p-1 outline-none', isWindowed && 'max-h-[28rem] scroll-pt-9')}
    >
      <table
        ref={table}
        role="grid"
        aria-label="Deployments by TP, PP and DP"
        aria-rowcount={rows.length + 1}
        aria-colcount={tp.length + 1}
        onClick={onClick}
        className="w-full table-fixed border-separate border-spacing-1 [--cell:4.25rem] sm:[--cell:6.5rem]"
        style={{ minWidth: `calc(3.5rem + ${tp.length} * var(--cell))` }}
      >
        <thead className={isWindowed ? 'sticky top-0 z-1 bg-page' : ''}>
          <tr>
            <td className="w-14 sm:w-20" />
            {tp.map((size, column) => (
              <th key={size} scope="col" className="p-0">
                <GridHead place={{ row: -1, column }} isStop={place.row === -1 && place.column === column}>
                  TP{size}
                </GridHead>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {rows.slice(first, last + 1).map((row, index) => (
            <GridRow
              key={`${row.pp}-${row.dp}`}
              {...row}
              row={first + index}
              label={`PP${row.pp}${dp.length > 1 || row.dp > 1 ? ` DP${row.dp}` : ''}`}
              tp={tp}
              cells={cells}
              circumstances={circumstances}
              stop={place.row === first + index ? place.column : null}
              height={isWindowed ? rowHeight - spacing : null}
            />
          ))}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </div>
  );
}

/** All of them chosen; none where they were. What cannot run can only be taken out. */
function toggled(members: GridCell[], cells: ReadonlySet<string>, circumstances: GridCircumstances): Set<string> {
  const next = new Set(cells);
  const able = members.filter(
    (cell) => next.has(cellKey(cell)) || judgeCell(cell, circumstances).problems.length === 0,
  );
  const isFull = able.every((cell) => next.has(cellKey(cell)));
  for (const cell of able) {
    if (isFull) next.delete(cellKey(cell));
    else next.add(cellKey(cell));
  }
  return next;
}

function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true">
      <td style={{ height: height - spacing }} />
    </tr>
  );
}
