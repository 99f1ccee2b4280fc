'use client';

import { useEffect, useEffectEvent } from 'react';
import type { EditsAction } from '../edits/edits';

/** Ctrl+Z takes the last edit back, Ctrl+Shift+Z and Ctrl+Y bring it again, in fields too: their text is an edit. */
export function useUndoKeys(dispatch: (action: EditsAction) => void) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target instanceof HTMLTextAreaElement) return;
    const key = event.key.toLowerCase();
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!isRedo && key !== 'z') return;
    event.preventDefault();
    dispatch({ type: isRedo ? 'redo' : 'undo' });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
