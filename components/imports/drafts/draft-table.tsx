'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { useRowWindow } from '@/components/ui/use-row-window';
import { bestSpeedMetric } from '@/lib/domain/best-speed-metric';
import { outputPerGpu } from '@/lib/domain/metrics';
import { type Place, stepPlace } from '../edits/arrangement';
import { type DraftLine, draftLines, recordsBetween } from './draft-lines';
import { DraftRow } from './draft-row';
import { SweepRow } from './sweep-row';
import type { Drafts } from './use-drafts';

interface DraftTableProps {
  drafts: Drafts;
  selected: ReadonlySet<string>;
  onSelect: (records: readonly string[], on: boolean) => void;
  /** Names of stored sweeps, to join one. */
  storedSweeps: readonly string[];
}

const lineHeight = 34;

/** What was read, sweep by sweep, before any of it is stored. */
export function DraftTable({ drafts, selected, onSelect, storedSweeps }: DraftTableProps) {
  const { sweeps, edited, leftOut, dispatch } = drafts;
  const lines = draftLines(sweeps, edited);
  const records = lines.flatMap((line) => (line.kind === 'draft' ? [line.edited.draft.sha256] : []));
  const speed = bestSpeedMetric([...edited.values()].map(({ measurement }) => measurement));
  const { box, isWindowed, first, last, before, after, scrollTo } = useRowWindow(lines.length, lineHeight);
  const [dropAt, setDropAt] = useState<Place | null>(null);
  const dragged = useRef<readonly string[]>([]);
  const anchor = useRef<string | null>(null);
  const focus = useFocusedRow(box, lines, scrollTo);

  /** A selected row takes the whole selection along. */
  const taken = (record: string) => (selected.has(record) ? [...selected] : [record]);
  const check = (record: string, on: boolean, isRange: boolean) => {
    onSelect(isRange && anchor.current !== null ? recordsBetween(lines, anchor.current, record) : [record], on);
    anchor.current = record;
  };
  const onRowKey = (event: KeyboardEvent, record: string) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const step = event.key === 'ArrowUp' ? -1 : 1;
    if (!event.altKey) return focus.step(record, step);
    const place = stepPlace(sweeps, new Set(taken(record)), step);
    if (place !== null) dispatch({ type: 'move', records: taken(record), place });
    focus.keep(record);
  };
  const drop = () => {
    if (dropAt !== null && dragged.current.length > 0)
      dispatch({ type: 'move', records: dragged.current, place: dropAt });
    dragged.current = [];
    setDropAt(null);
  };
  const dragOver = (place: Place) => {
    if (dragged.current.length === 0) return false;
    if (dropAt?.key !== place.key || dropAt.before !== place.before) setDropAt(place);
    return true;
  };
  return (
    <div
      ref={box}
      className={classNames(
        'overflow-x-auto rounded-lg border border-line-strong',
        isWindowed && 'max-h-[70dvh] overflow-y-auto',
      )}
    >
      <table className="w-full border-collapse text-left whitespace-nowrap">
        <caption className="sr-only">What was read from the files</caption>
        <thead className={classNames('bg-sunken text-xs text-muted', isWindowed && 'sticky top-0 z-10')}>
          <tr className="h-8">
            <th scope="col" className="w-9 pl-3">
              <input
                type="checkbox"
                aria-label="Select all measurements"
                checked={records.length > 0 && records.every((record) => selected.has(record))}
                onChange={(event) => onSelect(records, event.target.checked)}
              />
            </th>
            {['File', 'Model', 'GPU', 'Topology', 'Workload'].map((head) => (
              <th key={head} scope="col" className="px-2 font-normal">
                {head}
              </th>
            ))}
            <th scope="col" className="px-2 text-right font-normal">
              Load
            </th>
            {[outputPerGpu, speed].map((metric) => (
              <th key={metric.key} scope="col" title={metric.title} className="px-2 text-right font-normal">
                {metric.unit}
              </th>
            ))}
            <th scope="col" className="px-2 pr-3 font-normal">
              Doubts
            </th>
          </tr>
        </thead>
        <tbody onDragEnd={() => setDropAt(null)} onDrop={drop}>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {lines.slice(first, last + 1).map((line) =>
            line.kind === 'sweep' ? (
              <SweepRow
                key={line.key}
                line={line}
                isFirst={line.sweep.key === sweeps[0]?.key}
                storedSweeps={storedSweeps}
                selected={selected}
                isDropTarget={dropAt !== null && dropAt.key === line.sweep.key && dropAt.before === null}
                onDragOver={() => dragOver({ key: line.sweep.key, before: null })}
                onSelect={onSelect}
                onMergeUp={() => {
                  const above = sweeps[sweeps.findIndex(({ key }) => key === line.sweep.key) - 1];
                  if (above) dispatch({ type: 'merge', records: [above.records[0]!, line.sweep.records[0]!] });
                }}
                dispatch={dispatch}
              />
            ) : (
              <DraftRow
                key={line.key}
                edited={line.edited}
                speed={speed}
                isSelected={selected.has(line.edited.draft.sha256)}
                isLeftOut={leftOut.has(line.edited.draft.sha256)}
                isDropTarget={dropAt?.before === line.edited.draft.sha256}
                onCheck={(on, isRange) => check(line.edited.draft.sha256, on, isRange)}
                onKeyDown={(event) => onRowKey(event, line.edited.draft.sha256)}
                onDragStart={() => (dragged.current = taken(line.edited.draft.sha256))}
                onDragOver={() => dragOver({ key: line.sweep.key, before: line.edited.draft.sha256 })}
                onPutBack={() => dispatch({ type: 'put-back', records: [line.edited.draft.sha256] })}
              />
            ),
          )}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

/** Keeps the keyboard on a row: one further, or the same one after it was moved. */
function useFocusedRow(
  box: React.RefObject<HTMLDivElement | null>,
  lines: readonly DraftLine[],
  scrollTo: (index: number) => void,
) {
  const wanted = useRef<string | null>(null);
  const indexOf = (record: string) => lines.findIndex(({ key }) => key === record);
  const find = (record: string) => box.current?.querySelector<HTMLElement>(`[data-record="${record}"] input`);
  useEffect(() => {
    if (wanted.current === null) return;
    const found = find(wanted.current);
    if (found == null) return;
    found.focus();
    wanted.current = null;
  });
  const go = (record: string) => {
    const found = find(record);
    if (found != null) return found.focus();
    wanted.current = record;
    scrollTo(indexOf(record));
  };
  return {
    step: (from: string, by: 1 | -1) => {
      for (let index = indexOf(from) + by; index >= 0 && index < lines.length; index += by) {
        const line = lines[index]!;
        if (line.kind === 'draft') return go(line.key);
      }
    },
    /** The row will be elsewhere after the next drawing. */
    keep: (record: string) => {
      wanted.current = record;
    },
  };
}
