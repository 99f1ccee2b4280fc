'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import type { ImportSettings } from '@/lib/api/contracts';
import type { ImportProgress } from '@/lib/api/import-contracts';
import { pointsQuery } from '@/lib/api/queries';
import type { PreviewedImport } from '@/lib/domain/import';
import type { Point } from '@/lib/domain/point';
import { formatCount } from '@/lib/units/format';
import { CommitBar } from './commit-bar';
import { ContradictionList } from './drafts/contradiction-list';
import { groupContradictions } from './drafts/contradictions';
import { DraftChart } from './drafts/draft-chart';
import { draftLines, sumsOf } from './drafts/draft-lines';
import { createDraftPoint } from './drafts/draft-points';
import { DraftTable } from './drafts/draft-table';
import { filesByRecord } from './drafts/drafts';
import { FileList } from './drafts/file-list';
import { openCompanions } from './drafts/open-companions';
import { OpenCompanions } from './drafts/open-companions-panel';
import { SelectionBar } from './drafts/selection-bar';
import type { Drafts } from './drafts/use-drafts';
import { sharedTexts } from './edits/edits';
import { toSettings } from './edits/to-settings';
import { fieldStates } from './fill-fields';
import { FillForm } from './fill-form';
import { ProblemList } from './problem-list';

interface WorkbenchProps {
  preview: PreviewedImport;
  drafts: Drafts;
  /** More files are being read. */
  isReading: boolean;
  refusal: Error | null;
  isStoring: boolean;
  progress: ImportProgress | null;
  onStore: (settings: Partial<ImportSettings>) => void;
  onCancel: () => void;
  onRemoveFile: (path: string) => void;
}

const noPoints: Point[] = [];
const plural = (count: number, one: string) => `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

/** What was read, to be looked at, filled in and put in order before it is stored. */
export function Workbench(props: WorkbenchProps) {
  const { preview, drafts, isReading, refusal, isStoring, progress, onStore, onCancel, onRemoveFile } = props;
  const { edits, edited, sweeps, leftOut, wrong, dispatch, isBehind } = drafts;
  const { data: stored } = useQuery(pointsQuery());
  const points = stored?.points ?? noPoints;
  const [chosen, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [skipProblems, setSkipProblems] = useState(false);
  const selected = useMemo(() => new Set([...chosen].filter((record) => edited.has(record))), [chosen, edited]);

  const select = (records: readonly string[], on: boolean) =>
    setSelected((before) => {
      const after = new Set(before);
      for (const record of records) {
        if (on) after.add(record);
        else after.delete(record);
      }
      return after;
    });
  const all = useMemo(() => [...edited.values()], [edited]);
  const target = selected.size === 0 ? all : all.filter(({ draft }) => selected.has(draft.sha256));
  const kept = useMemo(() => all.filter(({ draft }) => !leftOut.has(draft.sha256)), [all, leftOut]);
  const problems = useMemo(
    () => [...preview.files.flatMap((file) => file.problems), ...kept.flatMap((one) => one.problems)],
    [preview, kept],
  );
  const sums = useMemo(() => sumsOf(all, leftOut), [all, leftOut]);
  const draftPoints = useDraftPoints(drafts);
  const storedSweeps = useMemo(() => [...new Set(points.map(({ sweep }) => sweep.name))].sort(), [points]);
  const files = useMemo(() => filesByRecord(preview), [preview]);
  const contradictions = useMemo(
    () => groupContradictions(preview.contradictions, (record) => files.get(record)),
    [preview, files],
  );
  const open = useMemo(() => openCompanions(preview.companions, edits.companions, files), [preview, edits, files]);
  const hindrance = hindranceOf();
  const fillKeys = selected.size === 0 ? ('all' as const) : [...selected];

  function hindranceOf(): string | null {
    if (wrong.length > 0) return 'A field above makes no sense yet.';
    if (isReading || isBehind) return 'Reading…';
    if (problems.length > 0 && !skipProblems) return `${plural(problems.length, 'problem')} to solve or leave out.`;
    return sums.fresh + sums.stored === 0 ? 'Nothing to import.' : null;
  }

  return (
    <>
      {problems.length > 0 && (
        <Notice tone="warning" title={plural(problems.length, 'problem')}>
          <ProblemList problems={problems} />
        </Notice>
      )}
      {contradictions.length > 0 && (
        <ContradictionList
          groups={contradictions}
          choices={edits.choices}
          dispatch={dispatch}
          onSelect={(records) => setSelected(new Set(records))}
        />
      )}
      {open.length > 0 && <OpenCompanions companions={open} dispatch={dispatch} />}
      {all.length > 0 && (
        <>
          <DraftChart drafts={draftPoints} stored={points} />
          <FillForm
            target={
              selected.size > 0
                ? `the ${formatCount(selected.size)} selected`
                : `all ${plural(all.length, 'measurement')}`
            }
            texts={
              selected.size === 0
                ? edits.forAll
                : sharedTexts([...selected].map((record) => edits.forRows[record] ?? {}))
            }
            wrong={wrong}
            states={fieldStates(target.map(({ measurement }) => measurement))}
            total={target.length}
            onChange={(key, text) => dispatch({ type: 'fill', records: fillKeys, key, text })}
          />
          <SelectionBar drafts={drafts} selected={selected} onClear={() => setSelected(new Set())} />
          <DraftTable drafts={drafts} selected={selected} onSelect={select} storedSweeps={storedSweeps} />
        </>
      )}
      <FileList files={preview.files} companions={preview.companions} onRemove={onRemoveFile} />
      {refusal !== null && (
        <Notice tone="danger" alert title="Nothing was stored">
          {refusal.message}
        </Notice>
      )}
      <CommitBar
        sums={sums}
        sweeps={
          draftLines(sweeps, new Map(kept.map((one) => [one.draft.sha256, one]))).filter(({ kind }) => kind === 'sweep')
            .length
        }
        problems={problems.length}
        skipProblems={skipProblems}
        onSkipProblems={setSkipProblems}
        hindrance={hindrance}
        isStoring={isStoring}
        progress={progress}
        onStore={() => onStore(toSettings(edits, sweeps, skipProblems))}
        onCancel={onCancel}
      />
    </>
  );
}

/** The drafts that are not left out, as the chart takes points. */
function useDraftPoints({ edited, sweeps, leftOut }: Drafts): Point[] {
  const [toPoint] = useState(() => createDraftPoint(new Date().toISOString()));
  return useMemo(
    () =>
      sweeps.flatMap(({ key, name, records }) =>
        records.flatMap((record) => {
          const one = edited.get(record);
          if (one === undefined || leftOut.has(record)) return [];
          return [toPoint(one, { id: key, name: name ?? 'this import' })];
        }),
      ),
    [edited, sweeps, leftOut, toPoint],
  );
}
