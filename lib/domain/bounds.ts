import type { GpuSpec } from './hardware';
import type { ModelShape } from './models';
import type { EngineGroup, Topology } from './topology';

/** The engines that decode: a user's speed is theirs. */
export function decodingEngine(topology: Topology): EngineGroup | null {
  return topology.find(({ role }) => role === 'decode') ?? topology.find(({ role }) => role === 'aggregate') ?? null;
}

function isMixtureOfExperts(shape: ModelShape): boolean {
  return shape.activeParams < shape.params;
}

/**
 * GPUs among which one copy of the weights is split: TP x PP x PCP, and DP as well for a mixture of experts, whose experts
 * may be spread over the DP ranks.
 */
export function gpusPerCopy(engine: EngineGroup, shape: ModelShape): number {
  return engine.tp * engine.pp * engine.pcp * (isMixtureOfExperts(shape) ? engine.dp : 1);
}

/** Bytes of all weights at that many bytes per weight; scales, and layers kept at a higher precision, come on top. */
export function weightsSize(shape: ModelShape, bytesPerWeight: number): number {
  return shape.params * bytesPerWeight;
}

/** Memory of one GPU in bytes. Vendors count in powers of 1024 where they write GB: an "80 GB" H100 holds 80 GiB. */
export function memorySize(gpu: GpuSpec): number {
  return gpu.memoryGb * 1024 ** 3;
}

/**
 * KV-cache bytes one token of context takes over all layers: 2 x layers x KV heads x head size x bytes, or layers x
 * latent x bytes for MLA. Definitions 7.
 */
export function kvBytesPerToken(shape: ModelShape, bytesPerValue: number): number {
  if (shape.kvLatent !== null) return shape.layers * shape.kvLatent * bytesPerValue;
  return 2 * shape.layers * shape.kvHeads * shape.headDim * bytesPerValue;
}

/** Bytes of weights read for one token: what it uses, less an embedding table of which only one row is looked up. */
function weightsRead(shape: ModelShape, bytesPerWeight: number): number {
  const lookedUp = shape.tiedEmbeddings ? 0 : shape.vocab * shape.hidden;
  return (shape.activeParams - lookedUp) * bytesPerWeight;
}

/** GPUs of a tensor group that share a sequence's KV cache: heads are copied beyond their number, a latent always is. */
function kvShards(engine: EngineGroup, shape: ModelShape): number {
  if ((engine.attentionDp ?? 1) > 1) return engine.tp;
  const heads = shape.kvLatent === null ? Math.min(engine.tp, shape.kvHeads) : 1;
  return Math.min(engine.tp, heads * engine.dcp);
}

export interface BoundInput {
  shape: ModelShape;
  gpu: GpuSpec;
  topology: Topology;
  bytesPerWeight: number;
  bytesPerKvValue: number;
  /** Requests decoding at once over the whole deployment. */
  inService: number;
  /** Tokens of context each of them reads per step. */
  contextTokens: number;
}

/**
 * The most tokens per second one user can get, by memory bandwidth alone at efficiency 1: per step every GPU of the
 * tensor group reads its part of the weights and of the KV cache of its micro-batch b = max(1, B / (DP·PP·replicas)).
 * PP and replicas never speed up one user. What is not surely read (experts not chosen, scales) counts as not read, so
 * the bound errs towards too high. Definitions 7.
 *
 * null where the attention is sliding or hybrid (KV traffic not modelled), or no engine decodes.
 */
export function bandwidthBound(input: BoundInput): number | null {
  const { shape, gpu, topology, bytesPerWeight, bytesPerKvValue, inService, contextTokens } = input;
  const engine = decodingEngine(topology);
  if (!engine || shape.attention === 'sliding' || shape.attention === 'hybrid') return null;
  const batch = Math.max(1, inService / (engine.replicas * engine.dp * engine.pp));
  const weightGpus = engine.tp * (isMixtureOfExperts(shape) ? engine.dp : 1);
  const bytesPerGpu =
    weightsRead(shape, bytesPerWeight) / weightGpus +
    (batch * contextTokens * kvBytesPerToken(shape, bytesPerKvValue)) / kvShards(engine, shape);
  return (gpu.bandwidthGbPerS * 1e9) / bytesPerGpu;
}
