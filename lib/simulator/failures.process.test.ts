import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { expectNoProcessOf, post, processesOf, readStream } from './testing/server-client';
import { ServerPool } from './testing/simulated-server';

const TIMEOUT_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
const servers = new ServerPool();
afterAll(async () => {
  await servers.destroy();
  rmSync(folder, { recursive: true, force: true });
});

describe('failures to order', { timeout: TIMEOUT_MS }, () => {
  const model = ['opt-125m'];
  const stream = { prompt: 'hello', max_tokens: 20, ignore_eos: true, stream: true };
  afterEach(async () => {
    await servers.destroy();
  });

  it('slow-start keeps the port closed that long', async () => {
    const server = await servers.starting(model, { SIM_FAIL: 'slow-start:2' });
    await server.says('GPU KV cache size');
    const loadedAt = performance.now();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    await server.says('Application startup complete.');
    expect(performance.now() - loadedAt).toBeGreaterThan(1500);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it('never-ready stands still, and still ends on SIGTERM', async () => {
    const server = await servers.starting(model, { SIM_FAIL: 'never-ready' });
    await server.says('Starting to load model');
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    expect(server.log).not.toContain('Loading weights took');
    process.kill(server.pid, 'SIGTERM');
    expect(await server.exit()).toBe(0);
  });

  it.each([
    ['oom', 'torch.OutOfMemoryError: CUDA out of memory.'],
    ['no-kv-memory', 'ValueError: No available memory for the cache blocks.'],
  ])('%s ends the start with 1', async (failure, words) => {
    const server = await servers.starting(model, { SIM_FAIL: failure });
    expect(await server.exit()).toBe(1);
    expect(server.log).toContain('EngineCore failed to start.');
    expect(server.log).toContain(words);
    expect(server.log).not.toContain('Application startup complete.');
  });

  it('crash-after ends open streams with an error and the server with 1', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'crash-after:2' });
    const long = post(`${server.url}/v1/completions`, { ...stream, max_tokens: 2000 }).then((response) =>
      response.text(),
    );
    for (let request = 0; request < 2; request += 1) await (await post(`${server.url}/v1/completions`, stream)).text();
    expect(await long).toContain('"type":"InternalServerError"');
    expect(await server.exit()).toBe(1);
    expect(server.log).toContain('vllm.v1.engine.exceptions.EngineDeadError');
  });

  it('dead-after leaves a server that says it is dead', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'dead-after:1' });
    await (await post(`${server.url}/v1/completions`, stream)).text();
    await server.says('EngineDeadError');
    expect((await fetch(`${server.url}/health`)).status).toBe(503);
    expect((await post(`${server.url}/v1/completions`, stream)).status).toBe(500);
  });

  it('hang-after leaves a server that says it is well and answers nothing', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'hang-after:1' });
    await (await post(`${server.url}/v1/completions`, stream)).text();
    const silent = await post(`${server.url}/v1/completions`, stream, AbortSignal.timeout(1000));
    await expect(silent.text()).rejects.toThrow(/timeout/);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it('refuse-stop is deaf to SIGTERM, processes and all, until it is killed', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'refuse-stop' });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(-server.pid, signal);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect(processesOf(server)).toHaveLength(2);
    process.kill(-server.pid, 'SIGKILL');
    expect(await server.exit()).toBe(137);
    await expectNoProcessOf(server);
  });

  it('slow-stop takes its time', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'slow-stop:1.5' });
    const askedAt = performance.now();
    process.kill(server.pid, 'SIGTERM');
    expect(await server.exit()).toBe(0);
    expect(performance.now() - askedAt).toBeGreaterThan(1400);
  });

  it('orphan leaves engine processes that hold their GPU until they are killed', async () => {
    const stateDir = join(folder, 'orphan');
    const server = await servers.ready(model, { SIM_FAIL: 'orphan', SIM_STATE_DIR: stateDir });
    process.kill(server.pid, 'SIGTERM');
    expect(await server.exit()).toBe(0);
    const left = processesOf(server);
    expect(left).toHaveLength(1);
    const next = await servers.starting(model, { SIM_STATE_DIR: stateDir });
    expect(await next.exit()).toBe(1);
    expect(next.log).toContain('is less than desired GPU memory utilization');
    process.kill(-server.pid, 'SIGKILL');
    await expectNoProcessOf(server);
  });

  it('garbage is no event stream', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'garbage' });
    const response = await post(`${server.url}/v1/completions`, stream);
    expect(response.status).toBe(200);
    await expect(readStream(response)).rejects.toThrow(SyntaxError);
  });

  it('drop-after cuts the connection in mid-stream', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'drop-after:3' });
    const response = await post(`${server.url}/v1/completions`, stream);
    await expect(response.text()).rejects.toThrow(/terminated/);
  });

  it('endless goes on after max_tokens', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'endless' });
    const response = await post(`${server.url}/v1/completions`, { ...stream, max_tokens: 2 });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while ((text.match(/data: /g)?.length ?? 0) < 8) text += (await reader?.read())?.value ?? '';
    expect(text).not.toContain('"finish_reason":"length"');
    await reader?.cancel();
  });

  it('error-share fails that share', async () => {
    const server = await servers.ready(model, { SIM_FAIL: 'error-share:0.5' });
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const response = await post(`${server.url}/v1/completions`, { ...stream, max_tokens: 1 });
        await response.text();
        return response.status;
      }),
    );
    const failed = statuses.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(32);
  });

  it('happen once with a marker file', async () => {
    const env = { SIM_FAIL: 'oom', SIM_FAIL_ONCE: join(folder, 'once') };
    expect(await (await servers.starting(model, env)).exit()).toBe(1);
    expect(existsSync(env.SIM_FAIL_ONCE)).toBe(true);
    await servers.ready(model, env);
  });

  it('are refused when there is none of that name', async () => {
    const server = await servers.starting(model, { SIM_FAIL: 'explode' });
    expect(await server.exit()).toBe(2);
    expect(server.log).toContain('SIM_FAIL: there is no failure "explode"');
  });
});
