'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { StoredChange } from '@/lib/api/edit-contracts';
import { changesQuery } from '@/lib/api/edit-queries';
import { BinNotice } from './bin-notice';
import { ChangeNotice } from './change-notice';
import { TableSkeleton } from './table-skeleton';
import { type Actions, useActions } from './use-actions';

/** What was done to stored measurements, the last change first, each with its way back. */
export function HistoryView() {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(changesQuery(null));
  const actions = useActions();
  if (error !== null && data === undefined) {
    return (
      <Notice
        tone="danger"
        alert
        title="The history could not be read"
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {error.message}
      </Notice>
    );
  }
  if (data === undefined) return <TableSkeleton />;
  const changes = data.pages.flatMap((page) => page.changes);
  return (
    <>
      <BinNotice />
      <ChangeNotice actions={actions} />
      {changes.length === 0 ? (
        <p className="text-muted">
          Nothing was edited, deleted or read again yet. Every change will stand here and can be undone.
        </p>
      ) : (
        <ol className="flex flex-col rounded-lg border border-line-strong">
          {changes.map((change) => (
            <ChangeLine key={change.id} change={change} actions={actions} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Show earlier changes'}
        </Button>
      )}
    </>
  );
}

function ChangeLine({ change, actions }: { change: StoredChange; actions: Actions }) {
  const { id, at, by, summary, undoneBy, inBin, kind } = change;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0">
      <span className="w-36 text-xs text-muted">{at.slice(0, 16).replace('T', ' ')} UTC</span>
      <span className="min-w-0 flex-1 basis-60 break-words">{summary}</span>
      {kind === 'deletion' && inBin > 0 && <Badge>in the bin</Badge>}
      {undoneBy !== null && <Badge>undone</Badge>}
      <span className="w-16 text-xs text-muted">{by}</span>
      <Button
        size="small"
        aria-label={`Undo: ${summary}`}
        disabled={undoneBy !== null || actions.isBusy}
        onClick={() => actions.undo(id)}
      >
        Undo
      </Button>
    </li>
  );
}
