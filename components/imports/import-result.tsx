'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { ImportResponse } from '@/lib/api/contracts';
import { pointsQuery, undoImportMutation } from '@/lib/api/queries';
import { exploreHref } from '@/lib/domain/view-url';
import { formatCount } from '@/lib/units/format';
import { importedView } from './imported-view';
import { ProblemList } from './problem-list';

const mostSweeps = 12;

const measurements = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`;

/** What the import came to, where to look, and the way back. */
export function ImportResult({ response, onAgain }: { response: ImportResponse; onAgain: () => void }) {
  const { data } = useQuery(pointsQuery());
  const queryClient = useQueryClient();
  const undo = useMutation(undoImportMutation(queryClient));
  const created = useMemo(() => response.files.flatMap((file) => file.created), [response]);
  const existing = useMemo(() => response.files.flatMap((file) => file.existing), [response]);
  const problems = response.files.flatMap((file) => file.problems);
  const view = useMemo(
    () => importedView(data?.points ?? [], created.length > 0 ? created : existing),
    [data, created, existing],
  );
  const { id, sweeps } = response;
  if (undo.data !== undefined) {
    return (
      <Notice
        tone="neutral"
        alert
        title={`${measurements(undo.data.measurements, 'measurement was', 'measurements were')} taken back`}
        actions={<Button onClick={onAgain}>Import again</Button>}
      >
        All is as it was before this import.
      </Notice>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Notice
        tone="good"
        alert
        title={
          created.length === 0
            ? 'Everything was stored already'
            : measurements(created.length, 'measurement is stored', 'measurements are stored')
        }
        actions={
          <>
            {view !== null && (
              <Link href={exploreHref(view)} className={buttonClass({ look: 'primary' })}>
                See {created.length === 1 ? 'it' : 'them'} on the chart
              </Link>
            )}
            <Button onClick={onAgain}>Import more</Button>
            {id !== null && (
              <Button look="quiet" disabled={undo.isPending} onClick={() => undo.mutate(id)}>
                Undo this import
              </Button>
            )}
          </>
        }
      >
        {sweeps.length > 0 && (
          <p>
            In {sweeps.length === 1 ? 'the sweep' : measurements(sweeps.length, 'sweep', 'sweeps')}{' '}
            {sweeps.slice(0, mostSweeps).map((sweep, index) => (
              <span key={sweep}>
                {index > 0 && ', '}
                <Link className="text-accent hover:underline" href={exploreHref({ filters: { sweep: [sweep] } })}>
                  {sweep}
                </Link>
              </span>
            ))}
            {sweeps.length > mostSweeps && ` and ${formatCount(sweeps.length - mostSweeps)} more`}.
          </p>
        )}
        {existing.length > 0 && created.length > 0 && (
          <p>{measurements(existing.length, 'was', 'were')} there already and stayed as they were.</p>
        )}
        {problems.length > 0 && (
          <>
            <p className="mb-1">Left out:</p>
            <ProblemList problems={problems} />
          </>
        )}
      </Notice>
      {undo.error !== null && (
        <Notice tone="danger" alert title="The import is still there">
          {undo.error.message}
        </Notice>
      )}
    </div>
  );
}
