import { splitFlags } from '@/lib/domain/identity';
import type { FlagValue } from '@/lib/vllm/arguments/flag-values';
import type { ServeFlags } from '@/lib/vllm/arguments/read-serve-flags';
import { precisionFromName, precisionFromSetting } from '../precision-names';
import type { TopologySize } from '../topology-draft';
import { type CompanionFact, FactList } from './companion';
import { tellingFlagValue } from './telling-flags';

export const sizeFlags: readonly (readonly [Exclude<TopologySize, 'ep' | 'attentionDp' | 'replicas'>, string])[] = [
  ['tp', 'tensor-parallel-size'],
  ['pp', 'pipeline-parallel-size'],
  ['dp', 'data-parallel-size'],
  ['pcp', 'prefill-context-parallel-size'],
  ['dcp', 'decode-context-parallel-size'],
];

interface ServeSource {
  /** Where the arguments stand in the companion: "args". */
  part: string;
  /** Whether these are all arguments the server was given, so that a size nobody mentions is vLLM's own 1. */
  isComplete: boolean;
}

/** What the arguments of `vllm serve` state, without anything that could be a secret: values of unknown flags never are. */
export function serveFacts(flags: ServeFlags, { part, isComplete }: ServeSource): CompanionFact[] {
  const list = new FactList(part);
  const model = flags.model ?? textOf(flags.values.get('model'));
  list.add('deployment.engine', 'vllm');
  list.add('deployment.model', modelName(model));
  list.add('deployment.precision', precisionIn(flags, model));
  const kvCache = textOf(flags.values.get('kv-cache-dtype'));
  list.add('deployment.kvCacheDtype', kvCache === 'auto' ? null : kvCache);
  if (isObject(flags.values.get('speculative-config')) || flags.values.has('speculative-model')) {
    list.add('evidence.speculative', true);
  }
  addSizes(list, flags, isComplete);
  addFlags(list, flags);
  return list.facts;
}

/** Names of `--served-model-name`. */
export function servedNames({ values }: ServeFlags): string[] {
  const names = values.get('served-model-name');
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** "hf://org/model" is "org/model"; other addresses stay, but for what could sign in to them. */
export function modelName(text: string | null): string | null {
  if (text === null || /:\/\/[^/]*@/.test(text)) return null;
  return text.replace(/^(?:hf|huggingface):\/\//, '').replace(/[?#].*$/, '') || null;
}

function addSizes(list: FactList, flags: ServeFlags, isComplete: boolean): void {
  const sizes = { tp: 1, pp: 1, dp: 1, pcp: 1, dcp: 1 };
  const isWhole = isComplete && !flags.isOpen;
  let isKnown = isWhole;
  for (const [size, flag] of sizeFlags) {
    const value = flags.values.get(flag);
    const isMultiplying = size === 'tp' || size === 'pp' || size === 'dp';
    if (typeof value === 'number' && value >= 1 && value <= 100_000) {
      sizes[size] = value;
      list.add(`deployment.topology.${size}`, value);
    } else if (flags.unread.includes(flag) || flags.values.has('config')) isKnown = false;
    else if (isWhole && isMultiplying) list.add(`deployment.topology.${size}`, 1, "vLLM's default");
  }
  // vLLM has no flag for it: experts are spread over all ranks.
  const ranks = sizes.tp * sizes.dp * sizes.pcp;
  const isSpread = flags.values.get('enable-expert-parallel') === true;
  if (isSpread && (isKnown || flags.values.has('tensor-parallel-size'))) list.add('deployment.topology.ep', ranks);
}

function precisionIn({ values }: ServeFlags, model: string | null): string | null {
  const quantization = textOf(values.get('quantization'));
  const named = quantization === null ? null : precisionFromSetting(quantization);
  if (named !== null && precisionFromName(named) !== null) return named;
  if (quantization !== null || (model !== null && precisionFromName(model) !== null)) return null;
  const dtype = textOf(values.get('dtype'));
  return dtype === null ? null : precisionFromSetting(dtype);
}

/** Flags with a place of their own, or none among the flags of a deployment. */
const placed = new Set([
  ...sizeFlags.map(([, flag]) => flag),
  'model',
  'kv-cache-dtype',
  'config',
  'nnodes',
  'headless',
]);

function addFlags(list: FactList, { values }: ServeFlags): void {
  const told = [...values].flatMap(([name, value]): [string, string | number | boolean][] => {
    const kept = placed.has(name) ? null : tellingFlagValue(name, value);
    return kept === null ? [] : [[name, kept]];
  });
  const { telling } = splitFlags(Object.fromEntries(told));
  for (const [name, value] of Object.entries(telling)) list.add(`deployment.flags.${name}`, value);
}

const textOf = (value: FlagValue | undefined) => (typeof value === 'string' && value !== '' ? value : null);
const isObject = (value: FlagValue | undefined) => typeof value === 'object' && value !== null;
