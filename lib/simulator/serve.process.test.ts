import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePrometheus, sumSamples } from './testing/prometheus-text';
import { logPatterns } from './testing/log-patterns';
import { expectNoProcessOf, post, processesOf, readStream, type StreamEvent } from './testing/server-client';
import { runBin, ServerPool, type startReadyServer } from './testing/simulated-server';

const TIMEOUT_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
const servers = new ServerPool();
afterAll(async () => {
  await servers.destroy();
  rmSync(folder, { recursive: true, force: true });
});

describe('vllm serve', { timeout: TIMEOUT_MS }, () => {
  let server: Awaited<ReturnType<typeof startReadyServer>>;
  const model = 'meta-llama/Llama-3.1-70B-Instruct-FP8';
  const stateDir = join(folder, 'gpus');
  const prompt = 'tell me of the sea and of the wind that goes over it';

  beforeAll(async () => {
    const argv = [model, '-tp', '2', '-dp', '2', '--max-model-len', '4096', '--served-model-name', 'sea', 'other'];
    server = await servers.ready([...argv, '--enable-server-load-tracking'], {
      SIM_STATE_DIR: stateDir,
      SIM_NOISE: '0',
    });
  }, TIMEOUT_MS);

  it('answers the addresses a launcher asks, and says everywhere that it is a simulator', async () => {
    const health = await fetch(`${server.url}/health`);
    expect([health.status, await health.text(), health.headers.get('server')]).toEqual([
      200,
      '',
      'kneepoint-simulator/0.25.1+simulated',
    ]);
    expect((await fetch(`${server.url}/ping`)).status).toBe(200);
    expect(await (await fetch(`${server.url}/version`)).json()).toEqual({
      version: '0.25.1+simulated',
      simulated: true,
    });
    expect(await (await fetch(`${server.url}/load`)).json()).toEqual({ server_load: 0 });
    const models = (await (await fetch(`${server.url}/v1/models`)).json()) as { data: Record<string, unknown>[] };
    expect(
      models.data.map(({ id, root, max_model_len: length, owned_by: owner }) => [id, root, length, owner]),
    ).toEqual([
      ['sea', model, 4096, 'kneepoint-simulator'],
      ['other', model, 4096, 'kneepoint-simulator'],
    ]);
  });

  it('streams exactly max_tokens, one event each, then the usage and the end', async () => {
    const body = {
      model: 'sea',
      prompt,
      max_tokens: 7,
      ignore_eos: true,
      stream: true,
      stream_options: { include_usage: true },
    };
    const { events, end } = await readStream(await post(`${server.url}/v1/completions`, body));
    expect(end).toBe('data: [DONE]');
    expect(events.map((event) => event.choices[0]?.finish_reason)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      'length',
      undefined,
    ]);
    const { count } = (await (await post(`${server.url}/tokenize`, { prompt })).json()) as { count: number };
    expect(events.at(-1)?.usage).toEqual({ prompt_tokens: count, total_tokens: count + 7, completion_tokens: 7 });
    const text = events.map((event) => event.choices[0]?.text ?? '').join('');
    expect(await (await post(`${server.url}/tokenize`, { prompt: text })).json()).toMatchObject({ count: 7 });
    expect(new Set(events.map(({ object, model: name }) => `${object} ${name}`))).toEqual(
      new Set(['text_completion sea']),
    );
  });

  it('streams a chat: the role first, then its words', async () => {
    const body = {
      messages: [{ role: 'user', content: 'hello' }],
      max_completion_tokens: 3,
      ignore_eos: true,
      stream: true,
    };
    const { events } = await readStream(await post(`${server.url}/v1/chat/completions`, body));
    expect(events[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
    expect(
      events.slice(1).map((event) => [typeof event.choices[0]?.delta?.content, event.choices[0]?.finish_reason]),
    ).toEqual([
      ['string', null],
      ['string', null],
      ['string', 'length'],
    ]);
    expect(events.some((event) => event.usage)).toBe(false);
  });

  it('answers at once without a stream, and never under min_tokens', async () => {
    const whole = async (body: object) =>
      (await (await post(`${server.url}/v1/completions`, body)).json()) as StreamEvent;
    expect((await whole({ prompt, max_tokens: 5, ignore_eos: true })).usage?.completion_tokens).toBe(5);
    expect((await whole({ prompt })).usage?.completion_tokens).toBeLessThanOrEqual(16);
    expect((await whole({ prompt, max_tokens: 12, min_tokens: 12 })).usage?.completion_tokens).toBe(12);
    expect((await whole({ prompt: [300, 301, 302], max_tokens: 1 })).usage?.prompt_tokens).toBe(3);
  });

  it('turns text into tokens and back', async () => {
    const { tokens } = (await (await post(`${server.url}/tokenize`, { prompt: 'Grüße an 42 Leute!' })).json()) as {
      tokens: number[];
    };
    expect(await (await post(`${server.url}/detokenize`, { tokens })).json()).toEqual({ prompt: 'Grüße an 42 Leute!' });
  });

  it.each([
    [
      'a prompt too long',
      '/v1/completions',
      { prompt, max_tokens: 4096 },
      400,
      "This model's maximum context length is 4096 tokens. However, you requested 4096 output tokens",
    ],
    ['an unknown model', '/v1/completions', { model: 'nope', prompt }, 404, 'The model `nope` does not exist.'],
    ['no prompt', '/v1/completions', { max_tokens: 3 }, 400, 'prompt'],
    ['several answers', '/v1/completions', { prompt, n: 2 }, 400, 'not simulated'],
    ['a token that is none', '/v1/completions', { prompt: [999_999] }, 400, 'Token id 999999 is out of vocabulary'],
    ['an empty prompt', '/v1/completions', { prompt: '' }, 400, 'cannot be empty'],
    [
      'min over max',
      '/v1/completions',
      { prompt, max_tokens: 2, min_tokens: 3 },
      400,
      'min_tokens must be less than or equal to max_tokens=2, got 3.',
    ],
    ['no messages', '/v1/chat/completions', { messages: [] }, 400, 'messages'],
  ])('refuses %s', async (_, path, body, status, words) => {
    const response = await post(server.url + path, body);
    const { error } = (await response.json()) as { error: { message: string; code: number } };
    expect([response.status, error.code]).toEqual([status, status]);
    expect(error.message).toContain(words);
  });

  it('refuses what is no JSON, no address and no method of it as FastAPI does', async () => {
    expect((await fetch(`${server.url}/v1/completions`, { method: 'POST', body: '{"prompt' })).status).toBe(400);
    expect(await (await fetch(`${server.url}/nope`)).json()).toEqual({ detail: 'Not Found' });
    expect((await fetch(`${server.url}/v1/completions`)).status).toBe(405);
    expect((await post(`${server.url}/reset_prefix_cache`, {})).status).toBe(404);
  });

  it('frees the place of a client that goes away', async () => {
    const metrics = async () => parsePrometheus(await (await fetch(`${server.url}/metrics`)).text());
    const before = sumSamples(await metrics(), 'vllm:request_success_total', 'finished_reason="abort"');
    const stop = new AbortController();
    const body = { prompt, max_tokens: 3000, ignore_eos: true, stream: true };
    const response = await post(`${server.url}/v1/completions`, body, stop.signal);
    await response.body?.getReader().read();
    expect(sumSamples(await metrics(), 'vllm:num_requests_running')).toBe(1);
    stop.abort();
    await expect.poll(async () => sumSamples(await metrics(), 'vllm:num_requests_running'), { timeout: 5000 }).toBe(0);
    const after = await metrics();
    expect(sumSamples(after, 'vllm:request_success_total', 'finished_reason="abort"')).toBe(before + 1);
    expect(sumSamples(after, 'vllm:kv_cache_usage_perc')).toBe(0);
  });

  it('finds a prompt it has seen, and says so in the metrics', async () => {
    const long = Array.from({ length: 400 }, (_, at) => 300 + at);
    const hits = async () =>
      sumSamples(parsePrometheus(await (await fetch(`${server.url}/metrics`)).text()), 'vllm:prefix_cache_hits_total');
    const before = await hits();
    for (let turn = 0; turn < 4; turn += 1)
      await post(`${server.url}/v1/completions`, { prompt: long, max_tokens: 1 }).then((one) => one.text());
    expect(await hits()).toBe(before + 2 * 384);
  });

  it('writes the log lines that readers of the real log look for', () => {
    for (const pattern of logPatterns) {
      expect([pattern, pattern.test(server.log)]).toEqual([pattern, true]);
    }
    expect(server.log).toMatch(/Starting vLLM server on http:\/\/127\.0\.0\.1:\d+\n/);
    expect(server.log).toMatch(/"GET \/health HTTP\/1\.1" 200 OK\n/);
    expect(server.log.match(/GPU KV cache size/g)).toHaveLength(2);
  });

  it('is seen by nvidia-smi, and keeps others off its GPUs', async () => {
    const query = ['--query-gpu=index,memory.used', '--format=csv,noheader,nounits'];
    const smi = runBin('nvidia-smi', query, { SIM_STATE_DIR: stateDir });
    expect(await smi.exit()).toBe(0);
    const used = smi.log
      .trim()
      .split('\n')
      .map((line) => Number(line.split(', ')[1]));
    expect(used.map((mib) => mib > 70_000)).toEqual([true, true, true, true, false, false, false, false]);
    const second = await servers.starting(['Llama-3.1-8B', '--max-model-len', '4096'], { SIM_STATE_DIR: stateDir });
    expect(await second.exit()).toBe(1);
    expect(second.log).toContain(
      'ValueError: Free memory on device cuda:0 (6.37/79.65 GiB) on startup is less than desired GPU memory utilization',
    );
    expect(second.log).toContain('RuntimeError: Engine core initialization failed. See root cause above.');
    const beside = await servers.ready(['Llama-3.1-8B', '--max-model-len', '4096'], {
      SIM_STATE_DIR: stateDir,
      CUDA_VISIBLE_DEVICES: '6',
    });
    await beside.destroy();
  });

  it('ends on SIGTERM with 0 and leaves no process, no port and no GPU behind', async () => {
    expect(processesOf(server)).toHaveLength(3);
    const open = await post(`${server.url}/v1/completions`, {
      prompt,
      max_tokens: 3000,
      ignore_eos: true,
      stream: true,
    });
    const rest = open.text().catch(() => 'cut');
    process.kill(server.pid, 'SIGTERM');
    expect(await server.exit()).toBe(0);
    expect(await rest).not.toContain('"finish_reason":"length"');
    await expectNoProcessOf(server);
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    expect(readdirSync(stateDir).filter((name) => name.includes(String(server.pid)))).toEqual([]);
    expect(server.log).toContain('INFO:     Application shutdown complete.');
  });
});
