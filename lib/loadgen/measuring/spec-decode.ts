/** What vLLM's server counted of speculative decoding since it started. */
export interface SpecDecodeCounters {
  drafts: number;
  draftTokens: number;
  acceptedTokens: number;
  /** By position in the draft. */
  acceptedAt: ReadonlyMap<number, number>;
}

/** The difference over one run; rate in percent, rates by position 0 to 1. */
export interface SpecDecodeResult {
  acceptanceRate: number;
  acceptanceLength: number;
  drafts: number;
  draftTokens: number;
  acceptedTokens: number;
  acceptanceByPosition: number[];
}

const line =
  /^vllm:spec_decode_num_(drafts|draft_tokens|accepted_tokens|accepted_tokens_per_pos)_total(?:\{([^}]*)\})?\s+(\S+)/gm;

/** Reads the counters out of a Prometheus text, engines added up; null where the server has none. */
export function readSpecDecodeCounters(metrics: string): SpecDecodeCounters | null {
  const counters = { drafts: 0, draftTokens: 0, acceptedTokens: 0, acceptedAt: new Map<number, number>() };
  let found = false;
  for (const [, name, labels = '', text = ''] of metrics.matchAll(line)) {
    const value = Number(text);
    if (!Number.isFinite(value)) continue;
    found = true;
    if (name === 'drafts') counters.drafts += value;
    else if (name === 'draft_tokens') counters.draftTokens += value;
    else if (name === 'accepted_tokens') counters.acceptedTokens += value;
    else {
      const position = Number(/position="(\d+)"/.exec(labels)?.[1] ?? NaN);
      if (!Number.isNaN(position)) counters.acceptedAt.set(position, (counters.acceptedAt.get(position) ?? 0) + value);
    }
  }
  return found ? counters : null;
}

/** What a run did, from the counters around it; null where nothing was drafted. */
export function compareSpecDecode(
  before: SpecDecodeCounters | null,
  after: SpecDecodeCounters | null,
): SpecDecodeResult | null {
  if (!before || !after) return null;
  const drafts = after.drafts - before.drafts;
  const draftTokens = after.draftTokens - before.draftTokens;
  const acceptedTokens = after.acceptedTokens - before.acceptedTokens;
  if (draftTokens <= 0) return null;
  const positions = [...after.acceptedAt.keys()].sort((one, other) => one - other);
  const acceptedAt = (position: number) =>
    (after.acceptedAt.get(position) ?? 0) - (before.acceptedAt.get(position) ?? 0);
  return {
    acceptanceRate: (acceptedTokens / draftTokens) * 100,
    acceptanceLength: drafts > 0 ? 1 + acceptedTokens / drafts : 0,
    drafts,
    draftTokens,
    acceptedTokens,
    acceptanceByPosition: drafts > 0 ? positions.map((position) => acceptedAt(position) / drafts) : [],
  };
}
