import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parsePrometheus, sumSamples } from './testing/prometheus-text';
import { expectNoProcessOf, post, processesOf, readStream } from './testing/server-client';
import { runBin, ServerPool } from './testing/simulated-server';

const TIMEOUT_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
const servers = new ServerPool();
afterAll(async () => {
  await servers.destroy();
  rmSync(folder, { recursive: true, force: true });
});

describe('vllm serve with options', { timeout: TIMEOUT_MS }, () => {
  afterEach(async () => {
    await servers.destroy();
  });

  it('asks for a key, takes a YAML file, has the addresses for developers, and forgets prefixes there', async () => {
    const config = join(folder, 'serve.yaml');
    writeFileSync(
      config,
      'model: acme/chat-8B\nserved-model-name: chat\nmax-model-len: 2k\napi-key: sesame\nstream-interval: 4\n',
    );
    const server = await servers.ready(['--config', config], { VLLM_SERVER_DEV_MODE: '1' });
    const body = { prompt: Array.from({ length: 64 }, () => 300), max_tokens: 9, ignore_eos: true, stream: true };
    expect((await post(`${server.url}/v1/completions`, body)).status).toBe(401);
    const send = () =>
      fetch(`${server.url}/v1/completions`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { authorization: 'Bearer sesame' },
      });
    const { events } = await readStream(await send());
    expect(events.map((event) => (event.choices[0]?.text ?? '').trim().split(' ').length)).toEqual([1, 4, 4]);
    expect((await post(`${server.url}/reset_prefix_cache`, {})).status).toBe(200);
    await (await send()).text();
    const metrics = parsePrometheus(await (await fetch(`${server.url}/metrics`)).text());
    expect([
      sumSamples(metrics, 'vllm:prefix_cache_queries_total'),
      sumSamples(metrics, 'vllm:prefix_cache_hits_total'),
    ]).toEqual([128, 0]);
    const info = (await (await fetch(`${server.url}/server_info`)).json()) as {
      vllm_config: { parallel_config: object };
    };
    expect(info.vllm_config.parallel_config).toMatchObject({ tensor_parallel_size: 1, data_parallel_size: 1 });
  });

  it.each([
    [['Llama-3.1-8B', '--no-such-flag', '3'], 2, 'vllm: error: unrecognized arguments: --no-such-flag 3'],
    [
      ['Llama-3.1-8B', '-tp', '16'],
      1,
      'Value error, World size (16) is larger than the number of available GPUs (8) in this node.',
    ],
    [['Llama-3.1-70B', '--max-model-len', '4096'], 1, 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate'],
    [['Llama-3.1-70B-FP8'], 1, "ValueError: To serve at least one request with the model's max seq len (131072)"],
    [['Llama-3.1-8B', '--host', '203.0.113.7'], 1, 'EADDRNOTAVAIL'],
  ])('refuses %j with exit code %i', async (argv, code, words) => {
    const server = await servers.starting(argv);
    expect(await server.exit()).toBe(code);
    expect(server.log).toContain(words);
  });

  it('says that its port is taken', async () => {
    const first = await servers.ready(['opt-125m']);
    const second = runBin('vllm', ['serve', 'opt-125m', '--port', new URL(first.url).port]);
    expect(await second.exit()).toBe(1);
    expect(second.log).toContain('OSError: [Errno 98] Address already in use');
  });

  it('dies with one of its engine processes, and its engine processes with it', async () => {
    const server = await servers.ready(['opt-125m', '-dp', '2']);
    const [, engine] = processesOf(server);
    process.kill(engine ?? NaN, 'SIGKILL');
    expect(await server.exit()).toBe(1);
    expect(server.log).toContain('EngineCore encountered a fatal error.');
    await expectNoProcessOf(server);
    const killed = await servers.ready(['opt-125m', '-dp', '2']);
    process.kill(killed.pid, 'SIGKILL');
    expect(await killed.exit()).toBe(137);
    await expectNoProcessOf(killed);
  });

  it('prints its version', async () => {
    const version = runBin('vllm', ['--version']);
    expect(await version.exit()).toBe(0);
    expect(version.log).toBe('0.25.1+simulated\n');
  });
});
