import { createServer as createHttp } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basicPrograms, type HandFolder, handFolder, readJson, readText } from '../testing/a-folder';
import type { Bundle } from './bundle';

let hand: HandFolder;
beforeEach(() => {
  hand = handFolder();
});
afterEach(() => hand.dispose());

describe('run.sh and a server that runs already', () => {
  const endpoint = (port: number) => ({
    url: `http://127.0.0.1:${port}`,
    host: `gpu-box:${port}`,
    resolve: null,
    direct: ['gpu-box', '127.0.0.1'],
  });
  const running = { source: 'already-running' as const, baseUrl: 'http://gpu-box:8000' };

  async function withServer<T>(
    body: (port: number, seen: string[]) => Promise<T>,
    models = '{"data":[{"id":"served/model"}]}',
  ): Promise<T> {
    const seen: string[] = [];
    const server = createHttp((request, response) => {
      seen.push(`${request.url} host=${request.headers.host} auth=${request.headers.authorization ?? ''}`);
      if (request.url === '/v1/models') response.end(models);
      else if (request.url === '/metrics') response.end('vllm:prompt_tokens_total 1\n');
      else response.writeHead(404).end();
    });
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    try {
      return await body(port, seen);
    } finally {
      server.close();
    }
  }

  it.each([
    ['curl', undefined],
    ['python3', 'python3'],
  ])('starts none, asks by address under the name given (%s), and measures what is served', async (_, only) => {
    await withServer(async (port, seen) => {
      const folder = hand.place(
        hand.bundle(
          {},
          { request: { deployment: { ...running, environment: ['OPENAI_API_KEY'] } }, endpoint: endpoint(port) },
        ),
      );
      const PATH = only ? hand.onlyPrograms([...basicPrograms, only]) : process.env.PATH!;
      const { code, output } = await hand.run(folder, { env: { PATH, OPENAI_API_KEY: 'sk-very-secret' } });
      expect(code, output).toBe(0);
      expect(seen).toContain(`/v1/models host=gpu-box:${port} auth=Bearer sk-very-secret`);
      const commands = hand.calls();
      expect(commands.map(([command]) => command)).toEqual(['--version', 'bench', 'bench', 'bench']);
      const bench = commands[1]!;
      expect(bench.slice(bench.indexOf('--model'), bench.indexOf('--model') + 2)).toEqual(['--model', 'served/model']);
      expect(bench).toContain(`Host=gpu-box:${port}`);
      expect(JSON.stringify(commands)).not.toContain('sk-very');
      expect(readText(folder, 'metrics/0001.after.prom')).toContain('prompt_tokens');
    });
  });

  it('says that an endpoint does not answer, or answers garbage', async () => {
    const gone = hand.place(hand.bundle({}, { request: { deployment: running }, endpoint: endpoint(1) }));
    await hand.run(gone);
    expect(readJson(gone, 'exit.json')).toMatchObject({ reason: 'endpoint-unreachable' });
    await withServer(async (port) => {
      const folder = hand.place(
        hand.bundle({}, { request: { deployment: running }, endpoint: endpoint(port) }),
        'garbage',
      );
      await hand.run(folder);
      expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'endpoint-garbage' });
    }, '{"data":[{"id":"; rm -rf ~"}]}');
  });

  it('takes no text of any length for the name of a model', async () => {
    await withServer(
      async (port) => {
        const folder = hand.place(hand.bundle({}, { request: { deployment: running }, endpoint: endpoint(port) }));
        await hand.run(folder);
        expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'endpoint-garbage' });
        expect(readText(folder, 'events.ndjson').length).toBeLessThan(10_000);
      },
      JSON.stringify({ data: [{ id: 'm'.repeat(300_000) }] }),
    );
  });

  it('reads prompts from a file below the home folder', async () => {
    await withServer(async (port) => {
      const workloads = [{ kind: 'file' as const, format: 'custom' as const, path: '~/prompts.jsonl' }];
      const request = { deployment: running, workloads };
      const folder = hand.place(hand.bundle({}, { request, endpoint: endpoint(port) }));
      await hand.run(folder, { env: { PATH: process.env.PATH!, HOME: '/home/some one' } });
      const bench = hand.calls().find(([command]) => command === 'bench')!;
      expect(bench[bench.indexOf('--dataset-path') + 1]).toBe('/home/some one/prompts.jsonl');
    });
  });

  it("uses Kneepoint's own client where no vllm is", async () => {
    await withServer(async (port) => {
      const bundle = hand.bundle({}, { request: { deployment: running }, endpoint: endpoint(port) });
      const change = {
        request: { deployment: running },
        endpoint: endpoint(port),
        target: { vllm: ['no-such-vllm'], ownClient: [process.execPath, ...clientWords(bundle)] },
      };
      const folder = hand.place(hand.bundle({}, change), 'own');
      expect((await hand.run(folder)).code).toBe(0);
      expect(readJson(folder, 'results/0001.json')).toMatchObject({ client: 'kneepoint' });
      const none = hand.place(hand.bundle({}, { ...change, target: { vllm: ['no-such-vllm'] } }), 'none');
      await hand.run(none);
      expect(readJson(none, 'exit.json')).toMatchObject({ reason: 'vllm-missing' });
    });
  });

  /** The stand-in's leading words, as the script calls it. */
  const clientWords = (bundle: Bundle) =>
    [...bundle.files.find(({ path }) => path === 'job.sh')!.content.matchAll(/\S+fake-vllm\.mjs (\S+) bench/g)].flatMap(
      (match) => [match[0].split(' ')[0]!, match[1]!, 'bench'],
    );
});
