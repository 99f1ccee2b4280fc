import { formatBytes, formatCount, formatNumber } from '@/lib/units/format';
import { bandwidthBound, decodingEngine, gpusPerCopy, memorySize, weightsSize } from '../bounds';
import { type GpuSpec, findGpu } from '../hardware';
import { type ModelShape, findModelShape } from '../models';
import { precisionOf, weightBytes } from '../precision';
import { type Check, type Checked, aFlag } from './check';

interface Known {
  shape: ModelShape;
  gpu: GpuSpec;
  bytesPerWeight: number;
  /** Nobody states the precision: the published checkpoint's own was taken. */
  assumed: boolean;
}

/** Shape, GPU and bytes per weight, or null where one is unknown. */
function known({ deployment }: Checked): Known | null {
  const shape = deployment.model === null ? null : findModelShape(deployment.model);
  const gpu = deployment.hardware.gpu === null ? null : findGpu(deployment.hardware.gpu);
  if (!shape || !gpu) return null;
  const precision = precisionOf(deployment);
  if (precision === null) {
    const isQuantised = flagNamed(deployment.flags, ['quantization', 'q']) !== undefined;
    return isQuantised ? null : { shape, gpu, bytesPerWeight: shape.nativeBytes, assumed: true };
  }
  const bytesPerWeight = weightBytes(precision);
  return bytesPerWeight === null ? null : { shape, gpu, bytesPerWeight, assumed: false };
}

function flagNamed(flags: Checked['deployment']['flags'], names: string[]): unknown {
  return Object.entries(flags).find(([name]) => names.includes(name.replace(/^--?/, '').replaceAll('_', '-')))?.[1];
}

/** Weights may lie outside the GPUs. */
function isOffloading({ deployment }: Checked): boolean {
  const size = flagNamed(deployment.flags, ['cpu-offload-gb', 'offload-group-size']);
  return size !== undefined && Number(size) !== 0;
}

const isThisTheModel = 'is this the model you think?';

/**
 * `does-not-fit`: the weights alone are more than the memory of the GPUs that hold one copy (TP x PP). Invalid, but only a
 * warning where no one states the precision and the published checkpoint's was taken. Not judged with weight offloading.
 */
export const doesNotFit: Check = (measurement) => {
  const facts = known(measurement);
  const { topology } = measurement.deployment;
  const engine = topology ? decodingEngine(topology) : null;
  if (!facts || !engine || isOffloading(measurement)) return null;
  const { shape, gpu, bytesPerWeight, assumed } = facts;
  const gpus = gpusPerCopy(engine, shape);
  const weights = weightsSize(shape, bytesPerWeight);
  const memory = memorySize(gpu) * gpus;
  if (weights <= memory) return null;
  const bits = `${formatNumber(bytesPerWeight * 8).replace(/\.0+$/, '')} bits`;
  const message = `${shape.name} in ${bits} has ${formatBytes(weights)} of weights, and ${formatCount(gpus)} × ${gpu.name} ${gpus === 1 ? 'holds' : 'hold'} ${formatBytes(memory)}: ${isThisTheModel}`;
  return aFlag('does-not-fit', assumed ? 'warning' : 'invalid', message, {
    weightsBytes: weights,
    memoryBytes: memory,
    gpus,
  });
};

/** Tokens of context a decoding request reads on average: its prompt without a shared prefix, and half of its answer. */
function contextTokens({ derived, workload }: Checked): number {
  const prompt = Math.max(0, (derived.meanIsl ?? workload.isl ?? 0) - (workload.sharedPrefix ?? 0));
  return prompt + (derived.meanOsl ?? workload.osl ?? 0) / 2;
}

/**
 * `faster-than-physics`: a user's speed above what memory bandwidth allows at the requests in service, at efficiency 1,
 * times the accepted length under speculative decoding (unknown acceptance: not judged). Weights alone bound every batch,
 * so beating that is invalid; beating only the bound at B is invalid where B is exact and a warning where it is
 * approximate, or where the precision is assumed. An unstated KV type counts as one byte, the least in common use.
 */
export const fasterThanPhysics: Check = (measurement) => {
  const { derived, deployment, evidence } = measurement;
  const facts = known(measurement);
  const speed = derived.tokensPerSPerUser.medianTpot ?? derived.tokensPerSPerUser.medianItl;
  const { inService } = derived;
  if (!facts || speed === null || inService === null || !deployment.topology) return null;
  if (evidence.speculative === true && evidence.acceptanceLength === null) return null;
  const accepted = evidence.acceptanceLength ?? 1;
  const bound = (context: number) => {
    const perStep = bandwidthBound({
      ...facts,
      topology: deployment.topology ?? [],
      bytesPerKvValue: weightBytes(deployment.kvCacheDtype ?? 'fp8') ?? 1,
      inService: inService.value,
      contextTokens: context,
    });
    return perStep === null ? null : perStep * accepted;
  };
  const atLoad = bound(contextTokens(measurement));
  const byWeights = bound(0);
  if (atLoad === null || byWeights === null || speed <= atLoad) return null;
  const isCertain = !facts.assumed && (inService.exact || speed > byWeights);
  const message = `${formatNumber(speed)} tok/s per user, but memory bandwidth allows ${formatNumber(atLoad)} with ${formatCount(Math.round(inService.value))} in service: ${isThisTheModel}`;
  const numbers = { tokensPerSPerUser: speed, boundTokensPerS: atLoad, inService: inService.value };
  return aFlag('faster-than-physics', isCertain ? 'invalid' : 'warning', message, numbers);
};
