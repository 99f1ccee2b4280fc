'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeletionRequest, EditRequest, ReimportRequest, WrittenChange } from '@/lib/api/edit-contracts';
import { deletionMutation, editMutation, reimportMutation, undoMutation } from '@/lib/api/edit-queries';

/** What the last action came to. */
export type ActionOutcome =
  { kind: 'none' } | { kind: 'done'; change: WrittenChange; isUndo: boolean } | { kind: 'refused'; error: Error };

/** Everything that can be done to stored measurements here, one thing at a time. */
export function useActions() {
  const queryClient = useQueryClient();
  const [outcome, setOutcome] = useState<ActionOutcome>({ kind: 'none' });
  const settle = (isUndo = false) => ({
    onSuccess: (change: WrittenChange) => setOutcome({ kind: 'done', change, isUndo }),
    onError: (error: Error) => setOutcome({ kind: 'refused', error }),
  });
  const edit = useMutation(editMutation(queryClient));
  const remove = useMutation(deletionMutation(queryClient));
  const reimport = useMutation(reimportMutation(queryClient));
  const undo = useMutation(undoMutation(queryClient));
  return {
    outcome,
    isBusy: edit.isPending || remove.isPending || reimport.isPending || undo.isPending,
    /** A refusal of these two is for the sheet they were asked in: it comes back as the error. */
    edit: async (request: EditRequest): Promise<Error | null> => attempt(() => edit.mutateAsync(request, settle())),
    reimport: async (request: ReimportRequest): Promise<Error | null> =>
      attempt(() => reimport.mutateAsync(request, settle())),
    remove: (request: DeletionRequest) => remove.mutate(request, settle()),
    undo: (id: string) => undo.mutate(id, settle(true)),
    dismiss: () => setOutcome({ kind: 'none' }),
  };
}
export type Actions = ReturnType<typeof useActions>;

async function attempt(act: () => Promise<unknown>): Promise<Error | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
