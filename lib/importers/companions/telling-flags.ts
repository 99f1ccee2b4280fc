import { canonicalJson } from '@/lib/domain/identity';
import type { FlagValue } from '@/lib/vllm/arguments/flag-values';

/** Flags with text that shape speed. Text of any other flag may be an address, a path or a secret, and is not kept. */
const texts = new Set(
  `all2all-backend attention-backend data-parallel-backend dcp-comm-backend distributed-executor-backend dtype
  expert-placement-strategy gdn-prefill-backend guided-decoding-backend kv-offloading-backend linear-backend load-format
  mamba-cache-dtype mamba-cache-mode mamba-ssm-cache-dtype mm-encoder-tp-mode model-impl moe-backend offload-backend
  performance-mode preemption-mode quantization runner scheduling-policy speculative-model task
  tokenizer-mode`.split(/\s+/),
);
/** Flags with JSON that shape speed. */
const objects = new Set(
  `attention-config compilation-config cudagraph-capture-sizes eplb-config hf-overrides kernel-config
  kv-transfer-config limit-mm-per-prompt rope-scaling speculative-config`.split(/\s+/),
);

/** What a name or a setting looks like, as against a sentence, an address or a key. */
const word = /^[A-Za-z0-9][\w./+-]{0,199}$/;
const secretWord = /^(?:sk|hf|ghp|gho|xox[a-z]|AKIA|eyJ)[-_]?[A-Za-z0-9]{12,}|^[A-Za-z0-9+/_-]{32,}$/;
const secretKey =
  /key|token|secret|passw|credential|auth|cookie|bearer|url|addr|host|(?:^|_)ip(?:_|$)|port|path|dir|extra/i;

/**
 * A flag's value as a deployment keeps it: numbers and switches of all flags, text and JSON only of those known to shape
 * speed, and of these only what looks like a setting. null: it is not kept.
 */
export function tellingFlagValue(name: string, value: FlagValue): string | number | boolean | null {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (typeof value === 'string') return texts.has(name) && isSetting(value) ? value : null;
  if (value === null || !objects.has(name)) return null;
  const safe = withoutSecrets(value, 0);
  return safe === undefined ? null : canonicalJson(safe).slice(0, 400);
}

/** Whether a text is a plain setting. */
export const isSetting = (text: string) => word.test(text) && !secretWord.test(text);

function withoutSecrets(value: FlagValue, depth: number): FlagValue | undefined {
  if (typeof value === 'string') return isSetting(value) ? value : undefined;
  if (value === null || typeof value !== 'object') return value;
  if (depth > 6) return undefined;
  const inner = (entry: FlagValue) => withoutSecrets(entry, depth + 1);
  if (Array.isArray(value)) return value.slice(0, 64).flatMap((entry) => inner(entry) ?? []);
  const kept = Object.entries(value).flatMap(([key, entry]): [string, FlagValue][] => {
    const isPlain = typeof entry === 'number' || typeof entry === 'boolean';
    const safe = secretKey.test(key) && !isPlain ? undefined : inner(entry);
    return safe === undefined ? [] : [[key, safe]];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
