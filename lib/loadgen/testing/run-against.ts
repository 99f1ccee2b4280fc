import { type BenchServeOptions, defaultOptions } from '../options';
import { runBenchmark } from '../run-benchmark';
import { type Handler, json, startServer } from './fake-server';

/** Four requests, two at once, of 5 tokens in and 3 out. */
export const smallRun: Partial<BenchServeOptions> = {
  model: 'm',
  numPrompts: 4,
  maxConcurrency: 2,
  randomInputLen: 5,
  randomOutputLen: 3,
  saveDetailed: true,
  requestTimeoutSec: 5,
};

/** Gives requests that are not streamed, which measure prompts, an answer that says nothing. */
export const streaming =
  (handler: Handler): Handler =>
  (request, response, body) => {
    const { stream } = JSON.parse(body) as { stream?: boolean };
    (stream ? handler : json({}))(request, response, body);
  };

/** Runs against a server that answers streams so; with the result, what it saw and what was printed. */
export async function runAgainst(
  handler: Handler,
  changes: Partial<BenchServeOptions> = {},
  more: Record<string, Handler> = {},
) {
  const server = await startServer({ 'POST /v1/completions': streaming(handler), ...more });
  const printed: string[] = [];
  const print = (line: string) => printed.push(line);
  const options = { ...defaultOptions, ...smallRun, baseUrl: server.url, print, ...changes };
  const result = await runBenchmark(options);
  return { result, server, printed };
}
