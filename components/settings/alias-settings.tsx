'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';
import type { Alias } from '@/lib/api/contracts';
import { aliasesQuery } from '@/lib/api/queries';
import { gpuSpecs } from '@/lib/domain/hardware';
import { AliasTable } from './alias-table';
import { SettingsSection } from './settings-section';

const kinds: { kind: Alias['kind']; title: string }[] = [
  { kind: 'model', title: 'Models' },
  { kind: 'gpu', title: 'GPUs' },
];

/** What stored data calls things, and what to show instead. */
export function AliasSettings() {
  const { data, error, refetch } = useQuery(aliasesQuery());
  const isHydrated = useIsHydrated();
  return (
    <SettingsSection
      title="Names"
      about="What files call a model or a GPU, and what to show. Things shown under one name are compared as one; stored data stays as it came, so every change here can be taken back."
    >
      {data !== undefined && isHydrated ? (
        kinds.map(({ kind, title }) => (
          <AliasTable
            key={kind}
            kind={kind}
            title={title}
            aliases={data.aliases.filter((alias) => alias.kind === kind)}
            names={data.names[kind]}
            suggestions={kind === 'gpu' ? gpuSpecs.map(({ name }) => name) : data.names.model}
          />
        ))
      ) : error !== null && isHydrated ? (
        <Notice
          tone="danger"
          alert
          title="The names could not be read"
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Notice>
      ) : (
        <Skeleton className="h-40" />
      )}
    </SettingsSection>
  );
}
