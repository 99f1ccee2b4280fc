import { outputTokensPerS } from './throughput';
import type { BaseMeasurement, Derived } from './measurement';

type Input = Pick<BaseMeasurement, 'counts' | 'durationS' | 'latency' | 'throughput'>;
type InService = NonNullable<Derived['inService']>;

function exact({ counts, durationS, latency }: Input): InService | null {
  const e2elMs = latency.e2elMs?.mean ?? null;
  const ttftMs = latency.ttftMs?.mean ?? null;
  if (counts.completed === null || durationS === null || durationS <= 0) return null;
  if (e2elMs === null || ttftMs === null || e2elMs < ttftMs) return null;
  return {
    value: (counts.completed * (e2elMs - ttftMs)) / 1000 / durationS,
    method: 'completed × (mean E2E − mean TTFT) / duration',
    exact: true,
  };
}

/**
 * Requests decoding at once, by Little's law: completed × (mean E2E − mean TTFT) / duration, which is exact. Without
 * E2E it is output tok/s × seconds per token, with the best of mean TPOT, median TPOT, mean ITL and median ITL known;
 * these are approximate (right only where token time and answer length are independent) and say so in `method`.
 *
 * null where none of the inputs is known, or all of them are 0 (a failed run).
 */
export function inService(measurement: Input): InService | null {
  const known = exact(measurement);
  if (known) return known;
  const rate = outputTokensPerS(measurement);
  if (rate === null) return null;
  const { tpotMs, itlMs } = measurement.latency;
  const candidates: [string, number | null][] = [
    ['mean TPOT', tpotMs?.mean ?? null],
    ['median TPOT', tpotMs?.median ?? null],
    ['mean ITL', itlMs?.mean ?? null],
    ['median ITL', itlMs?.median ?? null],
  ];
  for (const [name, perTokenMs] of candidates) {
    if (perTokenMs !== null && perTokenMs > 0) {
      return { value: (rate * perTokenMs) / 1000, method: `output tok/s × ${name}, approximate`, exact: false };
    }
  }
  return null;
}
