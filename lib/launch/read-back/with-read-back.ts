import type { BaseMeasurement } from '@/lib/domain/measurement';
import { toCount, toRatio, toWatts } from '@/lib/units/quantities';
import type { ReadBack } from './read-back';

/** What else is known of the run a measurement came from. */
export interface RunFacts {
  simulated: boolean;
  jobId: string;
  /** Key of the run, "tp4-pp1-dp1/1k-1k/c8/r1". */
  run: string;
}

const fromServer = 'read back from the server';

/**
 * A measurement with what was read back beside its result: what ran wins over what was asked for, and where they differ
 * it says so (`topology-read-back`). Topology, GPUs and versions as server and machine gave them, power, cache hits,
 * preemptions, queue time and the size of the KV cache. A simulated target's results are simulated for good.
 */
export function withReadBack(base: BaseMeasurement, found: ReadBack, facts: RunFacts): BaseMeasurement {
  const simulated = facts.simulated || base.extra.simulated === 'true';
  return withDeployment(
    {
      ...base,
      origin: simulated ? 'simulated' : base.origin,
      power: {
        meanWattsPerGpu: found.meanWattsPerGpu === null ? base.power.meanWattsPerGpu : toWatts(found.meanWattsPerGpu),
      },
      evidence: {
        ...base.evidence,
        prefixCacheHitRate: ratio(found.metrics?.prefixCacheHitRate) ?? base.evidence.prefixCacheHitRate,
        acceptanceLength: base.evidence.acceptanceLength ?? found.metrics?.acceptanceLength ?? null,
        speculative: base.evidence.speculative ?? found.speculative,
        readBackDifferences: found.differences,
      },
      extra: { ...base.extra, job: facts.jobId, run: facts.run, readBack: readBackExtra(found) },
    },
    found,
  );
}

const ratio = (value: number | null | undefined) => (value === null || value === undefined ? null : toRatio(value));

function withDeployment(base: BaseMeasurement, found: ReadBack): BaseMeasurement {
  const { deployment } = base;
  const [group, ...others] = deployment.topology ?? [];
  const ran = found.topology;
  const topology = ran && group && others.length === 0 ? [{ ...group, ...ran }] : deployment.topology;
  const provenance = {
    ...base.provenance,
    ...(ran && group ? { 'deployment.topology': fromServer } : {}),
    ...(deployment.engineVersion === null && found.engineVersion ? { 'deployment.engineVersion': fromServer } : {}),
    ...(deployment.hardware.gpu === null && found.gpu
      ? { 'deployment.hardware.gpu': 'read back from nvidia-smi' }
      : {}),
    ...(deployment.kvCacheDtype === null && kvCacheOf(found) ? { 'deployment.kvCacheDtype': fromServer } : {}),
  };
  return {
    ...base,
    deployment: {
      ...deployment,
      engineVersion: deployment.engineVersion ?? found.engineVersion,
      kvCacheDtype: deployment.kvCacheDtype ?? kvCacheOf(found),
      hardware: {
        ...deployment.hardware,
        gpu: deployment.hardware.gpu ?? found.gpu,
        gpus: found.gpus === null ? deployment.hardware.gpus : toCount(found.gpus),
      },
      topology,
    },
    provenance,
  };
}

/** "auto" is no type: it is whatever the weights have. */
const kvCacheOf = ({ kvCacheDtype }: ReadBack) => (kvCacheDtype === 'auto' ? null : kvCacheDtype);

function readBackExtra({ metrics, ...found }: ReadBack): BaseMeasurement['extra'][string] {
  const { model, driver, dtype, quantization, kvCacheTokens, maxConcurrency } = found;
  const known = { model, driver, dtype, quantization, kvCacheTokens, maxConcurrency, ...metrics };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
}
