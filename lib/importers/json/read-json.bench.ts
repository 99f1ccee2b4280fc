import { bench, describe } from 'vitest';
import { vllmServe } from '../vllm-serve/vllm-serve';
import { readRecords } from './read-records';

/**
 * Time and memory of reading a result of 250 MB, most of it per-request lists, against `JSON.parse` of the same bytes.
 * Run: `npx vitest bench --project unit lib/importers/json`. The bytes are made while they are read, so the memory
 * printed is the reader's own.
 */
const megabytes = Number(process.env.BENCH_MB ?? 250);
const requestGaps = JSON.stringify(Array.from({ length: 400 }, (_, i) => 0.0123456789 + i / 1e7)).replaceAll(',', ', ');
const requestText = JSON.stringify('An answer of some length. '.repeat(100));
const requests = Math.round((megabytes * 1e6) / (requestGaps.length + requestText.length));

function* pieces(): Generator<string> {
  yield `{"date": "20260816-160853", "model_id": "m", "num_prompts": ${requests}, "completed": ${requests}, "itls": [`;
  for (let i = 0; i < requests; i++) yield (i === 0 ? '' : ', ') + requestGaps;
  yield '], "generated_texts": [';
  for (let i = 0; i < requests; i++) yield (i === 0 ? '' : ', ') + requestText;
  yield '], "mean_ttft_ms": 12.5}';
}

/** Chunks of 64 kB, as a file stream gives them. */
async function* chunks(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let pending = '';
  for (const piece of pieces()) {
    pending += piece;
    if (pending.length < 1 << 16) continue;
    yield await Promise.resolve(encoder.encode(pending));
    pending = '';
  }
  yield encoder.encode(pending);
}

const bulky = new Map(Object.entries(vllmServe.bulky ?? {}));
const rss = () => process.memoryUsage().rss / 1e6;
const seconds: Record<string, number> = {};

async function measured(name: string, run: (sample: () => void) => Promise<number>): Promise<void> {
  const before = rss();
  let peak = before;
  const start = performance.now();
  const bytes = await run(() => {
    peak = Math.max(peak, rss());
  });
  seconds[name] = (performance.now() - start) / 1000;
  const memory = `peak ${(peak - before).toFixed(0)} MB above the ${before.toFixed(0)} MB at its start`;
  console.log(`${name}: ${(bytes / 1e6).toFixed(0)} MB in ${seconds[name].toFixed(2)} s, ${memory}`);
  const { readRecords: streaming, 'JSON.parse': whole } = seconds;
  if (streaming && whole)
    console.log(`readRecords takes ${(streaming / whole).toFixed(1)} times as long as JSON.parse`);
}

async function readStreaming(sample: () => void): Promise<number> {
  let bytes = 0;
  async function* open() {
    for await (const chunk of chunks()) {
      bytes += chunk.length;
      sample();
      yield chunk;
    }
  }
  for await (const { problem } of readRecords({ path: 'big.json', size: 0, open }, bulky, { fileBytes: 1 << 30 })) {
    if (problem) throw new Error(problem.message);
  }
  return bytes;
}

async function parseWhole(sample: () => void): Promise<number> {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks()) held.push(chunk);
  const text = new TextDecoder().decode(await new Blob(held as BlobPart[]).arrayBuffer());
  sample();
  JSON.parse(text);
  sample();
  return text.length;
}

const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };
describe('reading a big result', () => {
  bench('readRecords', () => measured('readRecords', readStreaming), once);
  bench('JSON.parse', () => measured('JSON.parse', parseWhole), once);
});
