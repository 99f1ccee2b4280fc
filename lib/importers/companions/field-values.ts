import { canonicalGpu } from '@/lib/domain/gpu-names';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { precisionFromSetting } from '../precision-names';
import type { CompanionValue } from './companion';

type Path = readonly string[];

/** Fields a companion may fill, apart from the sizes of a topology: all of these may be null or absent. */
const fillable = new RegExp(
  '^(?:' +
    [
      'deployment\\.(?:model|precision|kvCacheDtype|engine|engineVersion|image)',
      'deployment\\.hardware\\.(?:gpu|gpus|gpusPerNode|nodes|interconnect)',
      'deployment\\.flags\\..+',
      'workload\\.(?:dataset|isl|osl|lengthSpread|sharedPrefix|burstiness|ignoreEos|temperature)',
      'load\\.(?:maxConcurrency|numPrompts)',
      'evidence\\.speculative',
      'extra\\.server\\.\\w+',
    ].join('|') +
    ')$',
);

/** The path of a field as steps; null where a companion may not fill it. A flag's name may hold dots. */
export function pathOfField(field: string): Path | null {
  if (!fillable.test(field)) return null;
  const flag = /^deployment\.flags\.(.+)$/.exec(field)?.[1];
  return flag === undefined ? field.split('.') : ['deployment', 'flags', flag];
}

/** What a measurement holds at a path; null where it holds nothing. */
export function valueAtPath(measurement: BaseMeasurement, path: Path): CompanionValue | null {
  let node: unknown = measurement;
  for (const step of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return null;
    node = (node as Record<string, unknown>)[step];
  }
  return typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean' ? node : null;
}

/** The measurement with a value at a path; the one given stays as it is. */
export function withValueAt(measurement: BaseMeasurement, path: Path, value: CompanionValue): BaseMeasurement {
  const set = (node: unknown, [step, ...rest]: Path): unknown => {
    if (step === undefined) return value;
    const record = typeof node === 'object' && node !== null ? (node as Record<string, unknown>) : {};
    return { ...record, [step]: set(Object.hasOwn(record, step) ? record[step] : undefined, rest) };
  };
  return set(measurement, path) as BaseMeasurement;
}

/** Whether two sources say the same of a field, however each spells it. */
export function saysTheSame(field: string, a: CompanionValue, b: CompanionValue): boolean {
  return comparable(field, a) === comparable(field, b);
}

function comparable(field: string, value: CompanionValue): CompanionValue {
  if (typeof value !== 'string') return value;
  const text = value.trim().toLowerCase();
  if (field === 'deployment.hardware.gpu') return canonicalGpu(value).toLowerCase();
  if (field === 'deployment.precision') return precisionFromSetting(value)?.toLowerCase() ?? text;
  if (field === 'deployment.engineVersion') return text.replace(/^v(?=\d)/, '');
  if (field === 'deployment.model') return text.replace(/\/+$/, '').split('/').at(-1)!;
  return text;
}
