'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportSettings } from '@/lib/api/contracts';
import type { ImportProgress } from '@/lib/api/import-contracts';
import { importMutation } from '@/lib/api/queries';
import { uploadPreview } from '@/lib/api/upload';
import type { Batch } from './intake/use-intake';
import { randomKey } from '@/components/ui/random-key';

/**
 * The chosen files as they were read, and their commit. They are read anew when others come, and when a person says
 * which results a companion belongs to; whatever else is said of them is applied here in the page and travels with the
 * commit, so nothing is sent twice for an edit.
 */
export function useImport({ session, id, files }: Batch, companions: ImportSettings['companions']) {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const preview = useQuery({
    queryKey: ['preview', session, id, companions],
    queryFn: ({ signal }) => {
      setProgress(null);
      return uploadPreview({ files, settings: { companions }, signal, onProgress: setProgress });
    },
    enabled: files.length > 0,
    // A page of files is not worth remembering once they are gone.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
    // The rows stay while more files are read.
    placeholderData: (before, query) => (query?.queryKey[1] === session ? before : undefined),
  });

  const upload = useRef<AbortController | null>(null);
  // A second try of the same content under the same settings is the same import: nothing is stored twice.
  const attempt = useRef({ of: '', key: '' });
  const commit = useMutation(importMutation(queryClient));
  const store = (settings: Partial<ImportSettings>) => {
    const of = JSON.stringify([id, settings]);
    if (attempt.current.of !== of) attempt.current = { of, key: randomKey() };
    upload.current = new AbortController();
    setProgress(null);
    commit.mutate({
      files,
      settings,
      idempotencyKey: attempt.current.key,
      signal: upload.current.signal,
      onProgress: setProgress,
    });
  };
  const cancel = () => {
    upload.current?.abort();
    void queryClient.cancelQueries({ queryKey: ['preview'] });
  };
  return { preview, commit, store, cancel, progress };
}
