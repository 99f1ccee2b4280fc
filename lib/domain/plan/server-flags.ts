import { z } from 'zod';
import { isModelName, isOneLine } from './names';

/** A server flag as the form and the API write it: `{ name: 'max-num-seqs', value: '256' }`; null for a switch. */
export const serverFlag = z.strictObject({ name: z.string().min(1).max(100), value: z.string().max(4000).nullable() });
export type ServerFlag = z.infer<typeof serverFlag>;

type FlagKind = 'switch' | 'whole' | 'number' | 'size' | 'word' | 'model' | 'json';

const patterns: Record<Exclude<FlagKind, 'switch' | 'model' | 'json'>, readonly [RegExp, string]> = {
  whole: [/^-?\d{1,12}$/, 'a whole number'],
  number: [/^-?\d{1,12}(\.\d{1,12})?$/, 'a number'],
  size: [/^(-1|auto|\d{1,12}(\.\d{1,6})?[kKmMgGtT]?)$/, 'a size such as 32768, 32k or auto'],
  word: [/^[A-Za-z0-9][A-Za-z0-9._:,+-]{0,199}$/, 'one word of letters, digits and . _ : , + -'],
};

const named = (kind: FlagKind, names: string): [string, FlagKind][] => names.split(' ').map((name) => [name, kind]);

/** Flags of the engine, which `vllm serve` and `vllm bench throughput` share. Source: vLLM's engine arguments, 2026-08. */
const engineFlags = new Map<string, FlagKind>([
  ...named('switch', 'enable-expert-parallel enable-eplb enable-dbo enable-prefix-caching enable-chunked-prefill'),
  ...named('switch', 'enforce-eager async-scheduling trust-remote-code disable-custom-all-reduce enable-mfu-metrics'),
  ...named('switch', 'enable-sleep-mode disable-sliding-window calculate-kv-scales disable-cascade-attn'),
  ...named('whole', 'max-num-seqs max-logprobs block-size num-gpu-blocks-override seed stream-interval'),
  ...named('whole', 'decode-context-parallel-size max-parallel-loading-workers num-lookahead-slots'),
  ...named('whole', 'max-num-partial-prefills max-long-partial-prefills long-prefill-token-threshold'),
  ...named('size', 'max-model-len max-num-batched-tokens kv-cache-memory-bytes'),
  ...named('number', 'gpu-memory-utilization swap-space cpu-offload-gb kv-offloading-size'),
  ...named(
    'word',
    'dtype quantization kv-cache-dtype load-format tokenizer-mode config-format distributed-executor-backend',
  ),
  ...named(
    'word',
    'all2all-backend attention-backend moe-backend performance-mode scheduling-policy kv-offloading-backend',
  ),
  ...named('word', 'prefix-caching-hash-algo model-impl runner revision code-revision tokenizer-revision'),
  ...named('word', 'data-parallel-backend mamba-cache-mode mamba-ssm-cache-dtype optimization-level'),
  ...named('model', 'tokenizer'),
  ...named('json', 'speculative-config compilation-config hf-overrides override-generation-config eplb-config'),
  ...named('json', 'attention-config rope-scaling limit-mm-per-prompt mm-processor-kwargs'),
]);

/** Flags only the server has. */
const serveFlags = new Map<string, FlagKind>([
  ...named('switch', 'disable-log-requests enable-log-requests disable-uvicorn-access-log enable-auto-tool-choice'),
  ...named('switch', 'enable-prompt-tokens-details enable-server-load-tracking language-model-only'),
  ...named('whole', 'api-server-count'),
  ...named(
    'word',
    'tool-call-parser reasoning-parser generation-config chat-template-content-format uvicorn-log-level',
  ),
]);

/** Why flags people reach for are not among them. */
const refused: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['tensor-parallel-size', 'tp', 'pipeline-parallel-size', 'pp', 'data-parallel-size', 'dp'].map((name) => [
      name,
      'the topology grid sets it',
    ]),
  ),
  ...Object.fromEntries(['host', 'port', 'uds', 'model', 'served-model-name'].map((name) => [name, 'the job sets it'])),
  'api-key': 'a secret would stand on the command line; name VLLM_API_KEY as an environment variable',
  'hf-token': 'a secret would stand on the command line; name HF_TOKEN as an environment variable',
  'disable-log-stats': 'it would turn off the metrics that are recorded with each load',
  'prefill-context-parallel-size': 'it adds GPUs that the topology grid does not count yet',
};

const withoutNo = (name: string) => (name.startsWith('no-') ? name.slice(3) : name);

/**
 * What is wrong with a server flag, as a sentence; null where nothing is. Only listed flags pass, each with a value of
 * its kind, so that no flag can load code but the model's own, open files or change what the job itself decides.
 */
export function flagProblem(flag: ServerFlag, kind: 'serve' | 'throughput'): string | null {
  const name = flag.name;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    return `${JSON.stringify(name)} is not the name of a flag: write it without dashes before it, as in "max-num-seqs".`;
  }
  const reason = refused[name];
  if (reason) return `--${name} cannot be given here: ${reason}.`;
  const known = kindOf(name, kind);
  if (!known) return unknownFlag(name, kind);
  return valueProblem(name, known, flag.value);
}

function kindOf(name: string, kind: 'serve' | 'throughput'): FlagKind | null {
  const find = (key: string) => engineFlags.get(key) ?? (kind === 'serve' ? serveFlags.get(key) : undefined) ?? null;
  const negated = find(withoutNo(name));
  return find(name) ?? (negated === 'switch' ? negated : null);
}

function unknownFlag(name: string, kind: 'serve' | 'throughput'): string {
  if (serveFlags.has(withoutNo(name))) return `--${name} is a flag of the server, which an offline run does not start.`;
  const near = [...engineFlags.keys(), ...(kind === 'serve' ? serveFlags.keys() : [])].find(
    (key) => name.length >= 5 && key.startsWith(name),
  );
  return `--${name} is not among the flags a job may set${near ? `; did you mean --${near}?` : '.'}`;
}

function valueProblem(name: string, kind: FlagKind, value: string | null): string | null {
  if (kind === 'switch') return value === null ? null : `--${name} is a switch and takes no value.`;
  if (value === null || value === '') return `--${name} needs a value.`;
  if (!isOneLine(value)) return `The value of --${name} holds a line end or another control character.`;
  if (kind === 'model') return isModelName(value) ? null : `--${name} takes a model's name or path.`;
  if (kind === 'json') return jsonProblem(name, value);
  const [pattern, expected] = patterns[kind];
  return pattern.test(value) ? null : `--${name} takes ${expected}, not ${JSON.stringify(value.slice(0, 60))}.`;
}

/** Keys under which vLLM would import code of somebody's choice. */
const loadsCode = /(module_path|_cls$|class|plugin|callable|backend_path|custom_ops)/i;

function jsonProblem(name: string, value: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    parsed = null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return `--${name} takes a JSON object, such as {"method":"ngram"}.`;
  }
  const keys: string[] = [];
  JSON.stringify(parsed, (key, inner: unknown) => (keys.push(key), inner));
  const bad = keys.find((key) => loadsCode.test(key));
  return bad ? `--${name} may not set "${bad}", which would load code.` : null;
}
