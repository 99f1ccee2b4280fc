'use client';

import { useSyncExternalStore } from 'react';

function subscribe(onChange: () => void): () => void {
  let query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  const listen = () => {
    query.removeEventListener('change', listen);
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', listen);
    onChange();
  };
  query.addEventListener('change', listen);
  return () => query.removeEventListener('change', listen);
}

/** Device pixels per CSS pixel; changes with zoom and when the window moves to another screen. */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(
    subscribe,
    () => window.devicePixelRatio,
    () => 1,
  );
}
