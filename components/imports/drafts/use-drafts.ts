'use client';

import { useQuery } from '@tanstack/react-query';
import { type Dispatch, useDeferredValue, useEffect, useMemo } from 'react';
import { aliasesQuery } from '@/lib/api/queries';
import { aliasBook } from '@/lib/domain/aliases';
import type { PreviewedImport } from '@/lib/domain/import';
import { proposedArrangement } from '../edits/arrangement';
import { type EditsAction, type EditsState, parseEdits, sweepsOf } from '../edits/edits';
import { createDraftEditor, type Draft, draftsOf, type EditedDraft } from './drafts';

const noAliases: never[] = [];

/** What was read, under all that was said of it. Typing answers at once; thousands of rows follow a moment later. */
export function useDrafts(preview: PreviewedImport | undefined, state: EditsState, dispatch: Dispatch<EditsAction>) {
  const { data: aliases } = useQuery(aliasesQuery());
  const known = aliases?.aliases ?? noAliases;

  const proposed = useMemo(() => proposedArrangement(preview?.sweeps ?? []), [preview]);
  useEffect(() => dispatch({ type: 'propose', sweeps: proposed }), [proposed, dispatch]);

  const drafts = useMemo(() => (preview === undefined ? new Map<string, Draft>() : draftsOf(preview)), [preview]);
  const edit = useMemo(() => createDraftEditor(aliasBook(known)), [known]);
  const { forAll, forRows, choices, leftOut } = state.history.present;
  const parsed = useMemo(() => parseEdits({ forAll, forRows }), [forAll, forRows]);
  const sayings = useMemo(() => ({ ...parsed, choices }), [parsed, choices]);
  const deferred = useDeferredValue(sayings);
  const edited = useMemo(() => {
    const result = new Map<string, EditedDraft>();
    for (const draft of drafts.values()) {
      const { sha256 } = draft;
      const row = deferred.rows[sha256];
      result.set(sha256, edit(draft, { set: deferred.set, row, choices: deferred.choices[sha256] }));
    }
    return result;
  }, [drafts, edit, deferred]);

  return {
    dispatch,
    edits: state.history.present,
    canUndo: state.history.past.length > 0,
    canRedo: state.history.future.length > 0,
    sweeps: useMemo(() => sweepsOf(state), [state]),
    wrong: parsed.wrong,
    leftOut: useMemo(() => new Set(leftOut), [leftOut]),
    edited,
    /** Whether the rows do not yet show all that was said. */
    isBehind: deferred !== sayings,
  };
}
export type Drafts = ReturnType<typeof useDrafts>;
