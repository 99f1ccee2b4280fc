import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { createApiClient } from '@/lib/api/client';
import { runKneepoint, type RunningKneepoint } from '@/lib/server/launcher/testing/run-kneepoint';
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
    expect(refused.err).toContain('bad.json');
    const taken = await run('push', 'new.json', 'bad.json', '--sweep', 'mixed', '--skip-problems');
    expect([taken.exitCode, taken.out[0], (await pointsOf('mixed')).length]).toEqual([1, '1 measurement stored.', 1]);
  });

  it('hears a refusal while it sends', async () => {
    await writeFile(join(folder, 'large.json'), '');
    await truncate(join(folder, 'large.json'), 310 * 1024 * 1024);
    const { exitCode, err } = await run('push', 'large.json');
    expect([exitCode, err]).toEqual([1, 'large.json is larger than 300 MB, the most a file may have.']);
  });
});

describe('open', () => {
  it('prints a link that signs a browser in', async () => {
    const { exitCode, out, err } = await run('open');
    expect([exitCode, err]).toEqual([0, '']);
    const response = await fetch(out[0] ?? '', { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  });
});
