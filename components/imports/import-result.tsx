'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { ImportResponse } from '@/lib/api/contracts';
import { pointsQuery } from '@/lib/api/queries';
import { exploreHref } from '@/lib/domain/view-url';
import { formatCount } from '@/lib/units/format';
import { importedView } from './imported-view';
import { ProblemList } from './problem-list';

/** What the import came to, and the way to see it. */
export function ImportResult({ response, onAgain }: { response: ImportResponse; onAgain: () => void }) {
  const { data } = useQuery(pointsQuery());
  const created = response.files.flatMap((file) => file.created);
  const existing = response.files.flatMap((file) => file.existing);
  const problems = response.files.flatMap((file) => file.problems);
  const view = useMemo(
    () => importedView(data?.points ?? [], created.length > 0 ? created : existing),
    [data, created, existing],
  );
  return (
    <Notice
      tone="good"
      alert
      title={
        created.length === 0
          ? 'Everything was stored already'
          : `${formatCount(created.length)} ${created.length === 1 ? 'measurement is' : 'measurements are'} stored`
      }
      actions={
        <>
          {view !== null && (
            <Link href={exploreHref(view)} className={buttonClass({ look: 'primary' })}>
              See {created.length === 1 ? 'it' : 'them'} on the chart
            </Link>
          )}
          <Button onClick={onAgain}>Import more</Button>
        </>
      }
    >
      {existing.length > 0 && created.length > 0 && (
        <p>
          {formatCount(existing.length)} {existing.length === 1 ? 'was' : 'were'} there already and stayed as they were.
        </p>
      )}
      {problems.length > 0 && (
        <>
          <p className="mb-1">Left out:</p>
          <ProblemList problems={problems} />
        </>
      )}
    </Notice>
  );
}
