/** What decides a model's speed and memory. Counts are of parameters, not bytes. */
export interface ModelShape {
  readonly architecture: string;
  readonly layers: number;
  readonly hiddenSize: number;
  readonly attentionHeads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly params: number;
  /** Null for a dense model. `params` is what all experts hold together, a part of the model's. */
  readonly experts: { readonly count: number; readonly perToken: number; readonly params: number } | null;
  /** Elements cached per token and layer when attention is multi-head latent: replicated over TP. Null otherwise. */
  readonly latentKvElements: number | null;
  readonly maxPositions: number;
}

const B = 1e9;

type Row = readonly [
  pattern: RegExp,
  architecture: string,
  layers: number,
  hiddenSize: number,
  attentionHeads: number,
  kvHeads: number,
  headDim: number,
  billions: number,
  maxPositions: number,
];

// From the models' public configuration files. First match wins: the longer names come first.
const DENSE: readonly Row[] = [
  [/opt-125m/, 'OPTForCausalLM', 12, 768, 12, 12, 64, 0.125, 2048],
  [/llama-?3(\.\d)?-?405b/, 'LlamaForCausalLM', 126, 16384, 128, 8, 128, 405.9, 131072],
  [/llama-?3(\.\d)?-?70b|l70b|llama-70b/, 'LlamaForCausalLM', 80, 8192, 64, 8, 128, 70.6, 131072],
  [/llama-?3(\.\d)?-?8b|llama-8b/, 'LlamaForCausalLM', 32, 4096, 32, 8, 128, 8.03, 131072],
  [/llama-?3(\.\d)?-?3b/, 'LlamaForCausalLM', 28, 3072, 24, 8, 128, 3.21, 131072],
  [/llama-?3(\.\d)?-?1b/, 'LlamaForCausalLM', 16, 2048, 32, 8, 64, 1.24, 131072],
  [/llama-?2-?70b/, 'LlamaForCausalLM', 80, 8192, 64, 8, 128, 69.0, 4096],
  [/llama-?2-?13b/, 'LlamaForCausalLM', 40, 5120, 40, 40, 128, 13.0, 4096],
  [/llama-?2-?7b/, 'LlamaForCausalLM', 32, 4096, 32, 32, 128, 6.74, 4096],
  [/mistral-?7b/, 'MistralForCausalLM', 32, 4096, 32, 8, 128, 7.25, 32768],
  [/qwen3-?0\.6b/, 'Qwen3ForCausalLM', 28, 1024, 16, 8, 128, 0.6, 40960],
  [/qwen3-?4b/, 'Qwen3ForCausalLM', 36, 2560, 32, 8, 128, 4.02, 40960],
  [/qwen3-?8b/, 'Qwen3ForCausalLM', 36, 4096, 32, 8, 128, 8.19, 40960],
  [/qwen3-?14b/, 'Qwen3ForCausalLM', 40, 5120, 40, 8, 128, 14.8, 40960],
  [/qwen3-?32b/, 'Qwen3ForCausalLM', 64, 5120, 64, 8, 128, 32.8, 40960],
  [/qwen2\.5-?0\.5b/, 'Qwen2ForCausalLM', 24, 896, 14, 2, 64, 0.49, 32768],
  [/qwen2\.5-?7b/, 'Qwen2ForCausalLM', 28, 3584, 28, 4, 128, 7.62, 32768],
  [/qwen2\.5-?72b/, 'Qwen2ForCausalLM', 80, 8192, 64, 8, 128, 72.7, 32768],
];

const MIXTURES: readonly { pattern: RegExp; shape: ModelShape }[] = [
  {
    pattern: /mixtral-?8x7b/,
    shape: {
      architecture: 'MixtralForCausalLM',
      layers: 32,
      hiddenSize: 4096,
      attentionHeads: 32,
      kvHeads: 8,
      headDim: 128,
      params: 46.7 * B,
      experts: { count: 8, perToken: 2, params: 45.1 * B },
      latentKvElements: null,
      maxPositions: 32768,
    },
  },
  {
    pattern: /qwen3-?30b-a3b/,
    shape: {
      architecture: 'Qwen3MoeForCausalLM',
      layers: 48,
      hiddenSize: 2048,
      attentionHeads: 32,
      kvHeads: 4,
      headDim: 128,
      params: 30.5 * B,
      experts: { count: 128, perToken: 8, params: 29.0 * B },
      latentKvElements: null,
      maxPositions: 40960,
    },
  },
  {
    pattern: /qwen3-?235b-a22b/,
    shape: {
      architecture: 'Qwen3MoeForCausalLM',
      layers: 94,
      hiddenSize: 4096,
      attentionHeads: 64,
      kvHeads: 4,
      headDim: 128,
      params: 235 * B,
      experts: { count: 128, perToken: 8, params: 227 * B },
      latentKvElements: null,
      maxPositions: 40960,
    },
  },
  {
    pattern: /gpt-oss-?120b/,
    shape: {
      architecture: 'GptOssForCausalLM',
      layers: 36,
      hiddenSize: 2880,
      attentionHeads: 64,
      kvHeads: 8,
      headDim: 64,
      params: 116.8 * B,
      experts: { count: 128, perToken: 4, params: 114.7 * B },
      latentKvElements: null,
      maxPositions: 131072,
    },
  },
  {
    pattern: /gpt-oss-?20b/,
    shape: {
      architecture: 'GptOssForCausalLM',
      layers: 24,
      hiddenSize: 2880,
      attentionHeads: 64,
      kvHeads: 8,
      headDim: 64,
      params: 20.9 * B,
      experts: { count: 32, perToken: 4, params: 19.1 * B },
      latentKvElements: null,
      maxPositions: 131072,
    },
  },
  {
    pattern: /deepseek-?(v3|r1)/,
    shape: {
      architecture: 'DeepseekV3ForCausalLM',
      layers: 61,
      hiddenSize: 7168,
      attentionHeads: 128,
      kvHeads: 128,
      headDim: 128,
      params: 671 * B,
      experts: { count: 256, perToken: 8, params: 654 * B },
      latentKvElements: 576,
      maxPositions: 163840,
    },
  },
];

/**
 * The shape behind a model name or path. Known names come from a table; any other name must state its size
 * ("acme/chat-34B", "x-30B-A3B" for a mixture) and gets the shape models of that size usually have. Null when neither
 * holds: the real program could not find such a model either.
 */
export function findModelShape(model: string): ModelShape | null {
  const name = model
    .toLowerCase()
    .replace(/_/g, '-')
    .replace(/meta-llama-?/g, 'llama-');
  const mixture = MIXTURES.find((entry) => entry.pattern.test(name));
  if (mixture) return mixture.shape;
  const row = DENSE.find((entry) => entry[0].test(name));
  if (row) {
    const [, architecture, layers, hiddenSize, attentionHeads, kvHeads, headDim, billions, maxPositions] = row;
    return {
      architecture,
      layers,
      hiddenSize,
      attentionHeads,
      kvHeads,
      headDim,
      params: billions * B,
      experts: null,
      latentKvElements: null,
      maxPositions,
    };
  }
  return guessShape(name);
}

function guessShape(name: string): ModelShape | null {
  const sizes = /(?:^|[^a-z0-9.])(\d+(?:\.\d+)?)b(?![a-z0-9])(?:-a(\d+(?:\.\d+)?)b(?![a-z0-9]))?/.exec(name);
  const billions = Number(sizes?.[1]);
  if (!Number.isFinite(billions) || billions <= 0 || billions > 10_000) return null;
  const activeBillions = sizes?.[2] === undefined ? null : Number(sizes[2]);
  // Depth and width of models of that size grow with about the 0.37th and 0.31th power: 1B 16x2048, 8B 32x4096, 70B 80x8192.
  const layers = Math.max(4, 2 * Math.round((16 * Math.pow(activeBillions ?? billions, 0.37)) / 2));
  const hiddenSize = Math.max(512, 512 * Math.round((2048 * Math.pow(activeBillions ?? billions, 0.31)) / 512));
  const attentionHeads = Math.max(8, hiddenSize / 128);
  return {
    architecture: activeBillions === null ? 'LlamaForCausalLM' : 'MixtralForCausalLM',
    layers,
    hiddenSize,
    attentionHeads,
    kvHeads: 8,
    headDim: 128,
    params: billions * B,
    experts: activeBillions === null || activeBillions >= billions ? null : mixtureOf(billions, activeBillions),
    latentKvElements: null,
    maxPositions: 131072,
  };
}

/** A tenth of the active parameters is taken to be shared by all tokens; eight of N experts make up the rest. */
function mixtureOf(billions: number, activeBillions: number) {
  const perToken = 8;
  const shared = 0.1 * activeBillions;
  const params = billions - shared;
  const count = Math.max(perToken, Math.round((perToken * params) / (activeBillions - shared)));
  return { count, perToken, params: params * B };
}

/** Parameters a single token passes through. */
export function activeParams(model: ModelShape): number {
  if (!model.experts) return model.params;
  return model.params - model.experts.params * (1 - model.experts.perToken / model.experts.count);
}
