import { describe, expect, it } from 'vitest';
import { type BenchServeOptions, defaultOptions } from './options';
import type { BenchServeResult } from './result/bench-serve-result';
import { runBenchmark } from './run-benchmark';
import {
  completions,
  event,
  type Handler,
  json,
  startServer,
  startStream,
  tokenEvent,
  usageEvent,
} from './testing/fake-server';
import { runAgainst, smallRun } from './testing/run-against';

/** The reason all requests of a run failed for. */
async function reasonOf(handler: Handler, changes: Partial<BenchServeOptions> = {}): Promise<string> {
  const { result } = await runAgainst(handler, { numPrompts: 2, ...changes });
  expect([result.completed, result.failed]).toEqual([0, 2]);
  const reasons = new Set(result.errors);
  expect(reasons.size).toBe(1);
  expect(result.failed_requests?.map(({ error }) => error)).toEqual(result.errors);
  return [...reasons][0] ?? '';
}

describe('runBenchmark against a server that fails', () => {
  it('names the status and the message of an error answer', async () => {
    expect(await reasonOf(json({ error: { message: 'slow down' } }, 429))).toBe(
      'HTTP 429 Too Many Requests: slow down',
    );
    expect(await reasonOf(json({ object: 'error', message: 'boom' }, 500))).toBe(
      'HTTP 500 Internal Server Error: boom',
    );
    expect(await reasonOf((_request, response) => response.writeHead(502).end('<html>\u001b[31mbad gateway'))).toBe(
      'HTTP 502 Bad Gateway: <html> [31mbad gateway',
    );
    expect(await reasonOf((_request, response) => response.writeHead(503).end())).toBe('HTTP 503 Service Unavailable');
  });

  it('follows no redirect', async () => {
    const elsewhere = await startServer({ 'POST /v1/completions': completions });
    const reason = await reasonOf((_request, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/v1/completions` }).end();
    });
    expect(reason).toBe('HTTP 307 Temporary Redirect: redirects are not followed');
    expect(elsewhere.requests).toEqual([]);
  });

  it('gives up on one that never answers', async () => {
    expect(await reasonOf(() => undefined, { requestTimeoutSec: 0.1 })).toBe('no complete answer within 0.1 s');
  });

  it('gives up on one that stops in the middle', async () => {
    const reason = await reasonOf((_request, response) => startStream(response, tokenEvent('a')), {
      requestTimeoutSec: 0.1,
    });
    expect(reason).toBe('no complete answer within 0.1 s');
  });

  it('gives up on one that streams for ever', async () => {
    const endless: Handler = (_request, response) => {
      startStream(response);
      const pour = () => {
        while (!response.destroyed && response.write(tokenEvent('x'.repeat(1000))));
      };
      response.on('drain', pour);
      pour();
    };
    expect(await reasonOf(endless, { maxResponseBytes: 100_000 })).toBe('the answer is longer than 100000 bytes');
    expect(await reasonOf(endless)).toBe(`the answer is longer than ${2 ** 20 + 3 * 8192} bytes`);
  });

  it('gives up on a line that never ends', async () => {
    const reason = await reasonOf((_request, response) => {
      startStream(response, 'data: ');
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(1000)));
      };
      response.on('drain', pour);
      pour();
    });
    expect(reason).toContain('the answer is longer than');
  });

  it('takes a connection that breaks in the middle for a failure, with what had come', async () => {
    const { result } = await runAgainst(
      (_request, response) => {
        startStream(response, tokenEvent('a') + tokenEvent('b'));
        setTimeout(() => response.destroy(), 20);
      },
      { numPrompts: 1 },
    );
    expect(result.errors).toEqual([expect.stringMatching(/^the connection broke after 2 chunks: /)]);
    expect(result).toMatchObject({ completed: 0, output_lens: [0], ttfts: [0], itls: [[]], latencies: [0] });
    expect(result.failed_requests?.[0]).toMatchObject({ index: 0, output_tokens: 2, itl: [expect.any(Number)] });
  });

  it('takes a connection that breaks before anything for a failure', async () => {
    expect(await reasonOf((request) => request.socket.destroy())).toBe('connection reset (ECONNRESET)');
  });

  it('takes a stream that ends without its end for a failure', async () => {
    const reason = await reasonOf((_request, response) => {
      startStream(response, tokenEvent('a'));
      response.end();
    });
    expect(reason).toBe('the stream ended after 1 chunks without [DONE]');
  });

  it('quotes garbage', async () => {
    expect(await reasonOf((_request, response) => response.end('\u0000\u0001 not a stream'))).toContain('not a stream');
    expect(await reasonOf((_request, response) => response.end('data: {"cho\n\n'))).toBe(
      'the server sent an event that is not JSON: {"cho',
    );
    expect(await reasonOf((request) => request.socket.end('GARBAGE\r\n\r\n'))).toContain('Parse Error');
  });

  it('takes an error in the middle for a failure', async () => {
    const reason = await reasonOf((_request, response) => {
      startStream(response, tokenEvent('a'), event({ error: { message: 'out of memory' } }), event('[DONE]'));
      response.end();
    });
    expect(reason).toBe('the server sent an error: out of memory');
  });

  it('takes an answer without a chunk for a failure', async () => {
    const reason = await reasonOf((_request, response) => {
      startStream(response, usageEvent(3, 0), event('[DONE]'));
      response.end();
    });
    expect(reason).toContain('no chunk with choices in the answer: it begins');
  });

  it('refuses a compressed answer', async () => {
    const reason = await reasonOf((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    });
    expect(reason).toBe('the answer is compressed (gzip), which was not asked for');
  });

  it('fails requests that HTTP does not allow, rather than itself', async () => {
    const { result } = await runAgainst(completions, { requestIdPrefix: 'é\n' });
    expect(result.errors?.[0]).toContain('Invalid character in header');
  });

  it('names a refused connection', async () => {
    const result = await runBenchmark({ ...defaultOptions, ...smallRun, baseUrl: 'http://127.0.0.1:1' });
    expect(result.errors?.[0]).toContain('connection refused');
  });

  it('lets a server keep its connection open after [DONE] without waiting for it', async () => {
    const { result } = await runAgainst(
      (_request, response) => startStream(response, tokenEvent('a'), event('[DONE]')),
      {
        numPrompts: 1,
      },
    );
    expect(result).toMatchObject({ completed: 1, failed: 0 });
    expect(result.duration).toBeLessThan(4);
  });

  it('sends again what was lost on a connection that the server had closed while it was idle', async () => {
    const { result } = await runAgainst(
      (request, response, body) => {
        const used = request.socket as typeof request.socket & { used?: boolean };
        if (used.used) {
          request.socket.destroy();
          return;
        }
        used.used = true;
        completions(request, response, body);
      },
      { numPrompts: 6, maxConcurrency: 1 },
    );
    expect(result).toMatchObject({ completed: 6, failed: 0 });
  });

  it('says so where all failed, and still gives a result with zeros', async () => {
    const { result, printed } = await runAgainst(json({}, 500));
    const zeros: Partial<BenchServeResult> = {
      output_throughput: 0,
      mean_ttft_ms: 0,
      p99_tpot_ms: 0,
      steady_state: null,
    };
    expect(result).toMatchObject({ completed: 0, failed: 4, ...zeros });
    expect(printed.join('\n')).toContain('Error 3: HTTP 500');
    expect(printed.join('\n')).toContain('All requests failed');
  });

  it('measures those that succeeded where some failed', async () => {
    let count = 0;
    const { result } = await runAgainst((request, response, body) => {
      if (count++ % 2 === 0) completions(request, response, body);
      else json({}, 500)(request, response, body);
    });
    expect(result).toMatchObject({ completed: 2, failed: 2, total_output_tokens: 6 });
  });
});
