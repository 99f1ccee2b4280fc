'use client';

import { useState } from 'react';

export interface Highlight {
  /** Key of the line that stands out on the chart: pointed at, else held. */
  shown: string | null;
  held: string | null;
  pointAt: (key: string | null) => void;
  /** Keeps a line standing out, or lets the held one go. */
  toggle: (key: string) => void;
}

/** Which line stands out; a matter of looking, so no part of the address. */
export function useHighlight(): Highlight {
  const [pointed, pointAt] = useState<string | null>(null);
  const [held, hold] = useState<string | null>(null);
  return { shown: pointed ?? held, held, pointAt, toggle: (key) => hold(key === held ? null : key) };
}
