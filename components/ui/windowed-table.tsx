import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import type { RowWindow } from './use-row-window';

/** The head of a column; its title is told where the name is short. */
export interface TableHead {
  name: string;
  title?: string;
  isNumber?: boolean;
}

interface WindowedTableProps {
  rows: RowWindow;
  caption: string;
  /** What selects all rows. */
  corner: ReactNode;
  heads: readonly TableHead[];
  body?: ComponentProps<'tbody'>;
  /** The rows in sight. */
  children: ReactNode;
}

/** A table of rows to be selected, of which only those in sight are drawn where there are many. */
export function WindowedTable({ rows, caption, corner, heads, body, children }: WindowedTableProps) {
  const { box, isWindowed, before, after } = rows;
  return (
    <div
      ref={box}
      className={classNames(
        'overflow-x-auto rounded-lg border border-line-strong',
        isWindowed && 'max-h-[70dvh] overflow-y-auto',
      )}
    >
      <table className="w-full border-collapse text-left whitespace-nowrap">
        <caption className="sr-only">{caption}</caption>
        <thead className={classNames('bg-sunken text-xs text-muted', isWindowed && 'sticky top-0 z-10')}>
          <tr className="h-8">
            <th scope="col" className="w-9 pl-3">
              {corner}
            </th>
            {heads.map(({ name, title, isNumber }) => (
              <th
                key={name}
                scope="col"
                title={title}
                className={classNames('px-2 font-normal last:pr-3', isNumber && 'text-right')}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...body}>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {children}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}
