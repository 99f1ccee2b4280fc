/** Words for the precision of weights, as names and settings write them, and the one we keep. */
const words: readonly (readonly [RegExp, string])[] = [
  [/nvfp4/i, 'nvfp4'],
  [/mxfp4/i, 'mxfp4'],
  [/mxfp8/i, 'mxfp8'],
  [/awq/i, 'awq'],
  [/gptq/i, 'gptq'],
  [/w4a16/i, 'w4a16'],
  [/w4a8/i, 'w4a8'],
  [/w8a16/i, 'w8a16'],
  [/w8a8/i, 'w8a8'],
  [/fp8/i, 'fp8'],
  [/fp4/i, 'fp4'],
  [/bf16|bfloat16/i, 'bf16'],
  [/fp16|float16/i, 'fp16'],
  [/int8/i, 'int8'],
  [/int4/i, 'int4'],
];

/** Ways to say one thing: a method and the bits it leaves. */
const sameThing: Readonly<Record<string, readonly string[]>> = {
  awq: ['int4', 'w4a16'],
  gptq: ['int4', 'int8', 'w4a16'],
  w4a16: ['int4'],
  w8a8: ['int8', 'fp8'],
};

const settings: Readonly<Record<string, string>> = { half: 'fp16', float16: 'fp16', bfloat16: 'bf16' };

/**
 * The weights' precision out of a model's, file's or folder's name: "Llama-3-70B-FP8" is "fp8". null where the name
 * has no such word, or two that contradict each other. A word about the KV cache ("kv_fp8") is not one about weights.
 */
export function precisionFromName(name: string): string | null {
  const found = words.flatMap(([word, precision]) => (standsAlone(word, name) ? [precision] : []));
  const [first, ...others] = found;
  if (first === undefined) return null;
  return others.every((other) => sameThing[first]?.includes(other)) ? first : null;
}

function standsAlone(word: RegExp, name: string): boolean {
  return new RegExp(`(?<![a-z0-9])(?<!kv[-_]?(?:cache[-_]?)?(?:dtype[-_=]?)?)(?:${word.source})(?![a-z0-9])`, 'i').test(
    name,
  );
}

/** A stated precision in our spelling: "bfloat16" is "bf16"; a word we do not know stays as it is. "auto" says nothing. */
export function precisionFromSetting(setting: string): string | null {
  const text = setting.trim();
  if (text === '' || /^(auto|none|null|n\/a)$/i.test(text)) return null;
  const known = words.find(([word]) => new RegExp(`^(?:${word.source})$`, 'i').test(text));
  return settings[text.toLowerCase()] ?? known?.[1] ?? text;
}
