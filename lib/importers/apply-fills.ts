import { gpuCount } from '@/lib/domain/topology';
import type { Fills } from '@/lib/domain/fills';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { toCount, toTokens } from '@/lib/units/quantities';
import type { Problem } from './importer';
import { aProblem } from './problems';
import { isWeak, provenanceWords } from './provenance';
import { topologyDraft, type TopologyDraft, withTopologyDraft } from './topology-draft';

export interface FilledMeasurement {
  measurement: BaseMeasurement;
  problems: Problem[];
}

const sizeFills = ['tp', 'pp', 'dp', 'replicas'] as const;
type SizeFill = (typeof sizeFills)[number];
type FieldFill = Exclude<keyof Fills, SizeFill>;

/** Where a fill goes, and how it is read and written there. */
interface Place {
  path: string;
  get: (base: BaseMeasurement) => string | number | null;
  set: (base: BaseMeasurement, value: string | number) => BaseMeasurement;
}

const deploymentPlace = (key: 'model' | 'precision' | 'engine' | 'engineVersion'): Place => ({
  path: `deployment.${key}`,
  get: ({ deployment }) => deployment[key],
  set: (base, value) => ({ ...base, deployment: { ...base.deployment, [key]: value } }),
});
const hardwarePlace = (key: 'gpu' | 'gpus' | 'gpusPerNode' | 'nodes'): Place => ({
  path: `deployment.hardware.${key}`,
  get: ({ deployment }) => deployment.hardware[key],
  set: (base, value) => {
    const hardware = { ...base.deployment.hardware, [key]: typeof value === 'number' ? toCount(value) : value };
    return { ...base, deployment: { ...base.deployment, hardware } };
  },
});
const lengthPlace = (key: 'isl' | 'osl'): Place => ({
  path: `workload.${key}`,
  get: ({ workload }) => workload[key],
  set: (base, value) => ({ ...base, workload: { ...base.workload, [key]: toTokens(Number(value)) } }),
});

const places: Readonly<Record<FieldFill, Place>> = {
  model: deploymentPlace('model'),
  precision: deploymentPlace('precision'),
  engine: deploymentPlace('engine'),
  engineVersion: deploymentPlace('engineVersion'),
  gpu: hardwarePlace('gpu'),
  gpus: hardwarePlace('gpus'),
  gpusPerNode: hardwarePlace('gpusPerNode'),
  nodes: hardwarePlace('nodes'),
  dataset: {
    path: 'workload.dataset',
    get: ({ workload }) => workload.dataset,
    set: (base, value) => ({ ...base, workload: { ...base.workload, dataset: String(value) } }),
  },
  isl: lengthPlace('isl'),
  osl: lengthPlace('osl'),
  maxConcurrency: {
    path: 'load.maxConcurrency',
    get: ({ load }) => load.maxConcurrency,
    set: (base, value) => ({ ...base, load: { ...base.load, maxConcurrency: toCount(Number(value)) } }),
  },
};

/**
 * Fills in what a person said of a measurement: only where it says nothing itself, or where a name or an assumption
 * said it ("set by hand (file name said 2)"). What contradicts the record's own content is a problem, and is not set.
 * The measurement given is left as it is.
 */
export function applyFills(base: BaseMeasurement, fills: Fills): FilledMeasurement {
  const start: FilledMeasurement = { measurement: base, problems: [] };
  const withFields = (Object.keys(places) as FieldFill[]).reduce<FilledMeasurement>((filled, key) => {
    const value = fills[key];
    return value === undefined || key === 'gpus' ? filled : fillField(filled, key, value);
  }, start);
  const withTopology = fillTopology(withFields, fills);
  return fills.gpus === undefined ? withTopology : fillGpus(withTopology, fills.gpus);
}

function fillField(
  { measurement, problems }: FilledMeasurement,
  key: FieldFill,
  value: string | number,
): FilledMeasurement {
  const { path, get, set } = places[key];
  const current = get(measurement);
  if (current === value) return { measurement, problems };
  const before = measurement.provenance[path];
  if (current !== null && !isWeak(before)) {
    return { measurement, problems: [...problems, contradiction(measurement, path, value, current)] };
  }
  const filled = set(measurement, value);
  const provenance = { ...filled.provenance, [path]: byHand(before, current) };
  return { measurement: { ...filled, provenance }, problems };
}

/** What was there before is named once; setting a value twice does not pile up. */
function byHand(before: string | undefined, current: string | number | null): string {
  if (current === null || before === undefined || before === provenanceWords.assumedOne)
    return provenanceWords.setByHand;
  if (before.startsWith(provenanceWords.setByHand)) return before;
  const origin = before.replace(/ \(.*\)$/, '');
  return `${provenanceWords.setByHand} (${origin} said ${current})`;
}

function contradiction(base: BaseMeasurement, path: string, value: string | number, current: string | number): Problem {
  const { file } = base.source;
  return {
    ...aProblem(file, path, String(current), String(value)),
    message: `${file}: ${path} cannot be set to ${value}, for the file itself says ${current}.`,
  };
}

function fillTopology(filled: FilledMeasurement, fills: Fills): FilledMeasurement {
  const wanted = sizeFills.flatMap((size) => (fills[size] === undefined ? [] : [{ size, value: fills[size] }]));
  if (wanted.length === 0) return filled;
  const { measurement } = filled;
  const draft = topologyDraft(measurement);
  if (!draft) return { measurement, problems: [...filled.problems, severalEngines(measurement, wanted)] };
  const refused = wanted.flatMap(({ size, value }) => {
    const stated = statedSize(draft, size);
    return stated === null || stated === value
      ? []
      : [contradiction(measurement, `deployment.topology.${size}`, value, stated)];
  });
  const sizes = { ...draft.sizes };
  for (const { size, value } of wanted) {
    const current = sizes[size];
    const known = current?.value === value && current.from !== provenanceWords.assumedOne;
    if (statedSize(draft, size) !== null || known) continue;
    sizes[size] = { value, from: byHand(current?.from, current?.value ?? null) };
  }
  return {
    measurement: withTopologyDraft(measurement, { ...draft, sizes }),
    problems: [...filled.problems, ...refused],
  };
}

/** A size the record itself states, so that nobody may set it; null where it is open. */
function statedSize({ sizes, workers }: TopologyDraft, size: SizeFill): string | number | null {
  if (size === 'replicas' && workers) return `${workers.value.prefill}p${workers.value.decode}d`;
  const current = sizes[size];
  return current === undefined || isWeak(current.from) ? null : current.value;
}

function severalEngines(base: BaseMeasurement, wanted: { size: SizeFill; value: number }[]): Problem {
  const found = wanted.map(({ size, value }) => `${size}=${value}`).join(', ');
  return aProblem(base.source.file, 'deployment.topology', 'no sizes by hand, for its engines differ', found);
}

/** A total number of GPUs beside a topology the record states itself has to be the topology's. */
function fillGpus(filled: FilledMeasurement, gpus: number): FilledMeasurement {
  const { deployment, provenance } = filled.measurement;
  const stated = deployment.topology !== null && !isWeak(provenance['deployment.topology']);
  if (stated && deployment.hardware.gpus === null && gpuCount(deployment.topology!) !== gpus) {
    const problem = contradiction(filled.measurement, 'deployment.hardware.gpus', gpus, gpuCount(deployment.topology!));
    return { ...filled, problems: [...filled.problems, problem] };
  }
  return fillField(filled, 'gpus', gpus);
}
