'use client';

import { useSyncExternalStore } from 'react';

const nothing = () => () => undefined;

/**
 * False on the server and for the first rendering in the browser. Parts of a page wake up one after the other; one that
 * wakes up when data is already there must first show what the server showed.
 */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
}
