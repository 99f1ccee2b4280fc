import type { FlagValue } from '@/lib/vllm/arguments/flag-values';
import { readServerLog, type ServerLogFacts } from '@/lib/vllm/server-log/server-log';
import { precisionFromSetting } from '../precision-names';
import { type CompanionFact, FactList } from './companion';
import { servedNames, serveFacts } from './serve-facts';
import { firstOfEach } from './read-specs';

const mentions = /vLLM API server version|non-default args: \{|Initializing an? (?:V\d )?LLM engine \(v/;

/** Whether a text has lines that only vLLM's server prints. */
export const isServerLog = (text: string) => mentions.test(text);

/** What a server's log says of what it served: the engine's own words first, then the arguments it was given. */
export function logFacts(text: string): { facts: CompanionFact[]; servedAs: string[] } {
  const log = readServerLog(text);
  const flags = { model: null, values: givenFlags(log), unread: [], isOpen: false };
  const list = new FactList('engine line');
  list.add('deployment.engine', 'vllm');
  list.add('deployment.engineVersion', /^[\w.+-]{1,100}$/.test(log.version ?? '') ? log.version : null, 'version line');
  list.add('deployment.model', log.model);
  for (const size of ['tp', 'pp', 'dp'] as const) list.add(`deployment.topology.${size}`, log[size]);
  list.add('deployment.kvCacheDtype', log.kvCacheDtype === 'auto' ? null : log.kvCacheDtype);
  list.add('deployment.precision', quantizationOf(log));
  list.add('deployment.flags.max-model-len', log.maxModelLen);
  list.add('extra.server.kvCacheTokens', log.kvCacheTokens, 'KV cache line');
  list.add('extra.server.maxConcurrency', log.maxConcurrency, 'KV cache line');
  list.add('extra.server.modelMemoryGib', log.modelMemoryGib, 'memory line');
  list.add('extra.server.kvCacheMemoryGib', log.kvCacheMemoryGib, 'memory line');
  const given = serveFacts(flags, { part: 'arguments line', isComplete: log.arguments !== null });
  return { facts: firstOfEach([...list.facts, ...given]), servedAs: servedNames(flags) };
}

/** Methods that leave the bits open ("compressed-tensors") say nothing of the precision. */
const quantizationOf = ({ quantization }: ServerLogFacts) =>
  quantization !== null && /^(?:fp8|awq|gptq|mxfp4|nvfp4|int8|int4)/.test(quantization)
    ? precisionFromSetting(quantization.replace(/_marlin$/, ''))
    : null;

function givenFlags(log: ServerLogFacts): Map<string, FlagValue> {
  return new Map(Object.entries(log.arguments ?? {}).map(([name, value]) => [name.replaceAll('_', '-'), value]));
}
