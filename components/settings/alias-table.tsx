'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { Notice } from '@/components/ui/notice';
import type { Alias } from '@/lib/api/contracts';
import { deleteAliasMutation, putAliasMutation } from '@/lib/api/queries';
import { canonicalGpu } from '@/lib/domain/gpu-names';
import { AliasRow } from './alias-row';
import { aliasRows } from './alias-rows';

interface AliasTableProps {
  kind: Alias['kind'];
  title: string;
  aliases: readonly Alias[];
  names: readonly string[];
  suggestions: readonly string[];
}

export function AliasTable({ kind, title, aliases, names, suggestions }: AliasTableProps) {
  const id = useId();
  const queryClient = useQueryClient();
  const put = useMutation(putAliasMutation(queryClient));
  const remove = useMutation(deleteAliasMutation(queryClient));
  const error = put.error ?? remove.error;
  const rows = aliasRows(names, aliases);
  const save = (name: string, target: string) => {
    remove.reset();
    put.reset();
    if (target === '' || target === name) remove.mutate({ kind, name });
    else put.mutate({ kind, name, target });
  };
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="font-semibold">{title}</h3>
      {rows.length === 0 ? (
        <p className="text-muted">None are stored yet.</p>
      ) : (
        <table className="w-full table-fixed border-collapse text-left">
          <thead>
            <tr className="border-b border-line text-xs text-muted">
              <th scope="col" className="py-1 pr-3 font-normal">
                In the files
              </th>
              <th scope="col" className="w-[48%] py-1 font-normal">
                Shown as
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <AliasRow
                // A target that arrives from elsewhere replaces what stands in the field.
                key={`${row.name} ${row.target ?? ''}`}
                row={row}
                listId={id}
                usual={kind === 'gpu' ? canonicalGpu(row.name) : row.name}
                isBusy={put.isPending || remove.isPending}
                onSave={(target) => save(row.name, target)}
              />
            ))}
          </tbody>
        </table>
      )}
      <datalist id={id}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      {error !== null && (
        <Notice tone="danger" alert>
          {error.message}
        </Notice>
      )}
    </div>
  );
}
