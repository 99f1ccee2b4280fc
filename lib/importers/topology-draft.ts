import type { BaseMeasurement } from '@/lib/domain/measurement';
import { anEngine, type EngineGroup, type Topology } from '@/lib/domain/topology';
import { provenanceWords } from './provenance';

/** What a topology is pieced together from. */
export const topologySizes = ['tp', 'pp', 'dp', 'pcp', 'dcp', 'ep', 'attentionDp', 'replicas'] as const;
export type TopologySize = (typeof topologySizes)[number];

export interface Stated<T> {
  value: T;
  /** As in `provenance`; empty: plainly in the record. */
  from: string;
}

/** Prefill and decode workers of a disaggregated deployment, as "2p2d" names them. */
export interface Workers {
  prefill: number;
  decode: number;
}

/** Sizes known so far, of one kind of engine. Without TP it is no topology yet. */
export interface TopologyDraft {
  sizes: Partial<Record<TopologySize, Stated<number>>>;
  workers: Stated<Workers> | null;
}

/** Said to be 1 where nothing states them, since they multiply GPUs. */
const multiplying = ['pp', 'dp', 'replicas'] as const;
const pathOf = (size: TopologySize) => `deployment.topology.${size}`;
const workersPath = 'deployment.topology.workers';
/** Sizes that are not a topology yet wait here for the missing ones. */
const partialKey = 'partialTopology';

/** The sizes of a measurement with where each came from; null where its groups differ, so that no one size fits. */
export function topologyDraft(base: BaseMeasurement): TopologyDraft | null {
  const { topology } = base.deployment;
  const from = (path: string) => base.provenance[path] ?? '';
  if (topology === null) return partialDraft(base);
  const group = topology[0]!;
  const workers = workersOf(topology);
  if (topology.length > 1 && workers === null) return null;
  const draft: TopologyDraft = { sizes: {}, workers: workers && { value: workers, from: from(workersPath) } };
  for (const size of topologySizes) {
    const value = group[size];
    if (value === null || (size === 'replicas' && workers)) continue;
    if (value === 1 && (size === 'pcp' || size === 'dcp')) continue;
    draft.sizes[size] = { value, from: from(pathOf(size)) };
  }
  return draft;
}

function partialDraft(base: BaseMeasurement): TopologyDraft {
  const draft: TopologyDraft = { sizes: {}, workers: null };
  const partial = base.extra[partialKey];
  if (typeof partial !== 'object' || partial === null || Array.isArray(partial)) return draft;
  for (const size of topologySizes) {
    const value = partial[size];
    if (typeof value === 'number') draft.sizes[size] = { value, from: base.provenance[pathOf(size)] ?? '' };
  }
  const { prefillWorkers: prefill, decodeWorkers: decode } = partial;
  if (typeof prefill === 'number' && typeof decode === 'number') {
    draft.workers = { value: { prefill, decode }, from: base.provenance[workersPath] ?? '' };
  }
  return draft;
}

/** Two groups that are alike but for role and number. */
function workersOf(topology: Topology): Workers | null {
  const [prefill, decode] = topology;
  if (topology.length !== 2 || prefill?.role !== 'prefill' || decode?.role !== 'decode') return null;
  const alike = topologySizes.every((size) => size === 'replicas' || prefill[size] === decode[size]);
  return alike ? { prefill: prefill.replicas, decode: decode.replicas } : null;
}

/**
 * Writes a draft back: a topology with its provenance where TP is known (PP, DP and replicas not stated are assumed 1
 * and said so), else the sizes as they stand under `extra.partialTopology`.
 */
export function withTopologyDraft(base: BaseMeasurement, draft: TopologyDraft): BaseMeasurement {
  const { [partialKey]: _partial, ...extra } = base.extra;
  const provenance = Object.fromEntries(
    Object.entries(base.provenance).filter(([path]) => !path.startsWith('deployment.topology')),
  );
  for (const size of topologySizes) {
    const from = draft.sizes[size]?.from;
    if (from) provenance[pathOf(size)] = from;
  }
  if (draft.workers?.from) provenance[workersPath] = draft.workers.from;
  if (!draft.sizes.tp) return { ...base, extra: { ...extra, ...partialExtra(draft) }, provenance };
  for (const size of multiplying) {
    const covered = size === 'replicas' && draft.workers !== null;
    if (!draft.sizes[size] && !covered) provenance[pathOf(size)] = provenanceWords.assumedOne;
  }
  const summary = summaryOf(draft);
  if (summary) provenance['deployment.topology'] = summary;
  return { ...base, deployment: { ...base.deployment, topology: topologyOf(draft) }, extra, provenance };
}

function partialExtra(draft: TopologyDraft): BaseMeasurement['extra'] {
  const sizes = topologySizes.flatMap((size) => (draft.sizes[size] ? [[size, draft.sizes[size].value] as const] : []));
  const workers = draft.workers && {
    prefillWorkers: draft.workers.value.prefill,
    decodeWorkers: draft.workers.value.decode,
  };
  const partial = { ...Object.fromEntries(sizes), ...workers };
  return Object.keys(partial).length > 0 ? { [partialKey]: partial } : {};
}

function topologyOf(draft: TopologyDraft): Topology {
  const sizes: Partial<EngineGroup> = {};
  for (const size of topologySizes) if (draft.sizes[size]) sizes[size] = draft.sizes[size].value;
  if (!draft.workers) return [anEngine(sizes)];
  const { prefill, decode } = draft.workers.value;
  return [
    anEngine({ ...sizes, role: 'prefill', replicas: prefill }),
    anEngine({ ...sizes, role: 'decode', replicas: decode }),
  ];
}

/** Where the stated sizes came from, each origin once; what was assumed shows at the single sizes. */
function summaryOf(draft: TopologyDraft): string {
  const stated = [draft.sizes.tp, draft.workers, ...topologySizes.map((size) => draft.sizes[size])];
  const origins = stated.flatMap((size) =>
    size && size.from && size.from !== provenanceWords.assumedOne ? [size.from] : [],
  );
  return [...new Set(origins)].join(', ');
}
