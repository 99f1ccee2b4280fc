import { type Flag, severities } from '../measurement';
import type { Check, Checked } from './check';
import { chunkedStream, littlesLaw, peakBelowMean, throughputIdentity, tpotIdentity, unitSuspect } from './identities';
import { clientLimited, loadIsPrompts, queued, rampDominated, shortRun } from './loads';
import { notMeasured, offlineRun, sampleFlag } from './origins';
import { allFailed, cancelled, partlyFailed, zeroLengthOutput } from './outcomes';
import { doesNotFit, fasterThanPhysics } from './physics';
import { gpuCountMismatch, topologyReadBack } from './topology';
import { oslMismatch, warmCache } from './workloads';

/** Every check that needs one measurement alone. */
const checks: readonly Check[] = [
  allFailed,
  partlyFailed,
  zeroLengthOutput,
  cancelled,
  unitSuspect,
  tpotIdentity,
  throughputIdentity,
  littlesLaw,
  peakBelowMean,
  chunkedStream,
  gpuCountMismatch,
  topologyReadBack,
  oslMismatch,
  queued,
  loadIsPrompts,
  shortRun,
  rampDominated,
  clientLimited,
  warmCache,
  doesNotFit,
  fasterThanPhysics,
  notMeasured,
  offlineRun,
];

/** All flags of a measurement, the worst first, otherwise in the order of the checks. */
export function runChecks(measurement: Checked, { sample }: { sample: boolean }): Flag[] {
  const flags = checks.flatMap((check) => check(measurement) ?? []);
  if (sample) flags.push(sampleFlag());
  return flags.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
