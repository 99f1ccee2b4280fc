import type { VllmServeRecord } from './schema';

const written = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})$/;

/**
 * When a run ended. An epoch time is exact and given with its zone; `date` is the client's local time without one
 * ("20250922-063604" is "2025-09-22T06:36:04"). null where neither is there or makes a date.
 */
export function measuredAtOf(record: VllmServeRecord): { value: string | null; from: string | null } {
  const epoch = record.benchmark_end_time_unix;
  if (typeof epoch === 'number' && epoch > 0 && epoch < 1e11) {
    return { value: new Date(epoch * 1000).toISOString(), from: 'benchmark_end_time_unix' };
  }
  const parts = written.exec(record.date ?? '');
  if (!parts) return { value: null, from: null };
  const [, year, month, day, hour, minute, second] = parts;
  const value = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const parsed = new Date(`${value}Z`);
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
  return exists ? { value, from: 'date, local time of the client' } : { value: null, from: null };
}
