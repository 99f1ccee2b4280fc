import type { Gauges } from '@/lib/domain/plan/job-record';
import { parsePrometheus } from './prometheus';

/** A server's counters at one moment, to tell rates from the next ones. */
export interface GaugeSample {
  gauges: Gauges;
  generated: number | null;
  prompted: number | null;
}

/**
 * What a running vLLM server says of itself, out of its metrics at `at`; rates are since `before`. Sums over engines,
 * the mean for the share of the KV cache. null for what it does not count.
 */
export function readGauges(text: string, at: Date, before: GaugeSample | null): GaugeSample {
  const samples = parsePrometheus(text);
  const values = (names: string[]) => {
    const name = names.find((candidate) => samples.some((sample) => sample.name === candidate));
    return samples.filter((sample) => sample.name === name).map(({ value }) => value);
  };
  const sum = (...names: string[]) => {
    const found = values(names);
    return found.length === 0 ? null : found.reduce((total, value) => total + value, 0);
  };
  const shares = values(['vllm:kv_cache_usage_perc', 'vllm:gpu_cache_usage_perc']);
  const generated = sum('vllm:generation_tokens_total', 'vllm:generation_tokens');
  const prompted = sum('vllm:prompt_tokens_total', 'vllm:prompt_tokens');
  const seconds = before === null ? 0 : (at.getTime() - Date.parse(before.gauges.at)) / 1000;
  const rate = (now: number | null, then: number | null | undefined) =>
    now === null || then === null || then === undefined || seconds <= 0 || now < then ? null : (now - then) / seconds;
  return {
    gauges: {
      at: at.toISOString(),
      running: sum('vllm:num_requests_running'),
      waiting: sum('vllm:num_requests_waiting'),
      kvCacheUse: shares.length === 0 ? null : shares.reduce((total, value) => total + value, 0) / shares.length,
      outputTokensPerS: rate(generated, before?.generated),
      promptTokensPerS: rate(prompted, before?.prompted),
    },
    generated,
    prompted,
  };
}
