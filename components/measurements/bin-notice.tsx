'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { binQuery, emptyBinMutation } from '@/lib/api/edit-queries';
import { countOf } from '@/lib/domain/edits/describe-change';

/** How much is in the bin, and the way to be rid of it at once. */
export function BinNotice() {
  const { data } = useQuery(binQuery());
  const empty = useMutation(emptyBinMutation(useQueryClient()));
  const [isAsking, setIsAsking] = useState(false);
  if (data === undefined || (data.measurements === 0 && empty.error === null)) return null;
  const isOne = data.measurements === 1;
  return (
    <Notice
      tone={isAsking ? 'warning' : 'neutral'}
      title={`${countOf(data.measurements)} in the bin`}
      actions={
        isAsking ? (
          <>
            <Button
              look="danger"
              disabled={empty.isPending}
              onClick={() => empty.mutate(undefined, { onSettled: () => setIsAsking(false) })}
            >
              {empty.isPending ? 'Deleting…' : 'Delete for good'}
            </Button>
            <Button onClick={() => setIsAsking(false)}>Keep</Button>
          </>
        ) : (
          <Button onClick={() => setIsAsking(true)}>Empty now</Button>
        )
      }
    >
      {isAsking
        ? `${isOne ? 'It goes' : 'They go'} with history and files, and nothing brings ${isOne ? 'it' : 'them'} back.`
        : `Undo brings ${isOne ? 'it' : 'them'} back for ${data.keptDays} days; after that the next deletion or start of Kneepoint deletes ${isOne ? 'it' : 'them'} for good.`}
      {empty.error !== null && <span className="block text-danger">{empty.error.message}</span>}
    </Notice>
  );
}
