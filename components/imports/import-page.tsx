'use client';

import { useMemo, useReducer } from 'react';
import { useDropzone } from 'react-dropzone';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { ApiError } from '@/lib/api/client';
import type { ImportProgress as Step } from '@/lib/api/import-contracts';
import { formatBytes, formatCount } from '@/lib/units/format';
import { useDrafts } from './drafts/use-drafts';
import { useUndoKeys } from './drafts/use-undo-keys';
import { beginEdits, reduceEdits } from './edits/edits';
import { assignmentsOf } from './edits/to-settings';
import { ImportProgress } from './import-progress';
import { ImportResult } from './import-result';
import { IntakeZone } from './intake/intake-zone';
import { useIntake } from './intake/use-intake';
import { usePaste } from './intake/use-paste';
import { ProblemList } from './problem-list';
import { TablePanel } from './table/table-panel';
import { useImport } from './use-import';
import { Workbench } from './workbench';

/** Bring files and text, see what they hold, fill in what they lack, store. */
export function ImportPage() {
  const intake = useIntake();
  const { batch, table } = intake;
  const [edits, dispatch] = useReducer(reduceEdits, beginEdits);
  const { companions } = edits.history.present;
  const assignments = useMemo(() => assignmentsOf(companions), [companions]);
  const { preview, commit, store, cancel, progress } = useImport(batch, assignments);
  const drafts = useDrafts(batch.files.length === 0 ? undefined : preview.data, edits, dispatch);
  const isDone = commit.data !== undefined;
  const isOpen = !isDone && !commit.isPending;
  const { getRootProps, isDragActive } = useDropzone({
    onDrop: intake.addFiles,
    noClick: true,
    noKeyboard: true,
    multiple: true,
    disabled: !isOpen,
  });
  usePaste({
    onFiles: (files) => isOpen && intake.addFiles(files),
    onText: (text) => isOpen && intake.paste(text),
  });
  useUndoKeys(dispatch);

  const startOver = () => {
    cancel();
    commit.reset();
    intake.clear();
    dispatch({ type: 'clear' });
  };
  const stopReading = () => {
    cancel();
    intake.stepBack();
  };
  const hasFiles = batch.files.length > 0;
  const isReading = hasFiles && preview.isFetching;
  return (
    <main
      {...getRootProps({ role: undefined, tabIndex: -1 })}
      id="content"
      className="mx-auto flex min-h-[calc(100dvh-var(--header-height))] w-full max-w-7xl flex-col gap-4 px-4 pt-6 outline-none sm:px-6"
    >
      <h1 className="text-xl font-semibold">Import</h1>
      {commit.data !== undefined ? (
        <ImportResult response={commit.data} onAgain={startOver} />
      ) : (
        <>
          <IntakeZone
            compact={hasFiles || table !== null}
            isDragActive={isDragActive}
            onFiles={intake.addFiles}
            onText={intake.paste}
          >
            <span className="font-semibold">
              {formatCount(batch.files.length)} {batch.files.length === 1 ? 'file' : 'files'}
            </span>{' '}
            <span className="text-muted">{formatBytes(batch.files.reduce((sum, { file }) => sum + file.size, 0))}</span>{' '}
            {hasFiles && (
              <Button look="quiet" size="small" onClick={startOver}>
                Start over
              </Button>
            )}
          </IntakeZone>
          {table !== null && <TablePanel key={table.text} pasted={table} intake={intake} />}
          {isReading && <Reading progress={progress} hasRows={preview.data !== undefined} onCancel={stopReading} />}
          {hasFiles && preview.error !== null && !preview.isFetching && (
            <ReadingFailed error={preview.error} onAgain={() => void preview.refetch()} />
          )}
          {hasFiles && preview.data !== undefined && preview.error === null && (
            <Workbench
              preview={preview.data}
              drafts={drafts}
              isReading={isReading}
              refusal={commit.error !== null && commit.error.name !== 'AbortError' ? commit.error : null}
              isStoring={commit.isPending}
              progress={progress}
              onStore={store}
              onCancel={cancel}
              onRemoveFile={intake.removeFile}
            />
          )}
        </>
      )}
    </main>
  );
}

interface ReadingProps {
  progress: Step | null;
  /** Rows of an earlier reading stay in sight. */
  hasRows: boolean;
  onCancel: () => void;
}

function Reading({ progress, hasRows, onCancel }: ReadingProps) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <ImportProgress step={progress} />
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      {!hasRows && (
        <>
          <Skeleton className="h-64" />
          <Skeleton className="h-48" />
        </>
      )}
    </div>
  );
}

function ReadingFailed({ error, onAgain }: { error: Error; onAgain: () => void }) {
  return (
    <Notice
      tone="danger"
      alert
      title="The files could not be read"
      actions={<Button onClick={onAgain}>Try again</Button>}
    >
      {error.message}
      {error instanceof ApiError && error.problems.length > 1 && <ProblemList problems={error.problems} />}
    </Notice>
  );
}
