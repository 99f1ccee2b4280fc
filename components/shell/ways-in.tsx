'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { Button, buttonClass } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { loadSamplesMutation } from '@/lib/api/queries';

export const pushCommand = 'npm run -s kneepoint -- push results/*.json --set gpu=H100';

/** Import page, command line, launch page: the three ways to have something to look at; and sample data before that. */
export function WaysIn({ samples = true }: { samples?: boolean }) {
  const load = useMutation(loadSamplesMutation(useQueryClient()));
  return (
    <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line-strong bg-surface p-4">
        <h3 className="font-semibold">Drop files in</h3>
        <p className="text-muted">
          Result files or a whole folder. You see what was read before anything is stored, and fill in what the files
          lack.
        </p>
        <Link href="/import" className={`${buttonClass({ look: 'primary' })} mt-auto self-start`}>
          <Icon name="upload" size={14} />
          Import
        </Link>
      </li>
      <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line-strong bg-surface p-4">
        <h3 className="font-semibold">Push from where they are</h3>
        <p className="text-muted">From a checkout of Kneepoint, on this machine or through an ssh tunnel.</p>
        <div className="mt-auto flex flex-col items-start gap-2">
          <code className="w-full rounded-md border border-line bg-sunken px-2 py-1.5 font-mono text-xs">
            {pushCommand}
          </code>
          <CopyButton text={pushCommand}>Copy</CopyButton>
        </div>
      </li>
      <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line-strong bg-surface p-4 sm:max-lg:col-span-2">
        <h3 className="font-semibold">Measure it from here</h3>
        <p className="text-muted">
          Starts vLLM with each TP, PP and DP you choose and puts every finished load on the chart. Without a GPU, the
          simulator stands in.
        </p>
        <Link href="/launch" className={`${buttonClass()} mt-auto self-start`}>
          Launch a sweep
        </Link>
      </li>
      {samples && (
        <li className="col-span-full flex min-w-0 flex-col gap-2 rounded-lg border border-line-strong bg-surface p-4 sm:flex-row sm:items-center">
          <div className="flex-1">
            <h3 className="font-semibold">Look at published measurements first</h3>
            <p className="text-muted">
              Sample data by name of its source, marked as such and removable as one.
              {load.isError && <span className="text-danger"> {load.error.message}</span>}
            </p>
          </div>
          <Button onClick={() => load.mutate()} disabled={load.isPending}>
            {load.isPending ? 'Loading…' : 'Load sample data'}
          </Button>
        </li>
      )}
    </ul>
  );
}
