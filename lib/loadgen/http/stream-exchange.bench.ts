import { spawn } from 'node:child_process';
import http from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bench, describe } from 'vitest';
import { ChunkInbox } from './chunk-inbox';
import { StreamExchange } from './stream-exchange';
import { connectTarget } from './target';

/**
 * Processor time a chunk costs the load generator, against a bare HTTP client that only counts bytes of the same streams.
 * Run: `npx vitest bench --project unit lib/loadgen`. The server is a process of its own.
 */
const streams = 64;
const tokens = 2000;
const tsx = createRequire(import.meta.url).resolve('tsx');
const program = join(import.meta.dirname, '../testing/accuracy/stamping-server.ts');
const server = spawn(process.execPath, ['--import', tsx, program, String(tokens), '1', '0', '0']);
const chunksPerSecond: Record<string, number> = {};
const listening = new Promise<number>((resolve) => {
  server.stdout.on('data', (bytes: Buffer) => {
    resolve(Number(/listening (\d+)/.exec(bytes.toString())?.[1]));
  });
});

async function measured(name: string, read: (port: number) => Promise<void>): Promise<void> {
  const port = await listening;
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: streams }, () => read(port)));
  const { user, system } = process.cpuUsage(before);
  chunksPerSecond[name] = (streams * tokens) / ((user + system) / 1e6);
  const share = (chunksPerSecond[name] / (chunksPerSecond.bare ?? NaN)).toFixed(2);
  console.log(`${name}: ${Math.round(chunksPerSecond[name])} chunks a second of processor time, ${share} of bare`);
}

function readBare(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method: 'POST', path: '/v1/completions' }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => (bytes > tokens ? resolve() : reject(new Error('too few bytes'))));
    });
    request.on('error', reject);
    request.end();
  });
}

async function readMeasuring(port: number): Promise<void> {
  const target = connectTarget({ baseUrl: `http://127.0.0.1:${port}` });
  const body = Buffer.from('{}');
  const limits = { deadlineMs: 60_000, maxBytes: 2 ** 30, keepText: false };
  const exchange = new StreamExchange(target, inbox, { path: '/v1/completions', body, headers: {}, ...limits });
  const { chunkTimesMs, failure } = await exchange.finished;
  if (failure !== null || chunkTimesMs.length !== tokens) throw new Error(failure ?? 'too few chunks');
}

const inbox = new ChunkInbox();
const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };
describe('reading streams', () => {
  bench('bare', () => measured('bare', readBare), once);
  bench('generator', () => measured('generator', readMeasuring), once);
});
