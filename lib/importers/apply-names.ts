import type { BaseMeasurement } from '@/lib/domain/measurement';
import { toCount, toTokens } from '@/lib/units/quantities';
import type { NamedField, NameFact } from './names';
import { precisionFromName } from './precision-names';
import { provenanceWords, withRemark } from './provenance';
import { type Stated, topologyDraft, type TopologyDraft, withTopologyDraft } from './topology-draft';

/**
 * Fills from names what the record itself left open. The record's own content wins over the file name, the file name
 * over a folder's; a name that says otherwise is kept as a remark in the field's provenance.
 */
export function applyNames(base: BaseMeasurement, facts: NameFact[]): BaseMeasurement {
  const withModel = applyModelName(base);
  const withFields = facts.reduce((filled, fact) => applyField(filled, fact), withModel);
  return applyTopology(withFields, facts);
}

/** The precision in the model's name: part of the content, yet a name. */
function applyModelName(base: BaseMeasurement): BaseMeasurement {
  const { model, precision } = base.deployment;
  const named = model === null ? null : precisionFromName(model);
  if (named === null || precision !== null) return base;
  return {
    ...base,
    deployment: { ...base.deployment, precision: named },
    provenance: { ...base.provenance, 'deployment.precision': provenanceWords.modelName },
  };
}

interface Lens {
  get: (base: BaseMeasurement) => unknown;
  set: (base: BaseMeasurement, value: string | number) => BaseMeasurement;
}

const hardwareLens = (key: 'gpu' | 'gpus' | 'gpusPerNode' | 'nodes'): Lens => ({
  get: ({ deployment }) => deployment.hardware[key],
  set: (base, value) => {
    const hardware = { ...base.deployment.hardware, [key]: value };
    return { ...base, deployment: { ...base.deployment, hardware } };
  },
});
const workloadLens = (key: 'isl' | 'osl'): Lens => ({
  get: ({ workload }) => workload[key],
  set: (base, value) => ({ ...base, workload: { ...base.workload, [key]: toTokens(Number(value)) } }),
});
const loadLens = (key: 'maxConcurrency' | 'numPrompts'): Lens => ({
  get: ({ load }) => load[key],
  set: (base, value) => ({ ...base, load: { ...base.load, [key]: toCount(Number(value)) } }),
});

const lenses: Readonly<Record<NamedField, Lens>> = {
  'deployment.hardware.gpu': hardwareLens('gpu'),
  'deployment.hardware.gpus': hardwareLens('gpus'),
  'deployment.hardware.gpusPerNode': hardwareLens('gpusPerNode'),
  'deployment.hardware.nodes': hardwareLens('nodes'),
  'deployment.precision': {
    get: ({ deployment }) => deployment.precision,
    set: (base, value) => ({ ...base, deployment: { ...base.deployment, precision: String(value) } }),
  },
  'deployment.flags.max-model-len': {
    get: ({ deployment }) => deployment.flags['max-model-len'] ?? null,
    set: (base, value) => {
      const flags = { ...base.deployment.flags, 'max-model-len': value };
      return { ...base, deployment: { ...base.deployment, flags } };
    },
  },
  'load.maxConcurrency': loadLens('maxConcurrency'),
  'load.numPrompts': loadLens('numPrompts'),
  'workload.isl': workloadLens('isl'),
  'workload.osl': workloadLens('osl'),
};

function applyField(base: BaseMeasurement, fact: NameFact): BaseMeasurement {
  if (!(fact.field in lenses)) return base;
  const { field, value } = fact as Extract<NameFact, { field: NamedField }>;
  const current = lenses[field].get(base);
  const said = base.provenance[field];
  if (current === null && said === undefined) {
    return { ...lenses[field].set(base, value), provenance: { ...base.provenance, [field]: fact.from } };
  }
  if (current === value) return base;
  return { ...base, provenance: { ...base.provenance, [field]: withRemark(said, remarkOf(fact, String(value))) } };
}

const remarkOf = (fact: NameFact, value: string) => `${fact.from} says ${value}`;

function applyTopology(base: BaseMeasurement, facts: NameFact[]): BaseMeasurement {
  const draft = topologyDraft(base);
  const about = facts.filter((fact) => !(fact.field in lenses));
  if (!draft || about.length === 0) return base;
  const next = about.reduce<TopologyDraft>((sizes, fact) => {
    if (fact.field === 'workers') {
      const text = `${fact.value.prefill}p${fact.value.decode}d`;
      return { ...sizes, workers: stated(sizes.workers ?? undefined, fact.value, fact.from, remarkOf(fact, text)) };
    }
    const { field, value } = fact as Extract<NameFact, { field: 'tp' }>;
    const size = stated(sizes.sizes[field], value, fact.from, remarkOf(fact, `${field}${value}`));
    return { ...sizes, sizes: { ...sizes.sizes, [field]: size } };
  }, draft);
  return withTopologyDraft(base, next);
}

function stated<T>(current: Stated<T> | undefined, value: T, from: string, remark: string): Stated<T> {
  if (!current || current.from === provenanceWords.assumedOne) return { value, from };
  const agrees = JSON.stringify(current.value) === JSON.stringify(value);
  return agrees ? current : { ...current, from: withRemark(current.from, remark) };
}
