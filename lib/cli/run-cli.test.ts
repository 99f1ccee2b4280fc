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
import { block2024 } from '@/lib/importers/testing/printed-blocks';
import { aZip } from '@/lib/server/uploads/archives/testing/a-zip';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { runCli } from './run-cli';

const here = { folder: '' };
beforeEach(async () => {
  here.folder = await mkdtemp(join(tmpdir(), 'kneepoint-cli-'));
});
afterEach(() => rm(here.folder, { recursive: true, force: true }));

const run = (...given: string[]) => runWith('', ...given);

/** With `input` piped in. */
async function runWith(input: string, ...given: string[]) {
  const [printed, warned]: [string[], string[]] = [[], []];
  const exitCode = await runCli(given, {
    print: (text) => printed.push(text),
    warn: (text) => warned.push(text),
    progress: () => undefined,
    folder: here.folder,
    env: { KNEEPOINT_DATA_DIR: join(here.folder, 'data') },
    input: async function* () {
      yield await Promise.resolve(new TextEncoder().encode(input));
    },
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
    await write('runs/readme.md', '# How we measured');
    for (const other of ['runs/picture.png', 'runs/.hidden/3.json', 'runs/node_modules/4.json'])
      await write(other, '{}');
    await symlink('..', join(here.folder, 'runs/b/round'));
    const { exitCode, out } = await run('inspect', 'runs', '--json');
    const { files } = inspected.parse(JSON.parse(out));
    expect(files.map(({ file, measurements }) => [file, measurements.length])).toEqual([
      ['runs/a/1.jsonl', 1],
      ['runs/b/2.json', 1],
      ['runs/readme.md', 0],
    ]);
    expect(exitCode).toBe(0);
  });

  it('reads what an archive holds, companions included, and leaves the archive where it is', async () => {
    const location = join(here.folder, 'sweep.zip');
    const spec = 'resourceProfile: nvidia-gpu-l4:8\nurl: hf://m/x\nargs: [--tensor-parallel-size=8]\n';
    const result = JSON.stringify(aServeResult());
    await writeFile(
      location,
      aZip([
        { name: 'a/run.json', content: result },
        { name: 'a/model.yaml', content: spec },
      ]),
    );
    const { exitCode, out } = await run('inspect', 'sweep.zip', '--json');
    const { files } = inspected.parse(JSON.parse(out));
    expect(files).toMatchObject([
      {
        file: 'sweep.zip/a/run.json',
        measurements: [{ deployment: { topology: [{ tp: 8 }], hardware: { gpu: 'L4' } } }],
      },
      { file: 'sweep.zip/a/model.yaml', measurements: [], problems: [] },
    ]);
    expect([exitCode, existsSync(location)]).toEqual([0, true]);
  });

  it('says why it refuses an archive', async () => {
    await writeFile(join(here.folder, 'bad.zip'), aZip([{ name: '../x.json', content: '{}' }]));
    const { exitCode, err } = await run('inspect', 'bad.zip');
    expect(exitCode).toBe(1);
    expect(err).toMatch(/bad\.zip: it holds "?.*leads out of the archive/);
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

  it('reads what is piped in, once, beside the files named', async () => {
    await write('model.yaml', 'resourceProfile: nvidia-gpu-l4:8\nurl: hf://m/x\nargs: [--tensor-parallel-size=8]\n');
    const { exitCode, out } = await runWith(block2024, 'inspect', '-', '-', 'model.yaml', '--json');
    const { files } = inspected.parse(JSON.parse(out));
    expect(files).toMatchObject([
      { file: 'pasted.txt', measurements: [{ throughput: { outputTokensPerS: 200 } }], problems: [] },
      { file: 'model.yaml', measurements: [], problems: [] },
    ]);
    expect(exitCode).toBe(0);
  });

  it('says what became of files that are no results', async () => {
    await write('run.json', aServeResult());
    await write('notes.md', '# How we measured');
    const { exitCode, err } = await run('inspect', 'run.json', 'notes.md');
    expect([exitCode, err]).toEqual([0, 'notes.md: No benchmark result in it; passed over.']);
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

  it('says what it expected, and what it found', async () => {
    expect((await run('nonsense')).err).toMatch(/^There is no command nonsense; /);
    expect((await run('push', 'a.json', '--set', 'tp=0')).err).toBe('--set tp: expected at least 1, found 0.');
    expect((await run('push', 'a.json', '--set', 'tp=x')).err).toBe('--set tp: expected a number, found "x".');
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
      expect([exitCode, err]).toEqual([1, 'No Kneepoint answers at http://127.0.0.1:45999; start it with npm start.']);
    }
  });
});
