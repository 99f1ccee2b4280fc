import type { Block } from './block';

/** What tells one generation of the printed block from the next, newest mark first. */
const marks: readonly (readonly [string, (has: (label: string) => boolean) => boolean])[] = [
  ['printed, 2025-12 or later', (has) => has('Total token throughput (tok/s)')],
  ['printed, 2025-10..2025-12', (has) => has('Failed requests')],
  ['printed, 2025-09..2025-10', (has) => has('Peak output token throughput (tok/s)')],
  ['printed, 2025-07..2025-09', (has) => has('Maximum request concurrency') || has('Request rate configured (RPS)')],
  ['printed, 2024-09..2025-09 (v0.6-v0.10)', (has) => has('Total Token throughput (tok/s)')],
  ['printed, 2024-02..2024-09 (v0.4-v0.5)', (has) => has('Input token throughput (tok/s)')],
];

/** The generation of the client that printed a block, by its rows. */
export function generationOfBlock({ rows }: Pick<Block, 'rows'>): string {
  return marks.find(([, matches]) => matches((label) => rows.has(label)))?.[0] ?? 'printed, unknown version';
}
