import { describe, expect, it } from 'vitest';
import { type BenchServeOptions, defaultOptions } from './options';
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
import { fakeTokenizer } from './testing/fake-tokenizer';
import { runAgainst, smallRun, streaming } from './testing/run-against';

describe('runBenchmark', () => {
  it('counts what the server reports', async () => {
    const { result } = await runAgainst(completions);
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
    const { result } = await runAgainst(completions, { percentileMetrics: ['ttft', 'tpot', 'itl', 'e2el'] });
    const latencies = result.latencies.map((latency, index) => {
      const gaps = (result.itls?.[index] ?? []).reduce((total, gap) => total + gap, 0);
      expect(latency).toBeCloseTo((result.ttfts?.[index] ?? NaN) + gaps, 9);
      return gaps / 2;
    });
    const meanTpot = latencies.reduce((total, tpot) => total + tpot, 0) / latencies.length;
    expect(result.mean_tpot_ms).toBeCloseTo(meanTpot * 1000, 6);
    expect(result.total_token_throughput).toBeCloseTo(32 / result.duration, 9);
  });

  it("says that a result of Kneepoint's simulator is simulated, whatever the metadata say, and of no other", async () => {
    const signed: Handler = (request, response, body) => {
      response.setHeader('server', 'kneepoint-simulator/0.25.1+simulated');
      completions(request, response, body);
    };
    const metadata = [['simulated', 'false']] as const;
    expect((await runAgainst(signed, { metadata })).result.simulated).toBe('true');
    const models = { 'GET /v1/models': json({ data: [{ id: 'm', owned_by: 'kneepoint-simulator' }] }) };
    expect((await runAgainst(completions, { model: null }, models)).result.simulated).toBe('true');
    const real = { 'GET /v1/models': json({ data: [{ id: 'm', owned_by: 'vllm' }] }) };
    expect((await runAgainst(completions, { model: null }, real)).result).not.toHaveProperty('simulated');
  });

  it('sends what vLLM sends', async () => {
    const { server } = await runAgainst(completions, {
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
    const { result, server } = await runAgainst(
      json({}),
      { backend: 'openai-chat', endpoint: '/v1/chat/completions' },
      { 'POST /v1/chat/completions': streaming(chat) },
    );
    expect(result).toMatchObject({
      completed: 4,
      total_input_tokens: 36,
      total_output_tokens: 8,
      backend: 'openai-chat',
    });
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
      const { prompt, add_special_tokens: special } = JSON.parse(body) as {
        prompt: string;
        add_special_tokens: boolean;
      };
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
    const { result } = await runAgainst(silent, { randomInputLen: 64 }, routes);
    expect(result.input_lens).toEqual([64, 64, 64, 64]);
  });

  it('saves the prompt tokens that the server reports where it has no tokenizer', async () => {
    const counting: Handler = (request, response, body) => {
      const { stream, prompt } = JSON.parse(body) as { stream?: boolean; prompt: string };
      if (stream) completions(request, response, body);
      else json({ usage: { prompt_tokens: prompt.split(' ').length * 2 } })(request, response, body);
    };
    const { result, printed } = await runAgainst(
      completions,
      { randomInputLen: 40 },
      { 'POST /v1/completions': counting },
    );
    expect(result.input_lens).toEqual([20, 20, 20, 20]);
    expect(printed.join('\n')).toContain('2.000 tokens a word');
  });

  it('counts chunks with text where the server reports no tokens, and says so', async () => {
    const { result, printed } = await runAgainst((_request, response) => {
      startStream(response, tokenEvent(''), tokenEvent('a'), tokenEvent('b'), event('[DONE]'));
      response.end();
    });
    expect(result).toMatchObject({ completed: 4, total_output_tokens: 8, output_tokens_counted: 'by-chunks' });
    expect(printed.join('\n')).toContain('chunks with text are counted instead');
  });

  it('never has more on their way than the cap, and fills it', async () => {
    let [underWay, most] = [0, 0];
    const { result } = await runAgainst(
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
    const { result } = await runAgainst(completions, { numPrompts: 40, requestRate: 200, maxConcurrency: null });
    expect(result.request_rate).toBe(200);
    expect(result.duration).toBeGreaterThanOrEqual(0.2);
    expect(result.steady_state).toBeNull();
    const starts = [...(result.start_times ?? [])];
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(0.1);
  });

  it('sends warm-ups before the run and measures none of them', async () => {
    const { result, server } = await runAgainst(completions, { numWarmups: 3 });
    expect(result.completed).toBe(4);
    const streamed = server.bodies.filter((body) => body.includes('"stream":true'));
    expect(streamed).toHaveLength(7);
    expect(new Set(streamed.slice(0, 4)).size).toBe(1);
  });

  it('takes the first model of the server where none is given', async () => {
    const models = json({ data: [{ id: 'name', root: 'org/model' }] });
    const { result, server } = await runAgainst(completions, { model: null }, { 'GET /v1/models': models });
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
    const { result } = await runAgainst(completions, {}, { 'GET /metrics': metrics });
    expect(result).toMatchObject({ spec_decode_acceptance_rate: 25, spec_decode_num_drafts: 10 });
  });

  it('sends the key, and prints and saves it nowhere, not even where the server repeats it', async () => {
    const apiKey = 'sk-do-not-print-me';
    const { result, server, printed } = await runAgainst(
      (request, response) => {
        response
          .writeHead(401)
          .end(`wrong key: ${request.headers.authorization ?? ''} ${String(request.headers['x-cookie'])}`);
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

  it('waits for a server that is not ready yet', async () => {
    let asked = 0;
    const { result, printed } = await runAgainst(
      (request, response, body) => {
        (asked++ === 0 ? json({}, 503) : completions)(request, response, body);
      },
      { readyCheckTimeoutSec: 0.1 },
    );
    expect(result).toMatchObject({ completed: 4, failed: 0 });
    expect(printed).toContain('Initial test run completed.');
  });

  it('rejects where the server is never ready, with its reason', async () => {
    const failing = runAgainst(json({ error: { message: 'loading' } }, 503), { readyCheckTimeoutSec: 0.05 });
    await expect(failing).rejects.toThrow('not ready within 0.05 s: HTTP 503 Service Unavailable: loading');
  });
});
