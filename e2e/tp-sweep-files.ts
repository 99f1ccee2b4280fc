import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const isl = 1024;
const osl = 128;
export const tpSweep = { model: 'meta-llama/Llama-3.1-8B-Instruct', tps: [1, 2, 4], concurrencies: [1, 8, 32, 128] };

/** Milliseconds per token of an 8B model on one kind of GPU: weights and communication, then a share per request. */
const tpotMs = (tp: number, concurrency: number) => 9 / tp + 1.5 + (0.06 * concurrency) / tp;

function latencies(name: string, mean: number): Record<string, number> {
  return {
    [`mean_${name}_ms`]: mean,
    [`median_${name}_ms`]: mean * 0.99,
    [`std_${name}_ms`]: mean * 0.05,
    [`p99_${name}_ms`]: mean * 1.2,
  };
}

/** What `vllm bench serve` writes for one load, in the shape of early 2026. */
export function serveResult(tp: number, concurrency: number): Record<string, unknown> {
  const tpot = tpotMs(tp, concurrency);
  const ttft = 25 + 2 * concurrency;
  const e2el = ttft + tpot * (osl - 1);
  const requests = Math.max(60, 20 * concurrency);
  const duration = (requests * e2el) / concurrency / 1000;
  return {
    date: '20260302-101500',
    endpoint_type: 'openai',
    backend: 'openai',
    label: null,
    model_id: tpSweep.model,
    tokenizer_id: tpSweep.model,
    num_prompts: requests,
    request_rate: 'inf',
    burstiness: 1.0,
    max_concurrency: concurrency,
    duration,
    completed: requests,
    failed: 0,
    total_input_tokens: requests * isl,
    total_output_tokens: requests * osl,
    request_throughput: requests / duration,
    request_goodput: null,
    output_throughput: (requests * osl) / duration,
    total_token_throughput: (requests * (isl + osl)) / duration,
    max_output_tokens_per_s: (requests * osl * 1.1) / duration,
    max_concurrent_requests: concurrency * 2,
    rtfx: 0.0,
    ...latencies('ttft', ttft),
    ...latencies('tpot', tpot),
    ...latencies('itl', tpot),
    ...latencies('e2el', e2el),
  };
}

/** Writes the sweep below `folder` as people keep it, `llama-8b_tp2/conc32.json`, and answers with the folder. */
export function writeTpSweep(folder: string): string {
  for (const tp of tpSweep.tps) {
    const below = join(folder, `llama-8b_tp${tp}`);
    mkdirSync(below, { recursive: true });
    for (const concurrency of tpSweep.concurrencies)
      writeFileSync(join(below, `conc${concurrency}.json`), JSON.stringify(serveResult(tp, concurrency)));
  }
  return folder;
}
