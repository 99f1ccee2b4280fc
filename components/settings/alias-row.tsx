'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { TextInput } from '@/components/ui/field';
import type { AliasRowData } from './alias-rows';

interface AliasRowProps {
  row: AliasRowData;
  /** The suggestions' datalist. */
  listId: string;
  /** What it is shown as without an alias. */
  usual: string;
  isBusy: boolean;
  /** Empty: show the name as it is. */
  onSave: (target: string) => void;
}

export function AliasRow({ row, listId, usual, isBusy, onSave }: AliasRowProps) {
  const { name, target, isStored } = row;
  const [draft, setDraft] = useState(target ?? '');
  const isChanged = draft.trim() !== (target ?? '');
  return (
    <tr className="border-b border-line">
      <td className="py-1.5 pr-3 break-words">
        {name} {!isStored && <Badge>no data</Badge>}
      </td>
      <td className="py-1.5">
        <form
          className="flex items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged) onSave(draft.trim());
          }}
        >
          <TextInput
            aria-label={`Show ${name} as`}
            list={listId}
            maxLength={500}
            placeholder={usual}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
          {isChanged ? (
            <Button type="submit" look="primary" disabled={isBusy}>
              Save
            </Button>
          ) : (
            target !== null && (
              <Button look="quiet" disabled={isBusy} aria-label={`Show ${name} as it is`} onClick={() => onSave('')}>
                Clear
              </Button>
            )
          )}
        </form>
      </td>
    </tr>
  );
}
