'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Sheet } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import type { ReimportPreview, SelectionWire } from '@/lib/api/edit-contracts';
import { reimportPreviewQuery } from '@/lib/api/edit-queries';
import { countOf } from '@/lib/domain/edits/describe-change';
import { ReimportDifferences } from './reimport-differences';
import { takenFields } from './taken-fields';
import type { Actions } from './use-actions';

interface ReimportSheetProps {
  of: SelectionWire;
  actions: Actions;
  onClose: () => void;
}

/** What the importers of today read otherwise in the stored files, and which of it to take over. */
export function ReimportSheet({ of, actions, onClose }: ReimportSheetProps) {
  const { data, error, refetch } = useQuery(reimportPreviewQuery(of));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Read again" side="right">
      {data !== undefined ? (
        <Preview preview={data} of={of} actions={actions} onClose={onClose} />
      ) : error !== null ? (
        <Notice
          tone="danger"
          alert
          title="The files could not be read again"
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Notice>
      ) : (
        <div className="flex flex-col gap-2">
          <p role="status">Reading the stored files…</p>
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
        </div>
      )}
    </Sheet>
  );
}

function Preview({ preview, of, actions, onClose }: ReimportSheetProps & { preview: ReimportPreview }) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refusal, setRefusal] = useState<Error | null>(null);
  const { measurements, unchanged, changed, revision } = preview;
  const take = takenFields(changed, left);
  const count = Object.values(take).reduce((sum, paths) => sum + paths.length, 0);
  const apply = async () => {
    const refused = await actions.reimport({ of, basedOn: revision, ...(left.size === 0 ? {} : { take }) });
    setRefusal(refused);
    if (refused === null) onClose();
  };
  const toggle = (key: string) =>
    setLeft((now) => (now.has(key) ? new Set([...now].filter((other) => other !== key)) : new Set([...now, key])));
  return (
    <div className="flex flex-col gap-4">
      <p>
        {unchanged === measurements
          ? `${countOf(measurements)} read again: nothing would change.`
          : `${countOf(measurements)} read again; ${unchanged} would be just as they are.`}
      </p>
      {changed.map((one) => (
        <ReimportDifferences key={one.id} measurement={one} left={left} onToggle={toggle} />
      ))}
      {refusal !== null && (
        <Notice tone="danger" alert title="Nothing was changed">
          {refusal.message}
        </Notice>
      )}
      <div className="sticky -bottom-4 -mx-4 -mb-4 flex gap-2 border-t border-line bg-page px-4 py-3">
        {changed.length > 0 && (
          <Button look="primary" disabled={count === 0 || actions.isBusy} onClick={() => void apply()}>
            {actions.isBusy ? 'Saving…' : `Take over ${count} ${count === 1 ? 'field' : 'fields'}`}
          </Button>
        )}
        <Button onClick={onClose}>{changed.length > 0 ? 'Cancel' : 'Close'}</Button>
      </div>
    </div>
  );
}
