'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Disclosure } from '@/components/ui/disclosure';
import { changesQuery } from '@/lib/api/edit-queries';
import { fieldName, fieldText } from '@/lib/domain/edits/describe-change';

/** What was done to one measurement, field by field, the last change first. */
export function MeasurementHistory({ id }: { id: string }) {
  const { data, error } = useInfiniteQuery(changesQuery(id));
  const changes = data?.pages.flatMap((page) => page.changes) ?? [];
  if (error !== null) return <p className="mt-5 text-xs text-danger">Its history could not be read: {error.message}</p>;
  if (changes.length === 0) return null;
  return (
    <div className="mt-5">
      <Disclosure summary={`History · ${changes.length}`} open>
        <ol className="flex flex-col gap-2">
          {changes.map((change) => (
            <li key={change.id} className="text-xs">
              <p className="text-muted">
                {change.at.slice(0, 16).replace('T', ' ')} UTC, {change.by}
              </p>
              {(change.fields ?? []).map(({ path, before, after }) => (
                <p key={path} className="break-words">
                  {fieldName(path)}: {fieldText(path, before.value)} → {fieldText(path, after.value)}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </Disclosure>
    </div>
  );
}
