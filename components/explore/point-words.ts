import type { PlottedPoint } from '@/lib/domain/exploration';
import { loadPhrase } from '@/lib/domain/load';
import type { Metric } from '@/lib/domain/metric';
import { modelLabels } from '@/lib/domain/model-names';
import type { Point } from '@/lib/domain/point';
import { topologyLabel } from '@/lib/domain/topology-label';
import { formatCount, formatMilliseconds } from '@/lib/units/format';

/** The model's name without its owner: "Llama-3.1-70B-Instruct". */
export function modelName({ deployment }: Point): string {
  return deployment.model === null ? 'Model unknown' : (modelLabels(deployment.model)[1] ?? deployment.model);
}

export function gpuName({ deployment }: Point): string {
  return deployment.hardware.gpu ?? 'GPU unknown';
}

/** "4 × H100 SXM" */
export function machineName(point: Point): string {
  const { gpus } = point.derived;
  return gpus === null ? gpuName(point) : `${formatCount(gpus)} × ${gpuName(point)}`;
}

export function topologyName({ deployment }: Point): string {
  return deployment.topology === null ? 'topology unknown' : topologyLabel(deployment.topology);
}

/** "64 requests at once", "8 req/s"; null where the source does not say. */
export function loadName({ load }: Point): string | null {
  return loadPhrase(load)?.replace(/(^|, )with /, '$1') ?? null;
}

/** "26.1 tok/s/user", "4.2 s": a metric's value with its unit, once. */
export function withUnit(metric: Metric, value: number): string {
  return metric.kind === 'latency' ? metric.format(value) : `${metric.format(value)} ${metric.unit}`;
}

/** "12.4 of 320 in service, median TTFT 8.1 s" */
export function queuedPhrase({ inService, load, medianTtftMs }: NonNullable<PlottedPoint['queued']>): string {
  const ttft = medianTtftMs === null ? '' : `, median TTFT ${formatMilliseconds(medianTtftMs)}`;
  return `${formatCount(inService)} of ${formatCount(load)} in service${ttft}`;
}
