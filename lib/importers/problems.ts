import type { Problem } from './importer';

const shown = (value: string) => (value.length > 120 ? `${value.slice(0, 120)}…` : value);

/** A located problem with its sentence. `expected` and `found` are noun phrases; `path` null is the file as a whole. */
export function aProblem(file: string, path: string | null, expected: string, found: string): Problem {
  const where = path === null ? file : `${file}, ${path}`;
  return {
    file,
    path,
    expected,
    found: shown(found),
    message: `${where}: expected ${expected}, found ${shown(found)}.`,
  };
}

/** A foreign value as a message shows it. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}
