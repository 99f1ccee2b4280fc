import { formatCount } from '@/lib/units/format';
import { type ComparableWorkload, unknownValue } from './comparability';
import { canonicalEngine } from './engine-names';
import { gpuLabels } from './gpu-names';
import { modelLabels } from './model-names';
import { precisionOf } from './precision';
import { sizeLabel } from './topology-label';
import type { Point } from './point';
import type { Dimension } from './view';

/** Heads of the filters and of everything else that names a dimension. */
export const dimensionLabels: Record<Dimension, string> = {
  model: 'Model',
  gpu: 'GPU',
  gpus: 'GPUs',
  precision: 'Precision',
  engine: 'Engine',
  tp: 'TP',
  pp: 'PP',
  dp: 'DP',
  workload: 'Workload',
  sweep: 'Sweep',
  origin: 'Origin',
};

const unknownLabels: Record<Dimension, string> = {
  model: 'model unknown',
  gpu: 'GPU unknown',
  gpus: 'GPU count unknown',
  precision: 'precision unknown',
  engine: 'engine unknown',
  tp: 'TP unknown',
  pp: 'PP unknown',
  dp: 'DP unknown',
  workload: 'workload unknown',
  sweep: 'sweep unknown',
  origin: 'origin unknown',
};

function engineValue({ engine, engineVersion }: Point['deployment']): string {
  if (engine === null) return unknownValue;
  return engineVersion === null ? canonicalEngine(engine) : `${canonicalEngine(engine)} ${engineVersion}`;
}

/**
 * A point's value of a dimension: the text that filters hold and lines are grouped by; `unknownValue` where the point
 * says nothing. TP, PP and DP of a disaggregated topology read "P2+D4". `workload` is the comparable workload
 * (`comparableWorkloads`), which depends on all points.
 */
export function dimensionValue(point: Point, dimension: Dimension, workload: ComparableWorkload): string {
  const { deployment } = point;
  switch (dimension) {
    case 'model':
      return deployment.model ?? unknownValue;
    case 'gpu':
      return deployment.hardware.gpu ?? unknownValue;
    case 'gpus':
      return point.derived.gpus === null ? unknownValue : String(point.derived.gpus);
    case 'precision':
      return precisionOf(deployment) ?? unknownValue;
    case 'engine':
      return engineValue(deployment);
    case 'tp':
    case 'pp':
    case 'dp':
      return deployment.topology ? sizeLabel(deployment.topology, dimension) : unknownValue;
    case 'workload':
      return workload.key;
    case 'sweep':
      return point.sweep.name;
    case 'origin':
      return point.origin;
  }
}

/** Labels a value of a dimension may carry, from short to unmistakable; a set of values takes the shortest unique ones. */
export function labelCandidates(value: string, dimension: Dimension, workload: ComparableWorkload): string[] {
  if (value === unknownValue) return [unknownLabels[dimension]];
  switch (dimension) {
    case 'model':
      return modelLabels(value);
    case 'gpu':
      return gpuLabels(value);
    case 'gpus':
      return [formatCount(Number(value))];
    case 'workload':
      return workload.labels;
    default:
      return [value];
  }
}

/** A value's label where its dimension is not named beside it: "TP4", "8 GPUs". */
export function standaloneLabel(dimension: Dimension, value: string, label: string): string {
  if (value === unknownValue) return label;
  if (dimension === 'tp' || dimension === 'pp' || dimension === 'dp') {
    return `${dimension.toUpperCase()}${/^\d+$/.test(label) ? '' : ' '}${label}`;
  }
  return dimension === 'gpus' ? `${label} ${label === '1' ? 'GPU' : 'GPUs'}` : label;
}
