import type { Point } from '../point';
import { anEngine } from '../topology';
import { type PointOverrides, aPoint } from './a-point';

/** A load of a made-up deployment: faster per user at small loads, more in total at large ones. */
export function aLoad(tp: number, load: number, rest: PointOverrides = {}): Point {
  return aPoint({
    ...rest,
    deployment: {
      model: 'org/Model-8B',
      hardware: { gpu: 'H100 SXM' },
      topology: [anEngine({ tp })],
      ...rest.deployment,
    },
    workload: { dataset: 'random', isl: 1024, osl: 128, ...rest.workload },
    load: { maxConcurrency: load, ...rest.load },
    throughput: { outputTokensPerS: 100 * load, ...rest.throughput },
    latency: { tpotMs: { median: 10 + load / tp }, ...rest.latency },
  });
}
