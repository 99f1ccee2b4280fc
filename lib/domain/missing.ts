import type { BaseMeasurement } from './measurement';

/** Paths a person could still fill in, each with whether this measurement lacks it. */
const fillable: [path: string, isMissing: (base: BaseMeasurement) => boolean][] = [
  ['deployment.model', ({ deployment }) => deployment.model === null],
  ['deployment.precision', ({ deployment }) => deployment.precision === null],
  ['deployment.engine', ({ deployment }) => deployment.engine === null],
  ['deployment.engineVersion', ({ deployment }) => deployment.engineVersion === null],
  ['deployment.hardware.gpu', ({ deployment }) => deployment.hardware.gpu === null],
  ['deployment.hardware.gpus', ({ deployment }) => deployment.hardware.gpus === null && deployment.topology === null],
  ['deployment.topology', ({ deployment }) => deployment.topology === null],
  ['workload.dataset', ({ workload }) => workload.dataset === null],
  ['workload.isl', ({ workload }) => workload.isl === null],
  ['workload.osl', ({ workload }) => workload.osl === null],
];

/** The paths of a measurement that are null and that a person could fill in, most telling first. */
export function missingPaths(base: BaseMeasurement): string[] {
  return fillable.filter(([, isMissing]) => isMissing(base)).map(([path]) => path);
}
