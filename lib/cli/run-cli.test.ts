import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problem } from '@/lib/domain/import';
import { measurement } from '@/lib/domain/measurement';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { runCli } from './run-cli';

const here = { folder: '' };
beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'kneepoint-cli-'));
});
afterEach(() => rm(here.folder, { recursive: true, force: true }));

async function run(...given: string[]) {
  const [printed, warned]: [string[], string[]] = [[], []];
  const exitCode = await runCli(given, {
    print: (text) => printed.push(text),
    warn: (text) => warned.push(text),
    progress: () => undefined,
    folder: here.folder,
    env: { KNEEPOINT_DATA_DIR: join(here.folder, 'data') },
  });
  return { exitCode, out: printed.join('\n'), err: warned.join('\n') };
}

async function write(path: string, content: unknown): Promise<void> {
  const location = join(here.folder, path);
  await mkdir(join(location, '..'), { recursive: true });
  await writeFile(location, typeof content === 'string' ? content : JSON.stringify(content));
}

const inspected = z.strictObject({
  files: z.array(
    z.strictObject({
      file: z.string(),
      format: z.string().nullable(),
      measurements: z.array(measurement),
      problems: z.array(problem),
    }),
  ),
});

describe('inspect', () => {
  it('prints canonical measurements as JSON and ends with 0 when all was read', async () => {
    await write('h100/run_tp4.json', aServeResult());
    const { exitCode, out, err } = await run('inspect', 'h100/run_tp4.json', '--json');
    const { files } = inspected.parse(JSON.parse(out));
    expect([exitCode, err]).toEqual([0, '']);
    expect(files).toMatchObject([
      { file: 'h100/run_tp4.json', format: 'vllm-serve', problems: [], measurements: [{ derived: { gpus: 4 } }] },
    ]);
  });

  it('prints a row a measurement for people, with what is not known as a dash', async () => {
    await write('a.json', aServeResult({ tensor_parallel_size: 2 }));
    const { out } = await run('inspect', 'a.json');
    expect(out).toMatch(/^file +model +GPU +topology +load +tok\/s\/GPU +tok\/s\/user +flags\n/);
    expect(out).toMatch(/\na\.json +meta-llama\/Llama-3\.1-8B-Instruct +- +TP2 +8 +100\.0 +29\.4 */);
    expect(out).toContain('1 measurement in 1 file');
  });

  it('walks folders, reads what may be a result, and passes over the rest, links and all', async () => {
    await write('runs/b/2.json', aServeResult({ max_concurrency: 2 }));
    await write('runs/a/1.jsonl', aServeResult({ max_concurrency: 1 }));
    for (const other of ['runs/readme.md', 'runs/.hidden/3.json', 'runs/node_modules/4.json']) await write(other, '{}');
    await symlink('..', join(here.folder, 'runs/b/round'));
    const { exitCode, out } = await run('inspect', 'runs', '--json');
    expect(inspected.parse(JSON.parse(out)).files.map(({ file }) => file)).toEqual(['runs/a/1.jsonl', 'runs/b/2.json']);
    expect(exitCode).toBe(0);
  });

  it('ends with 1 on any problem and still says what it read', async () => {
    await write('good.json', aServeResult());
    await write('bad.json', '{"duration": ');
    const { exitCode, out } = await run('inspect', 'good.json', 'bad.json', 'absent.json', '--json');
    const { files } = inspected.parse(JSON.parse(out));
    const byFile = Object.fromEntries(
      files.map((file) => [file.file, [file.measurements.length, file.problems.length]]),
    );
    expect(byFile).toEqual({ 'good.json': [1, 0], 'bad.json': [0, 1], 'absent.json': [0, 1] });
    expect(exitCode).toBe(1);
  });

  it('says so when a folder holds nothing', async () => {
    await mkdir(join(here.folder, 'empty'));
    expect(await run('inspect', 'empty')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('empty: ') as string,
    });
  });

  it('makes no data folder', async () => {
    await write('a.json', aServeResult());
    await run('inspect', 'a.json');
    expect(existsSync(join(here.folder, 'data'))).toBe(false);
  });
});

describe('bench', () => {
  it("has the flags of vLLM's client, and writes where it was called", async () => {
    const server = createServer((request, response) => {
      if (request.method !== 'POST' || request.url !== '/v1/completions') return response.writeHead(404).end();
      const choice = { index: 0, text: ' a', finish_reason: 'length' };
      response.end(`data: ${JSON.stringify({ choices: [choice] })}\n\ndata: [DONE]\n\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const load = ['--model', 'm', '--num-prompts', '2', '--random-output-len', '1', '--percentile-metrics=ttft'];
    const saved = ['--save-result', '--result-dir', 'out', '--result-filename', 'one.json', '--metadata', 'tp=2'];
    const { exitCode, out } = await run('bench', '--port', String(port), ...load, ...saved);
    server.close();
    expect([exitCode, out]).toEqual([0, expect.stringContaining('Successful requests:                     2')]);
    const inspectedRun = await run('inspect', 'out/one.json', '--json');
    expect(inspected.parse(JSON.parse(inspectedRun.out)).files[0]?.measurements).toMatchObject([
      { deployment: { topology: [{ tp: 2 }] }, extra: { load_generator: 'kneepoint' } },
    ]);
  });

  it('explains its flags, and refuses others', async () => {
    expect((await run('bench', '--help')).out).toMatch(/^usage: kneepoint bench [^]*--max-concurrency/);
    const { exitCode, err } = await run('bench', '--speculate');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('unrecognized arguments: --speculate')]);
  });
});

describe('usage', () => {
  it.each([
    [['inspect']],
    [['inspect', '--nonsense', 'a']],
    [['nonsense']],
    [[]],
    [['push', 'a.json', '--set', 'tp']],
    [['push', 'a.json', '--set', 'tpp=4']],
    [['push', 'a.json', '--set', 'tp=zero']],
    [['push', 'a.json', '--url', 'localhost:3000']],
    [['push', 'a.json', '--url', 'http://elsewhere.example']],
  ])('%j ends with 2 and a sentence', async (given) => {
    const { exitCode, out, err } = await run(...given);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).not.toBe('');
    expect(err).not.toContain('    at ');
  });

  it('helps with 0', async () => expect(await run('--help')).toMatchObject({ exitCode: 0, err: '' }));
});

describe('push and open', () => {
  it('say in a sentence that nothing runs', async () => {
    await write('a.json', aServeResult());
    for (const given of [['push', 'a.json'], ['open']]) {
      expect(await run(...given)).toMatchObject({
        exitCode: 1,
        err: expect.stringMatching(/start it with npm start/) as string,
      });
    }
  });

  it('say in a sentence that nobody answers at a noted address', async () => {
    await write('a.json', aServeResult());
    await write('data/token', 'left-behind');
    await write('data/address', 'http://127.0.0.1:45999\n');
    for (const given of [['push', 'a.json'], ['open']]) {
      const { exitCode, err } = await run(...given);
      expect([exitCode, err]).toEqual([1, 'No Kneepoint answers there; start it with npm start.']);
    }
  });
});
