'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useRowWindow } from '@/components/ui/use-row-window';
import { WindowedTable } from '@/components/ui/windowed-table';
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
  const rows = useRowWindow(lines.length, lineHeight);
  const { box, first, last, scrollTo } = rows;
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
    <WindowedTable
      rows={rows}
      caption="What was read from the files"
      corner={
        <input
          type="checkbox"
          aria-label="Select all measurements"
          checked={records.length > 0 && records.every((record) => selected.has(record))}
          onChange={(event) => onSelect(records, event.target.checked)}
        />
      }
      heads={[
        ...['File', 'Model', 'GPU', 'Topology', 'Workload'].map((name) => ({ name })),
        { name: 'Load', isNumber: true },
        ...[outputPerGpu, speed].map(({ unit, title }) => ({ name: unit, title, isNumber: true })),
        { name: 'Doubts' },
      ]}
      body={{ onDragEnd: () => setDropAt(null), onDrop: drop }}
    >
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
    </WindowedTable>
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
