'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { ApiError } from '@/lib/api/client';
import { formatBytes, formatCount } from '@/lib/units/format';
import { addFiles } from './chosen-files';
import { CommitBar, Storing } from './commit-bar';
import { DropZone } from './drop-zone';
import { FillForm } from './fill-form';
import { fieldStates } from './fill-fields';
import { ImportResult } from './import-result';
import { sumsOf } from './preview-rows';
import { PreviewTable } from './preview-table';
import { ProblemList } from './problem-list';
import { useFills } from './use-fills';
import { type Batch, useImport } from './use-import';

/** Choose files, see what they hold, fill in what they lack, store. */
export function ImportPage() {
  const [batch, setBatch] = useState<Batch>({ id: 0, files: [] });
  const [sweep, setSweep] = useState('');
  const [leaveOut, setLeaveOut] = useState<readonly string[]>([]);
  const [skipProblems, setSkipProblems] = useState(false);
  const fills = useFills();
  const choices = { sweep, set: fills.set, rows: fills.rows, leaveOut: [...leaveOut], skipProblems };
  const { preview, commit, store, cancel, progress, isBehind } = useImport(batch, choices);

  const choose = (files: Batch['files']) => {
    setBatch(({ id }) => ({ id: id + 1, files }));
    commit.reset();
  };
  const startOver = () => {
    cancel();
    choose([]);
    fills.clear();
    setLeaveOut([]);
    setSkipProblems(false);
    setSweep('');
  };
  const { files } = batch;
  const read = files.length === 0 ? undefined : preview.data?.files;
  const sums = sumsOf(read ?? [], leaveOut);
  const selected = sums.measurements.filter(({ source }) => fills.selected.has(source.sha256));
  const target = selected.length > 0 ? selected : sums.measurements;
  const refusal = commit.error !== null && commit.error.name !== 'AbortError' ? commit.error : null;
  const hindrance =
    fills.wrong.length > 0
      ? 'A field above makes no sense yet.'
      : isBehind
        ? 'Reading…'
        : sums.problems.length > 0 && !skipProblems
          ? `${formatCount(sums.problems.length)} ${sums.problems.length === 1 ? 'problem' : 'problems'} to solve or leave out.`
          : sums.fresh + sums.stored === 0
            ? 'Nothing to import.'
            : null;

  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 pt-6 outline-none sm:px-6"
    >
      <h1 className="text-xl font-semibold">Import</h1>
      {commit.data !== undefined ? (
        <ImportResult response={commit.data} onAgain={startOver} />
      ) : (
        <>
          <DropZone compact={files.length > 0} onFiles={(chosen) => choose(addFiles(files, chosen))}>
            <span className="font-semibold">
              {formatCount(files.length)} {files.length === 1 ? 'file' : 'files'}
            </span>{' '}
            <span className="text-muted">{formatBytes(files.reduce((sum, { file }) => sum + file.size, 0))}</span>{' '}
            <Button look="quiet" size="small" onClick={startOver}>
              Start over
            </Button>
          </DropZone>
          {files.length > 0 && preview.isPending && <Reading progress={progress} onCancel={startOver} />}
          {files.length > 0 && preview.error !== null && (
            <Notice
              tone="danger"
              alert
              title="The files could not be read"
              actions={<Button onClick={() => void preview.refetch()}>Try again</Button>}
            >
              {preview.error.message}
              {preview.error instanceof ApiError && preview.error.problems.length > 1 && (
                <ProblemList problems={preview.error.problems} />
              )}
            </Notice>
          )}
          {read !== undefined && (
            <>
              {sums.problems.length > 0 && (
                <Notice
                  tone="warning"
                  title={`${formatCount(sums.problems.length)} ${sums.problems.length === 1 ? 'problem' : 'problems'}`}
                >
                  <ProblemList problems={sums.problems} />
                </Notice>
              )}
              {sums.measurements.length > 0 && (
                <>
                  <FillForm
                    target={
                      selected.length > 0
                        ? `the ${formatCount(selected.length)} selected`
                        : `all ${formatCount(sums.measurements.length)} measurements`
                    }
                    texts={fills.texts}
                    wrong={fills.wrong}
                    states={fieldStates(target)}
                    total={target.length}
                    onChange={fills.fill}
                  />
                  <SelectionBar
                    count={selected.length}
                    onLeaveOut={() => {
                      setLeaveOut([...new Set([...leaveOut, ...fills.selected])]);
                      fills.select([...fills.selected], false);
                    }}
                    onClear={() => fills.select([...fills.selected], false)}
                  />
                  <PreviewTable
                    files={read}
                    selected={fills.selected}
                    leftOut={new Set(leaveOut)}
                    onSelect={fills.select}
                    onPutBack={(sha256) => setLeaveOut(leaveOut.filter((other) => other !== sha256))}
                  />
                </>
              )}
              {refusal !== null && (
                <Notice tone="danger" alert title="Nothing was stored">
                  {refusal.message}
                </Notice>
              )}
              <CommitBar
                fresh={sums.fresh}
                stored={sums.stored}
                problems={sums.problems.length}
                skipProblems={skipProblems}
                onSkipProblems={setSkipProblems}
                sweep={sweep}
                onSweep={setSweep}
                hindrance={hindrance}
                isStoring={commit.isPending}
                progress={progress}
                onStore={store}
                onCancel={cancel}
              />
            </>
          )}
        </>
      )}
    </main>
  );
}

function Reading({ progress, onCancel }: { progress: number | null; onCancel: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <Storing progress={progress} label="Reading" />
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <Skeleton className="h-32" />
      <Skeleton className="h-48" />
    </div>
  );
}

interface SelectionBarProps {
  count: number;
  onLeaveOut: () => void;
  onClear: () => void;
}

/** What can be done with the selected rows beside filling them in. */
function SelectionBar({ count, onLeaveOut, onClear }: SelectionBarProps) {
  return (
    <div className="flex min-h-6.5 items-center gap-2" aria-live="polite">
      {count === 0 ? (
        <p className="text-xs text-muted">Select rows to fill in or leave out only those.</p>
      ) : (
        <>
          <p className="text-xs">{formatCount(count)} selected</p>
          <Button size="small" onClick={onLeaveOut}>
            <Icon name="minus" size={12} />
            Leave out
          </Button>
          <Button look="quiet" size="small" onClick={onClear}>
            Select none
          </Button>
        </>
      )}
    </div>
  );
}
