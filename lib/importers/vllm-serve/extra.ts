import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { JsonRecord } from '../importer';
import { isForkLatencyKey } from './latency';
import type { VllmServeRecord } from './schema';

type Json = BaseMeasurement['extra'][string];

/** Longer unknown lists are one entry per request in all likelihood, and are not kept. */
const longestList = 64;
const longestText = 4000;

/**
 * Everything foreign without a field of its own: unknown keys as they are, and remarks on what could not be read.
 * Per-request lists and texts are left behind; an unknown long list leaves its length.
 */
export function extraFields(
  record: VllmServeRecord,
  rest: readonly [string, unknown][],
  from: JsonRecord,
): BaseMeasurement['extra'] {
  const kept: [string, Json][] = rest.map(([key, value]) => [key, shortened(value)]);
  const unread = [...from.notNumbers].map(([key, word]) => `${key}: ${word}`);
  if (unread.length > 0) kept.push(['notNumbers', unread]);
  if (from.omitted.length > 0) kept.push(['omittedFields', [...from.omitted]]);
  const errors = from.lists.get('errors');
  if (errors?.kind === 'count' && errors.nonEmpty > 0) kept.push(['requestsWithError', errors.nonEmpty]);
  // Kept where the measurement's own field cannot hold them, see `withoutFalseZeros`.
  if (typeof record.completed === 'number' && record.completed < (record.num_prompts ?? 0)) {
    kept.push(
      ...Object.entries(record)
        .filter(([key]) => isForkLatencyKey(key))
        .map(([key, value]): [string, Json] => [key, shortened(value)]),
    );
  }
  if (typeof record.burstiness === 'number' && typeof record.request_rate !== 'number')
    kept.push(['burstiness', record.burstiness]);
  return Object.fromEntries(kept.filter(([key]) => key !== '__proto__'));
}

function shortened(value: unknown): Json {
  if (Array.isArray(value) && value.length > longestList) return `a list of ${value.length}, not kept`;
  if (typeof value === 'string' && value.length > longestText) return `${value.slice(0, longestText)}…`;
  return value as Json;
}
