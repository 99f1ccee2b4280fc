'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { inputClass } from '@/components/ui/field';
import { formatCount } from '@/lib/units/format';
import type { Intake, PastedTable } from '../intake/use-intake';
import { type TableColumn, tableColumns } from './table-columns';
import { recogniseHeads } from './table-columns';
import { isTelling, tableMeasurements } from './table-measurements';

const shownRows = 5;
const groups: readonly TableColumn['group'][] = ['Deployment', 'Workload and load', 'Throughput', 'Latency'];

/** A pasted table, with what each of its columns is taken for. */
export function TablePanel({ pasted: { text, table }, intake }: { pasted: PastedTable; intake: Intake }) {
  const [mapping, setMapping] = useState(() => recogniseHeads(table.heads));
  const known = mapping.filter((key) => key !== null).length;
  const take = (at: number, key: string | null) =>
    // No two columns are the same thing: the one that was it before is free again.
    setMapping(mapping.map((before, index) => (index === at ? key : before === key ? null : before)));
  const count = `${formatCount(table.rows.length)} ${table.rows.length === 1 ? 'row' : 'rows'}`;
  return (
    <section aria-labelledby="pasted-table" className="rounded-lg border border-line-strong bg-surface">
      <div className="px-4 py-3">
        <h2 id="pasted-table" className="font-semibold">
          A table of {count}{' '}
          <span className="font-normal text-muted">
            {formatCount(known)} of {formatCount(mapping.length)} columns known. Say what the others are, or leave them
            out.
          </span>
        </h2>
      </div>
      <div
        className="overflow-x-auto border-y border-line"
        tabIndex={0}
        role="region"
        aria-label="Columns of the table"
      >
        <table className="w-full border-collapse text-left whitespace-nowrap">
          <thead className="bg-sunken text-xs">
            <tr>
              {table.heads.map((head, at) => (
                <th key={at} scope="col" className="px-2 py-1.5 font-normal first:pl-4">
                  <span className="block pb-1 text-muted">{head}</span>
                  <select
                    aria-label={`What ${head} is`}
                    className={`${inputClass} min-w-36`}
                    value={mapping[at] ?? ''}
                    onChange={(event) => take(at, event.target.value === '' ? null : event.target.value)}
                  >
                    <option value="">Leave out</option>
                    {groups.map((group) => (
                      <optgroup key={group} label={group}>
                        {tableColumns
                          .filter((column) => column.group === group)
                          .map(({ key, label }) => (
                            <option key={key} value={key}>
                              {label}
                            </option>
                          ))}
                      </optgroup>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, shownRows).map((cells, index) => (
              <tr key={index} className="h-7 border-t border-line">
                {cells.map((cell, at) => (
                  <td key={at} className={`px-2 first:pl-4 ${mapping[at] === null ? 'text-muted' : ''}`}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <Button
          look="primary"
          disabled={!isTelling(mapping)}
          onClick={() => intake.addRows((file) => tableMeasurements(table, mapping, file))}
        >
          Add {count}
        </Button>
        <Button onClick={() => intake.addText(text)}>Take it as text</Button>
        <Button look="quiet" onClick={intake.dropTable}>
          Discard
        </Button>
        {!isTelling(mapping) && (
          <p className="text-xs text-muted">At least one column has to be a throughput or a latency.</p>
        )}
      </div>
    </section>
  );
}
