import { memo } from 'react';
import { type GridCircumstances, judgeCell } from './chosen-cells';
import { GridCellButton } from './grid-cell-button';
import { GridHead } from './grid-head';
import { cellKey } from './launch-form';

interface GridRowProps {
  /** Counted from 0. */
  row: number;
  label: string;
  tp: readonly number[];
  pp: number;
  dp: number;
  cells: ReadonlySet<string>;
  circumstances: GridCircumstances;
  /** Column of the grid's tab stop where it is in this row, -1 being the head; null where it is in another. */
  stop: number | null;
  /** null: as high as what it says. */
  height: number | null;
}

/** The deployments of one PP and DP, TP by TP. Drawn anew only when something of it changes: there may be many. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, label, tp, pp, dp, cells, circumstances, stop, height } = props;
  return (
    <tr aria-rowindex={row + 2} style={height === null ? undefined : { height }}>
      <th scope="row" className="p-0">
        <GridHead place={{ row, column: -1 }} isStop={stop === -1}>
          {label}
        </GridHead>
      </th>
      {tp.map((size, column) => (
        <GridCellButton
          key={size}
          judged={judgeCell({ tp: size, pp, dp }, circumstances)}
          isChosen={cells.has(cellKey({ tp: size, pp, dp }))}
          isFixedHeight={height !== null}
          place={{ row, column }}
          isStop={stop === column}
        />
      ))}
    </tr>
  );
});
