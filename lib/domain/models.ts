/**
 * Shapes of open models, from the `config.json` and the parameter count on each model's card at Hugging Face. They serve
 * bounds and plausibility; a model that is not here is unknown, and what needs its shape does not run.
 */
export interface ModelShape {
  name: string;
  /** All parameters, and those one token uses. Equal for dense models. */
  params: number;
  activeParams: number;
  layers: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  hidden: number;
  vocab: number;
  /** The output layer is the embedding table, so that table is read for every token. */
  tiedEmbeddings: boolean;
  /** `sliding` and `hybrid`: not every layer reads the whole context, so KV traffic is not modelled. */
  attention: 'full' | 'sliding' | 'hybrid' | 'mla';
  /** MLA: width of the latent each token leaves per layer, kv_lora_rank + qk_rope_head_dim. */
  kvLatent: number | null;
  /** Bytes per weight of the published checkpoint. */
  nativeBytes: number;
}

type Numbers = [
  paramsB: number,
  activeB: number,
  layers: number,
  heads: number,
  kvHeads: number,
  headDim: number,
  hidden: number,
  vocab: number,
];
type Marks = Partial<Pick<ModelShape, 'tiedEmbeddings' | 'attention' | 'kvLatent' | 'nativeBytes'>>;

const tied: Marks = { tiedEmbeddings: true };
const mla = (nativeBytes: number): Marks => ({ attention: 'mla', kvLatent: 576, nativeBytes });
const sliding: Marks = { attention: 'sliding' };

/** Pattern on the simplified name, name, [params B, active B, layers, heads, KV heads, head size, hidden, vocabulary]. */
const table: [RegExp, string, Numbers, Marks?][] = [
  [/^llama-2-7b/, 'Llama-2-7B', [6.738, 6.738, 32, 32, 32, 128, 4096, 32000]],
  [/^llama-2-13b/, 'Llama-2-13B', [13.016, 13.016, 40, 40, 40, 128, 5120, 32000]],
  [/^llama-2-70b/, 'Llama-2-70B', [68.977, 68.977, 80, 64, 8, 128, 8192, 32000]],
  [/^(hermes-3-)?llama-3(\.1)?-8b/, 'Llama-3.1-8B', [8.03, 8.03, 32, 32, 8, 128, 4096, 128256]],
  [/^(hermes-3-)?llama-3(\.1|\.3)?-70b/, 'Llama-3.1-70B', [70.554, 70.554, 80, 64, 8, 128, 8192, 128256]],
  [/^(hermes-3-)?llama-3\.1-405b/, 'Llama-3.1-405B', [405.853, 405.853, 126, 128, 8, 128, 16384, 128256]],
  [/^llama-3\.2-1b/, 'Llama-3.2-1B', [1.236, 1.236, 16, 32, 8, 64, 2048, 128256], tied],
  [/^llama-3\.2-3b/, 'Llama-3.2-3B', [3.213, 3.213, 28, 24, 8, 128, 3072, 128256], tied],
  [/^llama-4-scout/, 'Llama-4-Scout', [108.6, 17.2, 48, 40, 8, 128, 5120, 202048], sliding],
  [/^llama-4-maverick/, 'Llama-4-Maverick', [401.6, 17.2, 48, 40, 8, 128, 5120, 202048], sliding],
  [/^deepseek-r1-distill-llama-8b/, 'Llama-3.1-8B', [8.03, 8.03, 32, 32, 8, 128, 4096, 128256]],
  [/^deepseek-r1-distill-llama-70b/, 'Llama-3.1-70B', [70.554, 70.554, 80, 64, 8, 128, 8192, 128256]],
  [/^mistral-7b-.*v0\.1/, 'Mistral-7B v0.1', [7.242, 7.242, 32, 32, 8, 128, 4096, 32000], sliding],
  [/^mistral-7b/, 'Mistral-7B', [7.242, 7.242, 32, 32, 8, 128, 4096, 32000]],
  [/^mistral-nemo/, 'Mistral-Nemo', [12.248, 12.248, 40, 32, 8, 128, 5120, 131072]],
  [/^mistral-small-(3\.\d-)?24b/, 'Mistral-Small-24B', [23.572, 23.572, 40, 32, 8, 128, 5120, 131072]],
  [/^mistral-large-.*2407/, 'Mistral-Large-2407', [122.61, 122.61, 88, 96, 8, 128, 12288, 32768]],
  [/^codestral-22b/, 'Codestral-22B', [22.247, 22.247, 56, 48, 8, 128, 6144, 32768]],
  [/^mixtral-8x7b/, 'Mixtral-8x7B', [46.703, 12.88, 32, 32, 8, 128, 4096, 32000]],
  [/^mixtral-8x22b/, 'Mixtral-8x22B', [140.621, 39.15, 56, 48, 8, 128, 6144, 32000]],
  [/^qwen2\.5-(coder-)?0\.5b/, 'Qwen2.5-0.5B', [0.494, 0.494, 24, 14, 2, 64, 896, 151936], tied],
  [/^qwen2\.5-(coder-)?1\.5b/, 'Qwen2.5-1.5B', [1.544, 1.544, 28, 12, 2, 128, 1536, 151936], tied],
  [/^qwen2\.5-(coder-)?3b/, 'Qwen2.5-3B', [3.086, 3.086, 36, 16, 2, 128, 2048, 151936], tied],
  [/^qwen2(\.5)?-(coder-)?7b/, 'Qwen2.5-7B', [7.616, 7.616, 28, 28, 4, 128, 3584, 152064]],
  [/^qwen2\.5-(coder-)?14b/, 'Qwen2.5-14B', [14.77, 14.77, 48, 40, 8, 128, 5120, 152064]],
  [/^(qwen2\.5-(coder-)?|qwq-)32b/, 'Qwen2.5-32B', [32.764, 32.764, 64, 40, 8, 128, 5120, 152064]],
  [/^qwen2(\.5)?-72b/, 'Qwen2.5-72B', [72.706, 72.706, 80, 64, 8, 128, 8192, 152064]],
  [/^deepseek-r1-distill-qwen-7b/, 'Qwen2.5-7B', [7.616, 7.616, 28, 28, 4, 128, 3584, 152064]],
  [/^deepseek-r1-distill-qwen-14b/, 'Qwen2.5-14B', [14.77, 14.77, 48, 40, 8, 128, 5120, 152064]],
  [/^deepseek-r1-distill-qwen-32b/, 'Qwen2.5-32B', [32.764, 32.764, 64, 40, 8, 128, 5120, 152064]],
  [/^qwen3-0\.6b/, 'Qwen3-0.6B', [0.596, 0.596, 28, 16, 8, 128, 1024, 151936], tied],
  [/^qwen3-1\.7b/, 'Qwen3-1.7B', [1.721, 1.721, 28, 16, 8, 128, 2048, 151936], tied],
  [/^qwen3-4b/, 'Qwen3-4B', [4.022, 4.022, 36, 32, 8, 128, 2560, 151936], tied],
  [/^qwen3-8b/, 'Qwen3-8B', [8.191, 8.191, 36, 32, 8, 128, 4096, 151936]],
  [/^qwen3-14b/, 'Qwen3-14B', [14.768, 14.768, 40, 40, 8, 128, 5120, 151936]],
  [/^qwen3-32b/, 'Qwen3-32B', [32.762, 32.762, 64, 64, 8, 128, 5120, 151936]],
  [/^qwen3-(coder-)?30b-a3b/, 'Qwen3-30B-A3B', [30.532, 3.345, 48, 32, 4, 128, 2048, 151936]],
  [/^qwen3-235b-a22b/, 'Qwen3-235B-A22B', [235.094, 22.19, 94, 64, 4, 128, 4096, 151936]],
  [/^gpt-oss-20b/, 'gpt-oss-20b', [20.91, 3.61, 24, 64, 8, 64, 2880, 201088], { ...sliding, nativeBytes: 0.5 }],
  [/^gpt-oss-120b/, 'gpt-oss-120b', [116.83, 5.13, 36, 64, 8, 64, 2880, 201088], { ...sliding, nativeBytes: 0.5 }],
  [/^deepseek-v2-lite/, 'DeepSeek-V2-Lite', [15.706, 2.4, 27, 16, 1, 192, 2048, 102400], mla(2)],
  [/^deepseek-(v3(-0324|\.1)?|r1(-0528)?)$/, 'DeepSeek-V3', [671.026, 37, 61, 128, 1, 192, 7168, 129280], mla(1)],
  [/^kimi-k2(-|$)/, 'Kimi-K2', [1026.4, 32, 61, 64, 1, 192, 7168, 163840], mla(1)],
  [/^gemma-2-9b/, 'Gemma-2-9B', [9.242, 9.242, 42, 16, 8, 256, 3584, 256000], { ...tied, ...sliding }],
  [/^gemma-2-27b/, 'Gemma-2-27B', [27.227, 27.227, 46, 32, 16, 128, 4608, 256000], { ...tied, ...sliding }],
  [/^gemma-3-12b/, 'Gemma-3-12B', [12.187, 12.187, 48, 16, 8, 256, 3840, 262208], { ...tied, ...sliding }],
  [/^gemma-3-27b/, 'Gemma-3-27B', [27.432, 27.432, 62, 32, 16, 128, 5376, 262208], { ...tied, ...sliding }],
  [/^phi-4$/, 'Phi-4', [14.66, 14.66, 40, 40, 10, 128, 5120, 100352]],
  [/^opt-125m/, 'OPT-125M', [0.125, 0.125, 12, 12, 12, 64, 768, 50272], tied],
];

/** A model's name without owner, "Meta-" and marks of precision, in small letters. */
function simplified(model: string): string {
  const last =
    model
      .split(/[/\\]/)
      .filter((part) => part !== '')
      .at(-1) ?? '';
  return last
    .replace(/^.+--(?=.)/, '')
    .toLowerCase()
    .replace(/^meta-(?=llama)/, '')
    .replace(/[_ ]/g, '-')
    .replace(/-(nvfp4|mxfp4|fp4|fp8|bf16|fp16|awq|gptq|int8|int4|w8a8|w4a16|w8a16|dynamic|quantized\.\w+)(?=-|$)/g, '');
}

/** The shape of a model by its name, or null for one nobody knows. Fine-tunes match by the base model their name opens with. */
export function findModelShape(model: string): ModelShape | null {
  const name = simplified(model);
  const row = table.find(([pattern]) => pattern.test(name));
  if (!row) return null;
  const [, label, [paramsB, activeB, layers, heads, kvHeads, headDim, hidden, vocab], marks] = row;
  return {
    name: label,
    params: paramsB * 1e9,
    activeParams: activeB * 1e9,
    layers,
    heads,
    kvHeads,
    headDim,
    hidden,
    vocab,
    tiedEmbeddings: false,
    attention: 'full',
    kvLatent: null,
    nativeBytes: 2,
    ...marks,
  };
}
