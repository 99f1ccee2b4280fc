import type { BaseMeasurement, LatencyStatistics } from '@/lib/domain/measurement';
import { toCount, toMilliseconds, toRatio, toTokens } from '@/lib/units/quantities';
import { noLatencyStatistics } from '@/lib/domain/measurement';
import type { JsonRecord } from '../importer';
import { provenanceWords } from '../provenance';
import { mean, statisticsOf } from './request-statistics';
import type { VllmServeRecord } from './schema';

/** One request of the lists, as far as they tell; seconds. */
interface Request {
  ttft: number | null;
  e2el: number | null;
  outputTokens: number | null;
  start: number | null;
}

/**
 * Fills from the per-request lists what the summary lacks: end-to-end latency (TTFT plus the gaps between chunks, or
 * `latencies`), TTFT, TPOT, the mean gap, token totals, answers without a token, the share of the run at full load.
 * Failed requests are left out. Each filled field says so in its provenance.
 */
export function withPerRequestLists(
  base: BaseMeasurement,
  record: VllmServeRecord,
  lists: JsonRecord['lists'],
): BaseMeasurement {
  const requests = joinLists(record, lists);
  if (requests.length === 0) return base;
  const completed = completedOf(requests, base.counts.completed);
  const filled = fillCounts(fillLatency(base, completed, lists), requests, record);
  return withEvidence(filled, requests, completed);
}

/**
 * A failed request and a completed one whose answer was empty both stand as zeros in the lists; which is which does
 * not matter, how many are failed does. vLLM counts the empty answers in, at 0 s. Where `completed` is unknown, all
 * zeros are left out.
 */
function completedOf(requests: Request[], completed: number | null): Request[] {
  let failed = completed === null ? requests.length : Math.max(0, requests.length - completed);
  return requests.filter((request) => {
    const isZero = (request.outputTokens ?? request.ttft ?? request.e2el ?? 0) === 0;
    if (!isZero || failed === 0) return true;
    failed--;
    return false;
  });
}

/** Lists of one length are joined by position; a list of another length cannot be, and is not used. */
function joinLists(record: VllmServeRecord, lists: JsonRecord['lists']): Request[] {
  const length = record.output_lens?.length ?? record.ttfts?.length ?? record.latencies?.length ?? 0;
  const fits = <T>(list: readonly T[] | null | undefined) => (list?.length === length ? list : null);
  const rows = lists.get('itls');
  const gaps = rows?.kind === 'rows' && rows.wellFormed ? fits(rows.sums) : null;
  const ttfts = fits(record.ttfts);
  const latencies = fits(record.latencies);
  const outputLens = fits(record.output_lens);
  const starts = fits(record.start_times);
  return Array.from({ length }, (_, i) => {
    const ttft = ttfts?.[i] ?? null;
    const gap = gaps?.[i] ?? null;
    const e2el = latencies?.[i] ?? (ttft === null || gap === null ? null : ttft + gap);
    return { ttft, e2el, outputTokens: outputLens?.[i] ?? null, start: starts?.[i] ?? null };
  });
}

function fillLatency(base: BaseMeasurement, completed: Request[], lists: JsonRecord['lists']): BaseMeasurement {
  const found = {
    ttftMs: statisticsWhole(completed.map(({ ttft }) => ttft)),
    tpotMs: statisticsWhole(
      completed.filter(({ outputTokens }) => outputTokens === null || outputTokens > 1).map(tpotOf),
    ),
    itlMs: meanGap(lists),
    e2elMs: statisticsWhole(completed.map(({ e2el }) => e2el)),
  };
  const kinds = (Object.keys(found) as (keyof typeof found)[]).filter(
    (kind) => base.latency[kind] === null && found[kind],
  );
  if (kinds.length === 0) return base;
  return {
    ...base,
    latency: { ...base.latency, ...Object.fromEntries(kinds.map((kind) => [kind, found[kind]])) },
    provenance: {
      ...base.provenance,
      ...Object.fromEntries(kinds.map((kind) => [`latency.${kind}`, provenanceWords.computedFromLists])),
    },
  };
}

/** Statistics only where every request has the value: a part of them would be another quantity. */
function statisticsWhole(values: (number | null)[]): LatencyStatistics | null {
  return values.every((value) => value !== null) ? statisticsOf(values) : null;
}

function tpotOf({ ttft, e2el, outputTokens }: Request): number | null {
  if (ttft === null || e2el === null || outputTokens === null || outputTokens < 2) return null;
  return (e2el - ttft) / (outputTokens - 1);
}

/** The gaps themselves are reduced while reading, so of their statistics only the mean is known. */
function meanGap(lists: JsonRecord['lists']): LatencyStatistics | null {
  const rows = lists.get('itls');
  if (rows?.kind !== 'rows' || !rows.wellFormed) return null;
  const gaps = rows.lengths.reduce((sum, length) => sum + length, 0);
  const total = mean(rows.sums);
  if (gaps === 0 || total === null) return null;
  return { ...noLatencyStatistics(), mean: toMilliseconds(((total * rows.sums.length) / gaps) * 1000) };
}

function fillCounts(base: BaseMeasurement, requests: Request[], record: VllmServeRecord): BaseMeasurement {
  const inputs = record.input_lens?.length === requests.length ? record.input_lens : null;
  // Prompts of failed requests are in the list too, and would be counted as work done.
  const allAnswered = base.counts.completed !== null && base.counts.completed === requests.length;
  const inputTokens = base.counts.inputTokens === null && allAnswered ? sumWhole(inputs) : null;
  const outputTokens =
    base.counts.outputTokens === null ? sumWhole(requests.map((request) => request.outputTokens)) : null;
  const provenance = { ...base.provenance };
  if (inputTokens !== null) provenance['counts.inputTokens'] = provenanceWords.computedFromLists;
  if (outputTokens !== null) provenance['counts.outputTokens'] = provenanceWords.computedFromLists;
  return {
    ...base,
    counts: {
      ...base.counts,
      inputTokens: inputTokens === null ? base.counts.inputTokens : toTokens(inputTokens),
      outputTokens: outputTokens === null ? base.counts.outputTokens : toTokens(outputTokens),
    },
    provenance,
  };
}

function sumWhole(values: readonly (number | null)[] | null): number | null {
  if (!values || values.some((value) => value === null)) return null;
  return values.reduce<number>((sum, value) => sum + value!, 0);
}

function withEvidence(base: BaseMeasurement, requests: Request[], completed: Request[]): BaseMeasurement {
  const empty = requests.filter(({ outputTokens }) => outputTokens === 0).length;
  const failed = base.counts.completed === null ? 0 : Math.max(0, requests.length - base.counts.completed);
  const known = requests.every(({ outputTokens }) => outputTokens !== null);
  const share = steadyShare(completed, base.load.maxConcurrency, base.durationS);
  const provenance = { ...base.provenance };
  if (known) provenance['evidence.zeroLengthOutputs'] = provenanceWords.computedFromLists;
  if (share !== null) provenance['evidence.steadyStateShare'] = provenanceWords.computedFromLists;
  return {
    ...base,
    evidence: {
      ...base.evidence,
      zeroLengthOutputs: known ? toCount(Math.max(0, empty - failed)) : null,
      steadyStateShare: share === null ? base.evidence.steadyStateShare : toRatio(share),
    },
    provenance,
  };
}

/**
 * Share of the run's duration with at least 95 % of the concurrency cap in flight, from start times and end-to-end
 * latencies; null where one of them, the cap or the duration is unknown.
 */
export function steadyShare(requests: Request[], cap: number | null, durationS: number | null): number | null {
  if (!cap || !durationS || requests.length === 0) return null;
  const changes: [number, number][] = [];
  for (const { start, e2el } of requests) {
    if (start === null || e2el === null) return null;
    changes.push([start, 1], [start + e2el, -1]);
  }
  // At one instant an end comes before a start, so that a slot handed over is not counted twice.
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let inFlight = 0;
  let since = 0;
  let steady = 0;
  for (const [at, change] of changes) {
    if (inFlight >= 0.95 * cap) steady += at - since;
    inFlight += change;
    since = at;
  }
  return Math.min(1, steady / durationS);
}
