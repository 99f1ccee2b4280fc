'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { StoredImport } from '@/lib/api/edit-contracts';
import { importsQuery } from '@/lib/api/edit-queries';
import { countOf } from '@/lib/domain/edits/describe-change';
import { formatCount } from '@/lib/units/format';
import { ChangeNotice } from './change-notice';
import { ReimportSheet } from './reimport-sheet';
import { TableSkeleton } from './table-skeleton';
import { useActions } from './use-actions';
import { useMeasurementsUrl } from './use-measurements-url';

/** What came in together: to look at, to read again, to delete as a whole. */
export function ImportsView({ revision }: { revision: number }) {
  const { data, error, refetch } = useQuery(importsQuery());
  const [, setUrl] = useMeasurementsUrl();
  const [reading, setReading] = useState<string | null>(null);
  const actions = useActions();
  if (data === undefined) {
    if (error === null) return <TableSkeleton />;
    return (
      <Notice
        tone="danger"
        alert
        title="The imports could not be read"
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {error.message}
      </Notice>
    );
  }
  return (
    <>
      <ChangeNotice actions={actions} />
      {data.imports.length === 0 && <p className="text-muted">No import has anything stored.</p>}
      <ul className="flex flex-col gap-2">
        {data.imports.map((one) => (
          <ImportLine
            key={one.id}
            stored={one}
            isBusy={actions.isBusy}
            onShow={() => void setUrl({ show: 'measurements', import: one.id, find: null })}
            onReadAgain={() => setReading(one.id)}
            onDelete={() => actions.remove({ of: { importId: one.id }, basedOn: revision })}
          />
        ))}
      </ul>
      {reading !== null && (
        <ReimportSheet of={{ importId: reading }} actions={actions} onClose={() => setReading(null)} />
      )}
    </>
  );
}

interface ImportLineProps {
  stored: StoredImport;
  isBusy: boolean;
  onShow: () => void;
  onReadAgain: () => void;
  onDelete: () => void;
}

function ImportLine({ stored, isBusy, onShow, onReadAgain, onDelete }: ImportLineProps) {
  const { createdAt, via, measurements, sweeps, files, fileCount, outdated } = stored;
  const time = `${createdAt.slice(0, 16).replace('T', ' ')} UTC`;
  const more = fileCount - files.length;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line-strong px-3 py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-semibold break-words">{sweeps.join(', ')}</p>
        <p className="text-xs text-muted">
          {time}, {via} · {countOf(measurements)}
        </p>
        <p className="font-mono text-xs break-all text-muted">
          {files.join(', ')}
          {more > 0 && ` and ${formatCount(more)} more`}
        </p>
      </div>
      {outdated > 0 && (
        <Badge tone="warning" title="Read again shows what would change">
          {formatCount(outdated)} read by an older importer
        </Badge>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-label={`Show the measurements of ${time}`} onClick={onShow}>
          Show
        </Button>
        <Button size="small" aria-label={`Read the import of ${time} again`} disabled={isBusy} onClick={onReadAgain}>
          Read again
        </Button>
        <Button
          size="small"
          look="danger"
          aria-label={`Delete the import of ${time}`}
          disabled={isBusy}
          onClick={onDelete}
        >
          Delete
        </Button>
      </div>
    </li>
  );
}
