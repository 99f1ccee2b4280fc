import type { BaseMeasurement } from '@/lib/domain/measurement';
import { toCount, toTokens } from '@/lib/units/quantities';
import { gpuFromName } from '../gpu-names';
import { precisionFromSetting } from '../precision-names';
import { describeValue } from '../problems';
import { provenanceWords } from '../provenance';
import { type TopologyDraft, type TopologySize, topologySizes, withTopologyDraft } from '../topology-draft';
import { type MetadataField, saysNothing, serverFlagOf, targetOf } from './metadata-keys';

export interface MetadataFault {
  key: string;
  expected: string;
  found: string;
}
interface Reading {
  key: string;
  value: string | number | boolean;
}

/** What the metadata keys of a record say, and those nobody knows. */
export interface Metadata {
  sizes: Partial<Record<TopologySize, { key: string; value: number }>>;
  fields: Partial<Record<MetadataField, Reading>>;
  flags: Record<string, string | number | boolean | null>;
  rest: [string, unknown][];
  faults: MetadataFault[];
}

/** Fields that hold whole numbers, and the smallest that makes sense. */
const smallest: Partial<Record<MetadataField, number>> = {
  gpus: 1,
  gpusPerNode: 1,
  nodes: 1,
  isl: 1,
  osl: 1,
  sharedPrefix: 0,
  repeat: 0,
};
const largestSize = 100_000;

/** Sorts the keys that are not the client's own. Numbers may be text ("8"); two keys for one thing must agree. */
export function readMetadata(entries: readonly [string, unknown][]): Metadata {
  const metadata: Metadata = { sizes: {}, fields: {}, flags: {}, rest: [], faults: [] };
  for (const [key, value] of entries) {
    const flag = serverFlagOf(key);
    const target = targetOf(key);
    if (flag !== null && isFlagValue(value)) metadata.flags[flag] = value;
    else if (target === null) metadata.rest.push([key, value]);
    else if (saysNothing(value)) metadata.rest.push([key, value]);
    else if ('size' in target) readSize(metadata, key, value, target.size);
    else readField(metadata, key, value, target.field);
  }
  return metadata;
}

const isFlagValue = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

function readSize(metadata: Metadata, key: string, value: unknown, size: TopologySize): void {
  // "expert_parallel": true is a switch, not a size; the size then follows from TP and DP.
  if (typeof value === 'boolean') return void metadata.rest.push([key, value]);
  const number = wholeNumber(value);
  if (number === null || number < 1 || number > largestSize) {
    metadata.faults.push({ key, expected: 'a whole number, 1 or more', found: describeValue(value) });
    return;
  }
  const before = metadata.sizes[size];
  if (before && before.value !== number) metadata.faults.push(contradiction(key, value, before));
  else metadata.sizes[size] ??= { key, value: number };
}

function readField(metadata: Metadata, key: string, value: unknown, field: MetadataField): void {
  if (!isFlagValue(value) || value === null) return void metadata.rest.push([key, value]);
  const target = field === 'gpu' && wholeNumber(value) !== null ? 'gpus' : field;
  const least = smallest[target];
  if (least !== undefined) readNumber(metadata, key, value, target, least);
  else readText(metadata, key, value, target);
}

function readNumber(metadata: Metadata, key: string, value: unknown, field: MetadataField, least: number): void {
  const number = wholeNumber(value);
  const before = metadata.fields[field];
  if (number === null || number < least) {
    metadata.faults.push({ key, expected: `a whole number, ${least} or more`, found: describeValue(value) });
  } else if (before && before.value !== number) {
    metadata.faults.push(contradiction(key, value, before));
  } else {
    metadata.fields[field] ??= { key, value: number };
  }
}

/** Of two names for one thing one is taken ("quantization" before "dtype"); the other is kept among the rest. */
function readText(metadata: Metadata, key: string, value: string | number | boolean, field: MetadataField): void {
  const before = metadata.fields[field];
  const silent = field === 'precision' && precisionFromSetting(String(value)) === null;
  if (silent || (before && !preferred(field, key, before.key))) {
    metadata.rest.push([key, value]);
    return;
  }
  if (before) metadata.rest.push([before.key, before.value]);
  metadata.fields[field] = { key, value };
}

/** The bits of activations say less of the weights than a quantisation does. */
const preferred = (field: MetadataField, key: string, over: string) =>
  field === 'precision' && over === 'dtype' && key !== 'dtype';

const contradiction = (key: string, value: unknown, before: { key: string; value: unknown }): MetadataFault => ({
  key,
  expected: `the same as ${before.key} (${String(before.value)})`,
  found: describeValue(value),
});

function wholeNumber(value: unknown): number | null {
  if (typeof value === 'string' && !/^\s*\d{1,15}\s*$/.test(value)) return null;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
  return Number.isInteger(number) && number >= 0 ? number : null;
}

/** Writes what the metadata says into a measurement, each field with the key it came from. */
export function withMetadata(base: BaseMeasurement, metadata: Metadata): BaseMeasurement {
  const { fields } = metadata;
  const number = (field: MetadataField) => (fields[field] ? Number(fields[field].value) : null);
  const text = (field: MetadataField) => (fields[field] ? String(fields[field].value).trim() : null);
  const named = fields.gpu ? gpuFromName(String(fields.gpu.value)) : null;
  const { deployment, workload } = base;
  const provenance = Object.entries(fields).flatMap(([field, reading]) =>
    placeOf[field as MetadataField].map((path) => [path, provenanceWords.metadataKey(reading.key)] as const),
  );
  const isl = number('isl');
  const osl = number('osl');
  const sharedPrefix = number('sharedPrefix');
  const filled: BaseMeasurement = {
    ...base,
    deployment: {
      ...deployment,
      precision: fields.precision ? precisionFromSetting(String(fields.precision.value)) : null,
      kvCacheDtype: text('kvCacheDtype'),
      engine: text('engine') ?? engineOfVersion(fields.engineVersion),
      engineVersion: text('engineVersion'),
      image: text('image'),
      hardware: {
        gpu: named?.gpus ? named.gpu : text('gpu'),
        gpus: toCountOrNull(number('gpus') ?? named?.gpus ?? null),
        gpusPerNode: toCountOrNull(number('gpusPerNode') ?? named?.gpusPerNode ?? null),
        nodes: toCountOrNull(number('nodes') ?? named?.nodes ?? null),
        interconnect: text('interconnect'),
      },
      flags: { ...deployment.flags, ...metadata.flags },
    },
    workload: {
      ...workload,
      dataset: text('dataset'),
      isl: isl === null ? null : toTokens(isl),
      osl: osl === null ? null : toTokens(osl),
      sharedPrefix: sharedPrefix === null ? null : toTokens(sharedPrefix),
      temperature: fields.temperature ? finiteOrNull(fields.temperature.value) : null,
      ignoreEos: fields.ignoreEos ? /^(?:true|1|yes)$/i.test(String(fields.ignoreEos.value)) : null,
    },
    repeat: number('repeat'),
    runId: text('runId'),
    provenance: { ...base.provenance, ...Object.fromEntries(provenance) },
  };
  return withSizes(filled, metadata);
}

/** A key called "vllm_version" names the engine as well. */
const engineOfVersion = (version: Reading | undefined) => (/^vllm[-_]/i.test(version?.key ?? '') ? 'vllm' : null);
const toCountOrNull = (value: number | null) => (value === null ? null : toCount(value));
const finiteOrNull = (value: unknown) => (Number(value) >= 0 ? Number(value) : null);

function withSizes(base: BaseMeasurement, metadata: Metadata): BaseMeasurement {
  const draft: TopologyDraft = { sizes: {}, workers: null };
  for (const size of topologySizes) {
    const stated = metadata.sizes[size];
    if (stated) draft.sizes[size] = { value: stated.value, from: provenanceWords.metadataKey(stated.key) };
  }
  return Object.keys(draft.sizes).length === 0 ? base : withTopologyDraft(base, draft);
}

const placeOf: Readonly<Record<MetadataField, readonly string[]>> = {
  gpu: ['deployment.hardware.gpu'],
  gpus: ['deployment.hardware.gpus'],
  gpusPerNode: ['deployment.hardware.gpusPerNode'],
  nodes: ['deployment.hardware.nodes'],
  interconnect: ['deployment.hardware.interconnect'],
  precision: ['deployment.precision'],
  kvCacheDtype: ['deployment.kvCacheDtype'],
  engine: ['deployment.engine'],
  engineVersion: ['deployment.engineVersion'],
  image: ['deployment.image'],
  dataset: ['workload.dataset'],
  isl: ['workload.isl'],
  osl: ['workload.osl'],
  sharedPrefix: ['workload.sharedPrefix'],
  temperature: ['workload.temperature'],
  ignoreEos: ['workload.ignoreEos'],
  repeat: ['repeat'],
  runId: ['runId'],
};
