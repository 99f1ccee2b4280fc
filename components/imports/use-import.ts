'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { importMutation } from '@/lib/api/queries';
import { type FileToUpload, uploadPreview } from '@/lib/api/upload';
import type { Fills } from '@/lib/domain/fills';
import { randomKey } from '@/components/ui/random-key';
import { useDebounced } from '@/components/ui/use-debounced';

/** What is said about the files, in the words of the API. */
export interface ImportChoices {
  sweep: string;
  set: Fills;
  rows: Record<string, Fills>;
  leaveOut: string[];
  skipProblems: boolean;
}

/** Files chosen together; `id` changes whenever they do. */
export interface Batch {
  id: number;
  files: FileToUpload[];
}

/**
 * The preview of chosen files under what is said about them, run anew as either changes (an earlier run is aborted), and
 * their commit. `progress` is the share of bytes sent, null while nothing is on its way.
 */
export function useImport({ id, files }: Batch, choices: ImportChoices) {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<number | null>(null);
  const wanted = JSON.stringify([choices.set, choices.rows]);
  const settled = useDebounced(wanted, 450);
  const [set, rows] = useMemo(() => JSON.parse(settled) as [Fills, Record<string, Fills>], [settled]);

  const preview = useQuery({
    queryKey: ['preview', id, settled],
    queryFn: ({ signal }) => uploadPreview({ files, settings: { set, rows }, signal, onProgress: setProgress }),
    enabled: files.length > 0,
    // A page of files is not worth remembering once they are gone.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    // While fills change the rows stay; other files are another matter.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });

  const upload = useRef<AbortController | null>(null);
  // A second try of the same content under the same choices is the same import: nothing is stored twice.
  const attempt = useRef({ of: '', key: '' });
  const commit = useMutation(importMutation(queryClient));
  const store = () => {
    const { sweep, ...settings } = choices;
    const of = JSON.stringify([id, choices]);
    if (attempt.current.of !== of) attempt.current = { of, key: randomKey() };
    upload.current = new AbortController();
    setProgress(0);
    commit.mutate({
      files,
      settings: { ...settings, ...(sweep.trim() === '' ? {} : { sweep: sweep.trim() }) },
      idempotencyKey: attempt.current.key,
      signal: upload.current.signal,
      onProgress: setProgress,
    });
  };
  const cancel = () => {
    upload.current?.abort();
    void queryClient.cancelQueries({ queryKey: ['preview'] });
  };
  /** Whether what is shown is not yet what was said. */
  const isBehind = settled !== wanted || preview.isFetching;
  return { preview, commit, store, cancel, progress, isBehind };
}
