import { formatCount, formatNumber } from '@/lib/units/format';
import type { Load } from './measurement';

/** Whether the source says anything about the load at all. */
export function isLoadKnown(load: Load): boolean {
  return load.maxConcurrency !== null || load.requestRate !== null || load.numPrompts !== null;
}

/** Equal text means the same load; unknown parts count as a value of their own. */
export function loadKey(load: Load): string {
  return `${load.maxConcurrency ?? ''}|${load.requestRate ?? ''}|${load.numPrompts ?? ''}`;
}

/** All prompts are sent at once and nothing caps how many are in flight: the concurrency is the number of prompts. */
export function isPromptBurst(load: Load): boolean {
  return load.requestRate === 'inf' && load.maxConcurrency === null;
}

/**
 * Requests that ask at the same time in a closed loop: the concurrency cap (but never more than there are prompts), or
 * all prompts where they are sent at once. null for a finite request rate, or where the source does not say.
 */
export function closedLoopLoad(load: Load): number | null {
  if (typeof load.requestRate === 'number') return null;
  if (load.maxConcurrency !== null) return Math.min(load.maxConcurrency, load.numPrompts ?? Infinity);
  return isPromptBurst(load) ? load.numPrompts : null;
}

function orInfinity(value: number | 'inf' | null): number {
  return typeof value === 'number' ? value : Infinity;
}

/** Order along a curve: by cap, then rate, then prompts; unlimited and unknown come last. */
export function compareLoads(a: Load, b: Load): number {
  return (
    compare(orInfinity(a.maxConcurrency), orInfinity(b.maxConcurrency)) ||
    compare(orInfinity(a.requestRate), orInfinity(b.requestRate)) ||
    compare(orInfinity(a.numPrompts), orInfinity(b.numPrompts))
  );
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The load as a mark on the chart: "64", "8 req/s", "320 prompts"; empty where unknown. */
export function loadLabel(load: Load): string {
  if (load.maxConcurrency !== null) {
    const cap = formatCount(load.maxConcurrency);
    return typeof load.requestRate === 'number' ? `${cap}, ${formatNumber(load.requestRate)} req/s` : cap;
  }
  if (typeof load.requestRate === 'number') return `${formatNumber(load.requestRate)} req/s`;
  if (load.numPrompts !== null) return `${formatCount(load.numPrompts)} prompts`;
  return load.requestRate === 'inf' ? 'all at once' : '';
}

/** The load in a sentence: "with 64 requests at once", "at 8 req/s", "with 320 prompts at once"; null where unknown. */
export function loadPhrase(load: Load): string | null {
  const rate = typeof load.requestRate === 'number' ? `at ${formatNumber(load.requestRate)} req/s` : null;
  if (load.maxConcurrency !== null) {
    const cap = `with ${formatCount(load.maxConcurrency)} ${load.maxConcurrency === 1 ? 'request' : 'requests'} at once`;
    return rate === null ? cap : `${rate}, ${cap}`;
  }
  if (rate !== null) return rate;
  if (load.numPrompts !== null) {
    return `with ${formatCount(load.numPrompts)} ${load.numPrompts === 1 ? 'prompt' : 'prompts'}${load.requestRate === 'inf' ? ' at once' : ''}`;
  }
  return load.requestRate === 'inf' ? 'with all prompts at once' : null;
}
