import { describe, expect, it } from 'vitest';
import { type BenchServeOptions, defaultOptions } from './options';
import type { BenchServeResult } from './result/bench-serve-result';
import { runBenchmark } from './run-benchmark';
import { completions, event, type Handler, json, startServer, startStream, tokenEvent, usageEvent } from './testing/fake-server';
import { fakeTokenizer } from './testing/fake-tokenizer';

const smallRun: Partial<BenchServeOptions> = {
  model: 'm',
  numPrompts: 4,
  maxConcurrency: 2,
  randomInputLen: 5,
  randomOutputLen: 3,
  saveDetailed: true,
  requestTimeoutSec: 5,
};

/** Gives requests that are not streamed, which measure prompts, an answer that says nothing. */
const streaming =
  (handler: Handler): Handler =>
  (request, response, body) => {
    const { stream } = JSON.parse(body) as { stream?: boolean };
    (stream ? handler : json({}))(request, response, body);
  };

async function run(handler: Handler, changes: Partial<BenchServeOptions> = {}, more: Record<string, Handler> = {}) {
  const server = await startServer({ 'POST /v1/completions': streaming(handler), ...more });
  const printed: string[] = [];
  const print = (line: string) => printed.push(line);
  const options = { ...defaultOptions, ...smallRun, baseUrl: server.url, print, ...changes };
  const result = await runBenchmark(options);
  return { result, server, printed };
}

/** The reason all requests of a run failed for. */
async function reasonOf(handler: Handler, changes: Partial<BenchServeOptions> = {}): Promise<string> {
  const { result } = await run(handler, { numPrompts: 2, ...changes });
  expect([result.completed, result.failed]).toEqual([0, 2]);
  const reasons = new Set(result.errors);
  expect(reasons.size).toBe(1);
  expect(result.failed_requests?.map(({ error }) => error)).toEqual(result.errors);
  return [...reasons][0] ?? '';
}

describe('runBenchmark', () => {
  it('counts what the server reports', async () => {
    const { result } = await run(completions);
    expect(result).toMatchObject({
      completed: 4,
      failed: 0,
      total_input_tokens: 20,
      total_output_tokens: 12,
      output_tokens_counted: 'by-server',
      output_lens: [3, 3, 3, 3],
      errors: ['', '', '', ''],
      generated_texts: Array.from({ length: 4 }, () => ' t0 t1 t2'),
    });
    expect(result.itls?.map((gaps) => gaps.length)).toEqual([2, 2, 2, 2]);
    expect(result.failed_requests).toBeUndefined();
  });

  it("keeps vLLM's identities: latency = TTFT + gaps, TPOT = (latency - TTFT) / (tokens - 1)", async () => {
    const { result } = await run(completions, { percentileMetrics: ['ttft', 'tpot', 'itl', 'e2el'] });
    const latencies = result.latencies.map((latency, index) => {
      const gaps = (result.itls?.[index] ?? []).reduce((total, gap) => total + gap, 0);
      expect(latency).toBeCloseTo((result.ttfts?.[index] ?? NaN) + gaps, 9);
      return gaps / 2;
    });
    const meanTpot = latencies.reduce((total, tpot) => total + tpot, 0) / latencies.length;
    expect(result.mean_tpot_ms).toBeCloseTo(meanTpot * 1000, 6);
    expect(result.total_token_throughput).toBeCloseTo(32 / result.duration, 9);
  });

  it('sends what vLLM sends', async () => {
    const { server } = await run(completions, {
      ignoreEos: true,
      sampling: { temperature: 0 },
      extraBody: { temperature: 0.5, min_tokens: 3 },
      requestIdPrefix: 'run-7-',
      servedModelName: 'alias',
    });
    const index = server.requests.lastIndexOf('POST /v1/completions');
    expect(JSON.parse(server.bodies[index] ?? '')).toEqual({
      model: 'alias',
      prompt: expect.any(String) as string,
      repetition_penalty: 1,
      max_tokens: 3,
      stream: true,
      stream_options: { include_usage: true },
      ignore_eos: true,
      temperature: 0.5,
      min_tokens: 3,
    });
    expect(server.headers[index]?.['x-request-id']).toMatch(/^run-7-\d$/);
  });

  it('talks to a chat server', async () => {
    const chat: Handler = (_request, response) => {
      startStream(response, event({ choices: [{ delta: { role: 'assistant', content: '' } }] }));
      for (const content of ['a', 'b']) response.write(event({ choices: [{ delta: { content } }] }));
      response.end(usageEvent(9, 2) + event('[DONE]'));
    };
    const { result, server } = await run(
      json({}),
      { backend: 'openai-chat', endpoint: '/v1/chat/completions' },
      { 'POST /v1/chat/completions': streaming(chat) },
    );
    expect(result).toMatchObject({ completed: 4, total_input_tokens: 36, total_output_tokens: 8, backend: 'openai-chat' });
    // The message of the role counts as a chunk, as in vLLM's client.
    expect(result.itls?.every((gaps) => gaps.length === 2)).toBe(true);
    expect(JSON.parse(server.bodies.at(-2) ?? '')).toMatchObject({
      messages: [{ role: 'user', content: [{ type: 'text', text: expect.any(String) as string }] }],
      max_completion_tokens: 3,
    });
  });

  it('builds prompts of exact length where the server has a tokenizer', async () => {
    const tokenizer = fakeTokenizer();
    const tokenize: Handler = (request, response, body) => {
      const { prompt, add_special_tokens: special } = JSON.parse(body) as { prompt: string; add_special_tokens: boolean };
      void tokenizer.tokenize(prompt).then((tokens) => {
        json({ count: 0, tokens: special ? [0, ...tokens] : tokens })(request, response, body);
      });
    };
    const detokenize: Handler = (request, response, body) => {
      const { tokens } = JSON.parse(body) as { tokens: number[] };
      void tokenizer.detokenize(tokens).then((prompt) => {
        json({ prompt })(request, response, body);
      });
    };
    const silent: Handler = (_request, response) => {
      startStream(response, tokenEvent('a'), event('[DONE]'));
      response.end();
    };
    const routes = { 'POST /tokenize': tokenize, 'POST /detokenize': detokenize };
    const { result } = await run(silent, { randomInputLen: 64 }, routes);
    expect(result.input_lens).toEqual([64, 64, 64, 64]);
  });

  it('saves the prompt tokens that the server reports where it has no tokenizer', async () => {
    const counting: Handler = (request, response, body) => {
      const { stream, prompt } = JSON.parse(body) as { stream?: boolean; prompt: string };
      if (stream) completions(request, response, body);
      else json({ usage: { prompt_tokens: prompt.split(' ').length * 2 } })(request, response, body);
    };
    const { result, printed } = await run(completions, { randomInputLen: 40 }, { 'POST /v1/completions': counting });
    expect(result.input_lens).toEqual([20, 20, 20, 20]);
    expect(printed.join('\n')).toContain('2.000 tokens a word');
  });

  it('counts chunks with text where the server reports no tokens, and says so', async () => {
    const { result, printed } = await run((_request, response) => {
      startStream(response, tokenEvent(''), tokenEvent('a'), tokenEvent('b'), event('[DONE]'));
      response.end();
    });
    expect(result).toMatchObject({ completed: 4, total_output_tokens: 8, output_tokens_counted: 'by-chunks' });
    expect(printed.join('\n')).toContain('chunks with text are counted instead');
  });

  it('never has more on their way than the cap, and fills it', async () => {
    let [underWay, most] = [0, 0];
    const { result } = await run(
      (request, response, body) => {
        most = Math.max(most, ++underWay);
        setTimeout(() => {
          underWay -= 1;
          completions(request, response, body);
        }, 5);
      },
      { numPrompts: 30, maxConcurrency: 7 },
    );
    expect([most, result.max_concurrent_requests, result.completed]).toEqual([7, 7, 30]);
  });

  it('keeps to the rate asked for', async () => {
    const { result } = await run(completions, { numPrompts: 40, requestRate: 200, maxConcurrency: null });
    expect(result.request_rate).toBe(200);
    expect(result.duration).toBeGreaterThanOrEqual(0.2);
    expect(result.steady_state).toBeNull();
    const starts = [...(result.start_times ?? [])];
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(0.1);
  });

  it('sends warm-ups before the run and measures none of them', async () => {
    const { result, server } = await run(completions, { numWarmups: 3 });
    expect(result.completed).toBe(4);
    const streamed = server.bodies.filter((body) => body.includes('"stream":true'));
    expect(streamed).toHaveLength(7);
    expect(new Set(streamed.slice(0, 4)).size).toBe(1);
  });

  it('takes the first model of the server where none is given', async () => {
    const models = json({ data: [{ id: 'name', root: 'org/model' }] });
    const { result, server } = await run(completions, { model: null }, { 'GET /v1/models': models });
    expect([result.model_id, result.tokenizer_id]).toEqual(['org/model', 'org/model']);
    expect(server.bodies.at(-2)).toContain('"model":"name"');
  });

  it('reads speculative decoding off the metrics', async () => {
    let asked = 0;
    const metrics: Handler = (_request, response) => {
      const times = ++asked;
      response.end(`vllm:spec_decode_num_drafts_total{} ${times * 10}
vllm:spec_decode_num_draft_tokens_total{} ${times * 20}
vllm:spec_decode_num_accepted_tokens_total{} ${times * 5}
`);
    };
    const { result } = await run(completions, {}, { 'GET /metrics': metrics });
    expect(result).toMatchObject({ spec_decode_acceptance_rate: 25, spec_decode_num_drafts: 10 });
  });

  it('sends the key, and prints and saves it nowhere, not even where the server repeats it', async () => {
    const apiKey = 'sk-do-not-print-me';
    const { result, server, printed } = await run(
      (request, response) => {
        response.writeHead(401).end(`wrong key: ${request.headers.authorization ?? ''} ${String(request.headers['x-cookie'])}`);
      },
      { apiKey, headers: { 'X-Cookie': 'a-secret-cookie' } },
    );
    expect(server.headers[0]).toMatchObject({ authorization: `Bearer ${apiKey}`, 'x-cookie': 'a-secret-cookie' });
    const output = JSON.stringify(result) + printed.join('\n');
    expect(output).toContain('HTTP 401 Unauthorized: wrong key: Bearer *** ***');
    expect(output).not.toContain(apiKey);
    expect(output).not.toContain('a-secret-cookie');
  });

  it('rejects at once with the reason of the signal', async () => {
    const hanging = streaming((_request, response) => startStream(response, tokenEvent('a')));
    const server = await startServer({ 'POST /v1/completions': hanging });
    const stop = new AbortController();
    const running = runBenchmark(
      {
        ...defaultOptions,
        ...smallRun,
        baseUrl: server.url,
        print: (line) => {
          if (line.startsWith('Maximum request')) setTimeout(() => stop.abort(new Error('enough')), 20);
        },
      },
      stop.signal,
    );
    await expect(running).rejects.toThrow('enough');
  });

  it('refuses an address that the lookup refuses, before anything is sent', async () => {
    const server = await startServer({});
    const lookup: NonNullable<BenchServeOptions['lookup']> = (host, _options, answer) => {
      answer(new Error(`${host} is not allowed`), '');
    };
    const options = { ...defaultOptions, ...smallRun, lookup };
    await expect(runBenchmark({ ...options, baseUrl: server.url })).rejects.toThrow('127.0.0.1 is not allowed');
    const named = await runBenchmark({ ...options, baseUrl: `http://server.test:${server.port}` });
    expect(named.errors?.[0]).toContain('server.test is not allowed');
    expect(server.requests).toEqual([]);
  });

  it('connects to the address that the lookup gives', async () => {
    const server = await startServer({ 'POST /v1/completions': completions });
    const lookup: NonNullable<BenchServeOptions['lookup']> = (_host, { all }, answer) => {
      if (all) answer(null, [{ address: '127.0.0.1', family: 4 }]);
      else answer(null, '127.0.0.1', 4);
    };
    const baseUrl = `http://server.test:${server.port}`;
    const result = await runBenchmark({ ...defaultOptions, ...smallRun, baseUrl, lookup });
    expect(result.completed).toBe(4);
    expect(server.headers[0]?.host).toBe(`server.test:${server.port}`);
  });

  it('rejects where the server is never ready, with its reason', async () => {
    const failing = run(json({ error: { message: 'loading' } }, 503), { readyCheckTimeoutSec: 0.05 });
    await expect(failing).rejects.toThrow('not ready within 0.05 s: HTTP 503 Service Unavailable: loading');
  });
});

describe('runBenchmark against a server that fails', () => {
  it('names the status and the message of an error answer', async () => {
    expect(await reasonOf(json({ error: { message: 'slow down' } }, 429))).toBe('HTTP 429 Too Many Requests: slow down');
    expect(await reasonOf(json({ object: 'error', message: 'boom' }, 500))).toBe('HTTP 500 Internal Server Error: boom');
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
    const reason = await reasonOf((_request, response) => startStream(response, tokenEvent('a')), { requestTimeoutSec: 0.1 });
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
    const { result } = await run(
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

  it('names a refused connection', async () => {
    const result = await runBenchmark({ ...defaultOptions, ...smallRun, baseUrl: 'http://127.0.0.1:1' });
    expect(result.errors?.[0]).toContain('connection refused');
  });

  it('lets a server keep its connection open after [DONE] without waiting for it', async () => {
    const { result } = await run((_request, response) => startStream(response, tokenEvent('a'), event('[DONE]')), {
      numPrompts: 1,
    });
    expect(result).toMatchObject({ completed: 1, failed: 0 });
    expect(result.duration).toBeLessThan(4);
  });

  it('sends again what was lost on a connection that the server had closed while it was idle', async () => {
    const { result } = await run(
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
    const { result, printed } = await run(json({}, 500));
    const zeros: Partial<BenchServeResult> = { output_throughput: 0, mean_ttft_ms: 0, p99_tpot_ms: 0, steady_state: null };
    expect(result).toMatchObject({ completed: 0, failed: 4, ...zeros });
    expect(printed.join('\n')).toContain('Error 3: HTTP 500');
    expect(printed.join('\n')).toContain('All requests failed');
  });

  it('measures those that succeeded where some failed', async () => {
    let count = 0;
    const { result } = await run((request, response, body) => {
      if (count++ % 2 === 0) completions(request, response, body);
      else json({}, 500)(request, response, body);
    });
    expect(result).toMatchObject({ completed: 2, failed: 2, total_output_tokens: 6 });
  });
});
