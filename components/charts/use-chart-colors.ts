'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { paletteSize, seriesColor } from './series-color';

export interface ChartColors {
  page: string;
  ink: string;
  muted: string;
  line: string;
  hatch: string;
  danger: string;
  series: string[];
}

/** A canvas knows no CSS variables: the tokens as colours of the theme that shows right now. */
function readColors(): ChartColors {
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolve = (css: string) => {
    probe.style.color = css;
    return getComputedStyle(probe).color;
  };
  const colors = {
    page: resolve('var(--page)'),
    ink: resolve('var(--ink)'),
    muted: resolve('var(--muted)'),
    line: resolve('var(--line)'),
    hatch: resolve('var(--line-strong)'),
    danger: resolve('var(--danger)'),
    series: Array.from({ length: paletteSize }, (_, rank) => resolve(seriesColor(rank))),
  };
  probe.remove();
  return colors;
}

function subscribe(onChange: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(onChange);
  system.addEventListener('change', onChange);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    chosen.disconnect();
  };
}

/** "dark" or "light", whichever shows. */
function currentScheme(): string {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

/** null while rendering on the server. */
export function useChartColors(): ChartColors | null {
  const scheme = useSyncExternalStore(subscribe, currentScheme, () => null);
  return useMemo(() => (scheme === null ? null : readColors()), [scheme]);
}
