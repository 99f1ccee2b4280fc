import { execFile, type ExecFileException } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { createApiClient } from '@/lib/api/client';
import { runKneepoint, type RunningKneepoint } from '@/lib/server/launcher/testing/run-kneepoint';
import { block2024 } from '@/lib/importers/testing/printed-blocks';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { runCli } from './run-cli';

let kneepoint: RunningKneepoint | undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kneepoint-push-'));
  kneepoint = await runKneepoint({ dataDir: join(folder, 'data') });
  await writeFile(join(folder, 'run_tp2.json'), JSON.stringify(aServeResult()));
  await writeFile(join(folder, 'bad.json'), '{');
}, 300_000);
afterAll(async () => {
  await kneepoint?.end();
  await rm(folder, { recursive: true, force: true });
});

async function run(...given: string[]) {
  const [printed, warned]: [string[], string[]] = [[], []];
  const env = { KNEEPOINT_DATA_DIR: join(folder, 'data') };
  const terminal = {
    print: (text: string) => printed.push(text),
    warn: (text: string) => warned.push(text),
    progress: () => undefined,
    folder,
    env,
    input: async function* () {
      yield await Promise.resolve(new TextEncoder().encode(block2024));
    },
  };
  return { exitCode: await runCli(given, terminal), out: printed, err: warned.join('\n') };
}
const client = () => createApiClient({ baseUrl: kneepoint?.address ?? '', token: kneepoint?.token ?? '' });
const pointsOf = async (sweep: string) =>
  (await client().points()).points.filter((point) => point.sweep.name === sweep);

describe('push', () => {
  it('finds the running Kneepoint, imports with what is said, and prints where to look', async () => {
    const { exitCode, out } = await run('push', 'run_tp2.json', '--set', 'gpu=H100', '--sweep', 'night');
    const [point] = await pointsOf('night');
    expect([exitCode, out]).toEqual([0, ['1 measurement stored.', `${kneepoint?.address}/explore?sweep=night`]]);
    expect(point).toMatchObject({ deployment: { hardware: { gpu: 'H100 SXM' } }, derived: { gpus: 2 } });
  });

  it('says what is there already', async () => {
    const { out } = await run('push', 'run_tp2.json', '--sweep', 'night');
    expect(out[0]).toBe('0 measurements stored, 1 measurement already there.');
  });

  it('refuses the whole for one bad file, and takes the rest when told to', async () => {
    await writeFile(join(folder, 'new.json'), JSON.stringify(aServeResult({ max_concurrency: 64 })));
    const refused = await run('push', 'new.json', 'bad.json', '--sweep', 'mixed');
    expect([refused.exitCode, refused.out, await pointsOf('mixed')]).toEqual([1, [], []]);
    expect(refused.err).toMatch(/^bad\.json.*\nNothing was imported; --skip-problems /);
    const taken = await run('push', 'new.json', 'bad.json', '--sweep', 'mixed', '--skip-problems');
    expect([taken.exitCode, taken.out[0], (await pointsOf('mixed')).length]).toEqual([1, '1 measurement stored.', 1]);
  });

  it('imports what is piped in', async () => {
    const { exitCode, out } = await run('push', '-', '--sweep', 'piped', '--set', 'gpu=L4', '--set', 'tp=2');
    expect([exitCode, out[0]]).toEqual([0, '1 measurement stored.']);
    expect(await pointsOf('piped')).toHaveLength(1);
  });

  it('refuses a file that is too large before it sends any of it', async () => {
    await aFile('large.json', 301);
    const { exitCode, err } = await run('push', 'large.json');
    expect([exitCode, err]).toEqual([1, 'large.json is larger than 300 MB, the most a file may have.']);
  });

  it('takes no more memory for a large file than for a small one', async () => {
    await aFile('8.json', 8);
    await aFile('136.json', 136);
    const [small, large] = [await peakMegabytes('8.json'), await peakMegabytes('136.json')];
    expect(large - small).toBeLessThan((136 - 8) / 2);
  });
});

/** A file of that many MB that holds nothing. */
async function aFile(name: string, megabytes: number): Promise<void> {
  await writeFile(join(folder, name), '');
  await truncate(join(folder, name), megabytes * 1024 * 1024);
}

/** What a command line of its own takes at most while it pushes that file, which is refused. */
async function peakMegabytes(name: string): Promise<number> {
  const say = 'data:text/javascript,process.on("exit",()=>console.log("peak",process.resourceUsage().maxRSS/1024))';
  const given = ['--import', 'tsx', '--import', say, 'lib/cli/main.ts', 'push', join(folder, name)];
  const env = { ...process.env, KNEEPOINT_DATA_DIR: join(folder, 'data') };
  const refused = (error: unknown) => error as ExecFileException;
  const { stdout } = await promisify(execFile)(process.execPath, given, { env }).catch(refused);
  return Number(/^peak (.*)$/m.exec(stdout ?? '')?.[1]);
}

describe('open', () => {
  it('prints a link that signs a browser in', async () => {
    const { exitCode, out, err } = await run('open');
    expect([exitCode, err]).toEqual([0, '']);
    const response = await fetch(out[0] ?? '', { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  });
});
