import { activeParams } from '../model/model-catalog';
import type { EngineConfig } from './engine-config';
import { planMemory } from './memory-plan';

/** What one step of one engine computes. */
export interface StepLoad {
  /** Prompt tokens computed in this step. */
  readonly prefillTokens: number;
  /** Sequences that add one token. */
  readonly decodeSequences: number;
  /** Cached tokens that attention reads. */
  readonly contextTokens: number;
  /** Pairs of a new token and one it attends to. */
  readonly attentionPairs: number;
}

/** Share of the memory's peak that reading weights and cache reaches. */
const MEMORY_EFFICIENCY = 0.82;
/** Share of the peak FLOPS that large matrix products reach, and attention. */
const GEMM_EFFICIENCY = 0.6;
const ATTENTION_EFFICIENCY = 0.35;
/** Work per step that is not on the GPU's books: scheduling, sampling, and for each sequence its bookkeeping. */
const HOST_SECONDS = 250e-6;
const HOST_SECONDS_PER_SEQUENCE = 3e-6;
/** Gaps between the kernels of one layer, with captured graphs and without. */
const LAYER_SECONDS = 5e-6;
const LAYER_SECONDS_EAGER = 120e-6;
/** Handing a micro-batch to the next stage, on top of the link: a message between two processes. */
const HOP_SECONDS = 60e-6;
const ACTIVATION_BYTES = 2;

/**
 * Time of one stage of the pipeline for one micro-batch, and of the hop to the next stage, in seconds.
 *
 * A stage takes the longer of memory and compute, plus communication and host work:
 * - memory: weights and cache of the stage / (TP x bandwidth x efficiency). Of a mixture's experts only the touched are read;
 * - compute: 2 x active parameters x tokens / (TP x FLOPS x efficiency), plus 4 x heads x head size per attention pair;
 * - communication, TP > 1: two all-reduces a layer, each a latency that grows with TP, plus 2(TP-1)/TP of the hidden
 *   states over the link. A mixture over DP ranks adds one exchange a layer.
 */
export class StepCost {
  private readonly config: EngineConfig;
  private readonly kvBytesPerTokenPerGpu: number;
  private readonly layersPerStage: number;

  constructor(config: EngineConfig) {
    this.config = config;
    this.kvBytesPerTokenPerGpu = planMemory(config).kvBytesPerTokenPerGpu;
    this.layersPerStage = config.model.layers / config.layout.pp;
  }

  /** `groupTokens`: tokens of all ranks that step together; experts see them all. */
  stageSeconds(load: StepLoad, groupTokens: number): number {
    const { layout, enforceEager } = this.config;
    const tokens = load.prefillTokens / layout.pcp + load.decodeSequences;
    const host = HOST_SECONDS + HOST_SECONDS_PER_SEQUENCE * load.decodeSequences;
    const layers = this.layersPerStage * (enforceEager ? LAYER_SECONDS_EAGER : LAYER_SECONDS);
    const kernels = Math.max(this.memorySeconds(load, groupTokens), this.computeSeconds(load, tokens, groupTokens));
    return kernels + this.communicationSeconds(tokens) + layers + host;
  }

  /** Zero without pipeline parallelism. */
  hopSeconds(load: StepLoad): number {
    const { layout, gpu, model } = this.config;
    if (layout.pp === 1) return 0;
    const tokens = load.prefillTokens / layout.pcp + load.decodeSequences;
    return (
      HOP_SECONDS + gpu.linkLatencyS + (tokens * model.hiddenSize * ACTIVATION_BYTES) / (layout.tp * gpu.linkBytesPerS)
    );
  }

  private memorySeconds(load: StepLoad, groupTokens: number): number {
    const { model, precision, layout, gpu } = this.config;
    const experts = model.experts;
    const touched = experts ? 1 - Math.pow(1 - experts.perToken / experts.count, groupTokens) : 0;
    const expertParams = experts?.params ?? 0;
    const shared = (model.params - expertParams) / (layout.tp * layout.pp);
    const spread = (expertParams * touched) / (layout.tp * layout.pp * layout.dp);
    const cache = load.contextTokens * this.kvBytesPerTokenPerGpu;
    return ((shared + spread) * precision.weightBytes + cache) / (gpu.memoryBytesPerS * MEMORY_EFFICIENCY);
  }

  private computeSeconds(load: StepLoad, tokens: number, groupTokens: number): number {
    const { model, precision, layout, gpu } = this.config;
    const activeExperts = model.experts ? model.experts.params * (model.experts.perToken / model.experts.count) : 0;
    const shared = (activeParams(model) - activeExperts) * tokens;
    const spread = (activeExperts * groupTokens) / (layout.dp * layout.pcp);
    const gemm = (2 * (shared + spread)) / (layout.tp * layout.pp * precision.flopsPerS(gpu) * GEMM_EFFICIENCY);
    const pairs = load.attentionPairs / layout.pcp;
    const attention =
      (4 * model.attentionHeads * model.headDim * this.layersPerStage * pairs) /
      (layout.tp * gpu.bf16FlopsPerS * ATTENTION_EFFICIENCY);
    return gemm + attention;
  }

  private communicationSeconds(tokens: number): number {
    const { model, layout } = this.config;
    const bytes = tokens * model.hiddenSize * ACTIVATION_BYTES;
    const reduce = layout.tp > 1 ? 2 * this.exchangeSeconds(layout.tp, (2 * (layout.tp - 1) * bytes) / layout.tp) : 0;
    const dispatch = model.experts && layout.dp > 1 ? 2 * this.exchangeSeconds(layout.dp, bytes) : 0;
    const gather = layout.dcp > 1 ? this.exchangeSeconds(layout.dcp, bytes) : 0;
    return this.layersPerStage * (reduce + dispatch + gather);
  }

  private exchangeSeconds(peers: number, bytes: number): number {
    const { gpu } = this.config;
    return gpu.linkLatencyS * (0.6 + 0.2 * peers) + bytes / gpu.linkBytesPerS;
  }
}
