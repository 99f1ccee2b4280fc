import { anEngine, type EngineGroup, type Topology } from '@/lib/domain/topology';
import { topologySizes } from '../topology-draft';
import { type Companion, type CompanionFact, companionLabel } from './companion';

/** The two sides of a deployment that prefills on some workers and decodes on others. */
export interface Sides {
  prefill: Companion;
  decode: Companion;
}

/** The one prefill and the one decode side among companions of one kind; null where they are anything else. */
export function sidesOf(companions: readonly Companion[]): Sides | null {
  const [prefill, decode] = (['prefill', 'decode'] as const).map((side) =>
    companions.find((companion) => sideOf(companion) === side),
  );
  return companions.length === 2 && prefill && decode ? { prefill, decode } : null;
}

const transferRoles = { kv_producer: 'prefill', kv_consumer: 'decode' } as const;

/** By the role it has in handing over the KV cache, else by its name. */
function sideOf({ id, facts }: Companion): 'prefill' | 'decode' | null {
  const transfer = facts.find(({ field }) => field === 'deployment.flags.kv-transfer-config')?.value;
  for (const [role, side] of Object.entries(transferRoles)) if (String(transfer).includes(`"${role}"`)) return side;
  const name = id.slice(id.lastIndexOf('/') + 1);
  const isPrefill = /prefill/i.test(name);
  return isPrefill === /decode/i.test(name) ? null : isPrefill ? 'prefill' : 'decode';
}

const topologyPath = 'deployment.topology.';
const flagPath = 'deployment.flags.';
const gpusPath = 'deployment.hardware.gpus';
/** Of one side only; what is true of both is not known from it. */
const machinePaths = new Set(['deployment.hardware.nodes', 'deployment.hardware.gpusPerNode']);

/** What both sides together say of the deployment: their groups, and facts that hold for it as a whole. */
export interface JoinedSides {
  topology: Topology | null;
  /** Of the topology, as provenance names it. */
  from: string;
  facts: readonly (readonly [Companion, CompanionFact])[];
}

/**
 * Joins the two sides. `workers`: how many of each there are, where a name or the record says so ("2p2d"). Flags on
 * which the sides differ are kept as "prefill.max-num-seqs"; GPUs add up; without a TP on both there is no topology.
 */
export function joinSides(
  { prefill, decode }: Sides,
  workers: { prefill: number; decode: number } | null,
): JoinedSides {
  const groups = [groupOf(prefill, 'prefill', workers?.prefill), groupOf(decode, 'decode', workers?.decode)];
  const other = { [prefill.id]: decode, [decode.id]: prefill };
  const facts = [prefill, decode].flatMap((companion) =>
    companion.facts.flatMap((fact): (readonly [Companion, CompanionFact])[] => {
      const { field, value } = fact;
      if (field.startsWith(topologyPath) || field === gpusPath) return [];
      const isShared = valueIn(other[companion.id]!, field) === value;
      if (machinePaths.has(field)) return isShared ? [[companion, fact]] : [];
      if (isShared || !field.startsWith(flagPath)) return [[companion, fact]];
      const side = companion === prefill ? 'prefill' : 'decode';
      return [[companion, { ...fact, field: `${flagPath}${side}.${field.slice(flagPath.length)}` }]];
    }),
  );
  const [ofPrefill, ofDecode] = [valueIn(prefill, gpusPath), valueIn(decode, gpusPath)];
  if (workers === null && typeof ofPrefill === 'number' && typeof ofDecode === 'number') {
    const part = prefill.facts.find(({ field }) => field === gpusPath)!.part;
    facts.push([prefill, { field: gpusPath, value: ofPrefill + ofDecode, part }]);
  }
  return {
    topology: groups.every((group) => group !== null) ? groups : null,
    from: `${companionLabel(prefill)} and ${companionLabel(decode)}`,
    facts,
  };
}

const valueIn = ({ facts }: Companion, field: string) => facts.find((fact) => fact.field === field)?.value ?? null;

function groupOf(companion: Companion, role: 'prefill' | 'decode', workers: number | undefined): EngineGroup | null {
  const sizes: Partial<EngineGroup> = {};
  for (const size of topologySizes) {
    const value = valueIn(companion, topologyPath + size);
    if (typeof value === 'number') sizes[size] = value;
  }
  if (sizes.tp === undefined) return null;
  return anEngine({ ...sizes, role, ...(workers !== undefined && { replicas: workers }) });
}
