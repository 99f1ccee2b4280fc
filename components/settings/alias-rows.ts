import type { Alias } from '@/lib/api/contracts';

export interface AliasRowData {
  name: string;
  /** null: shown as it is. */
  target: string | null;
  /** Whether anything stored goes by this name (an alias may outlive its data). */
  isStored: boolean;
}

/** One row for every name that is stored or has an alias, by name. */
export function aliasRows(names: readonly string[], aliases: readonly Alias[]): AliasRowData[] {
  const targets = new Map(aliases.map(({ name, target }) => [name, target]));
  const stored = new Set(names);
  return [...new Set([...names, ...targets.keys()])]
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => ({ name, target: targets.get(name) ?? null, isStored: stored.has(name) }));
}
