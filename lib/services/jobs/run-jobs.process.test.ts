import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { until } from '@/lib/launch/testing/until';
import { processesWith } from '@/lib/testing/seen-processes';
import { cancelJob } from './cancel-job';
import { previewJob } from './preview-job';
import { readJobLog } from './read-job-log';
import { retryJob } from './retry-job';
import { aJob } from './testing/a-job';
import { useWorkingStore } from './testing/working-store';

vi.setConfig({ testTimeout: 180_000 });

const store = useWorkingStore();

const done = ({ attempts }: Awaited<ReturnType<typeof store.job>>) =>
  attempts.flatMap(({ loads }) => loads.filter(({ phase }) => phase === 'done'));
const longer = { loads: { mode: 'list' as const, knob: 'concurrency' as const, values: [1, 2, 3, 4] } };

describe('a job on the simulator', () => {
  it('measures every load once, and stores it with what was read back', async () => {
    await store.putTargets();
    const id = await store.make();
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.sentence).toBe('Done: 2 of 2 loads measured.');
    expect(job.attempts[0]!.readBack).toMatchObject({
      model: 'facebook/opt-125m',
      topology: { tp: 1, pp: 1, dp: 1 },
      gpus: 1,
      client: 'vllm',
      differences: [],
    });
    const points = await store.points();
    expect(points.map(({ origin }) => origin)).toEqual(['simulated', 'simulated']);
    expect(new Set(points.map(({ sweep }) => sweep.name))).toEqual(new Set(['a sweep']));
    expect(processesWith(id)).toEqual([]);
  });

  it('goes on where it was when its worker is another one, and measures nothing twice', async () => {
    await store.putTargets();
    const id = await store.make(longer);
    const stop = store.startWorker();
    await store.untilJob(id, 'a load is measured', (job) => done(job).length > 0);
    await stop();
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(done(job)).toHaveLength(4);
    const log = await readFile(join(store.workFolder(), `kneepoint-${id}.tp1-pp1-dp1.1`, 'events.ndjson'), 'utf8');
    expect(log.match(/"load-started"/g)).toHaveLength(4);
    expect(await store.points()).toHaveLength(4);
  });

  it('waits for its turn on the target, and says how many are before it', async () => {
    await store.putTargets();
    const first = await store.make();
    const second = await store.make();
    expect((await store.job(second)).sentence).toBe('Waits on Local simulator (no GPU); one job is before it.');
    store.startWorker();
    const ended = await store.untilEnded(second);
    expect(Date.parse((await store.job(first)).finishedAt!)).toBeLessThanOrEqual(
      Date.parse(ended.attempts[0]!.startedAt!),
    );
  });

  it('keeps its log by offset, cut at line ends', async () => {
    await store.putTargets();
    const id = await store.make();
    store.startWorker();
    await store.untilEnded(id);
    const asked = { stream: 'server' as const, limit: 1000 };
    let text = '';
    for (let offset = 0; ;) {
      const page = await readJobLog(store.context(), id, { ...asked, offset });
      text += page.text;
      offset = page.next;
      if (page.ended) break;
    }
    const folder = join(store.workFolder(), `kneepoint-${id}.tp1-pp1-dp1.1`);
    expect(text).toBe(await readFile(join(folder, 'server.log'), 'utf8'));
  });

  it('keeps the value of an environment variable out of plan, log and answers', async () => {
    vi.stubEnv('HF_TOKEN', 'hf_not-to-be-seen');
    await store.putTargets('; printf "token %s\\n" "${HF_TOKEN:-none}" >>log');
    const deployment = { source: 'started' as const, model: 'facebook/opt-125m', environment: ['HF_TOKEN'] };
    const id = await store.make({ deployment });
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.state.phase).toBe('succeeded');
    const log = await readJobLog(store.context(), id, { stream: 'job', offset: 0, limit: 100_000 });
    expect(log.text).toContain('token [HF_TOKEN]');
    const plan = await readFile(join(store.workFolder(), `kneepoint-${id}.tp1-pp1-dp1.1`, 'plan.json'), 'utf8');
    expect(JSON.stringify([job, log]) + plan).not.toContain('hf_not-to-be-seen');
  });
});

describe('cancelJob', () => {
  it.each([
    ['queued', '', 'queued'],
    ['starting', 'SIM_FAIL=never-ready', 'starting'],
    ['running', 'SIM_FAIL=bench-hang', 'running'],
  ] as const)(
    'ends a job that is %s, and leaves no process',
    async (_, simulator, phase) => {
      await store.putTargets(simulator);
      const id = await store.make();
      if (phase !== 'queued') {
        store.startWorker();
        await store.untilJob(id, `it is ${phase}`, ({ state }) => state.phase === phase);
      }
      await cancelJob(store.context(), id);
      if (phase === 'queued') store.startWorker();
      const job = await store.untilEnded(id);
      expect(job.state.phase).toBe('cancelled');
      expect(new Set(job.attempts[0]!.loads.map((load) => load.phase))).toEqual(new Set(['left-out']));
      expect(processesWith(id)).toEqual([]);
    },
    120_000,
  );
});

describe('retryJob', () => {
  it('runs only what is not measured, in a new try with new seeds', async () => {
    const marker = join(store.context().dataDir, 'failed-once');
    // The first load is 4 requests and a warm-up; the engine dies in the second one.
    await store.putTargets(`SIM_FAIL=crash-after:7 SIM_FAIL_ONCE=${marker}`);
    const id = await store.make();
    store.startWorker();
    const failed = await store.untilEnded(id);
    expect(failed.state).toMatchObject({ phase: 'partial', done: 1, failed: 1 });
    await retryJob(store.context(), id);
    const job = await store.untilEnded(id);
    expect(job.state).toMatchObject({ phase: 'succeeded', done: 2, failed: 0, total: 2 });
    const [first, second] = job.attempts;
    expect(second!.loads.map(({ key }) => key)).toEqual(['tp1-pp1-dp1/16-4/c2/r1']);
    expect(second!.loads[0]!.seed).not.toBe(first!.loads[1]!.seed);
    expect(await store.points()).toHaveLength(2);
  });

  it('refuses when everything is measured', async () => {
    await store.putTargets();
    const id = await store.make();
    store.startWorker();
    await store.untilEnded(id);
    await expect(retryJob(store.context(), id)).rejects.toThrow('Every load of this job is measured.');
  });
});

describe('a job that cannot run', () => {
  it("says what the server's log says", async () => {
    await store.putTargets('SIM_FAIL=no-kv-memory');
    const id = await store.make();
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.state).toMatchObject({ phase: 'failed', reason: 'server-exited' });
    expect(job.sentence).toMatch(/^Failed: the weights leave no room for a KV cache/);
  });

  it('says what became of its loads where the server was well, and not that it died when it was stopped', async () => {
    await store.putTargets('SIM_FAIL=bench-hang');
    const loads = { mode: 'list' as const, knob: 'concurrency' as const, values: [1, 2, 3] };
    const id = await store.make({ loads, deadlines: { loadS: 1 } });
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.state).toMatchObject({ phase: 'failed', reason: 'loads-failing' });
    expect(job.sentence).toBe(
      'Failed: loads failed one after the other. The last one: It took longer than its deadline and was ended.',
    );
  });

  it('fails with its reason where the work folder cannot be written to', async () => {
    await store.putTargets();
    await mkdir(join(store.context().dataDir, 'work'));
    await writeFile(store.workFolder(), 'a file where the folder should be');
    const id = await store.make();
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.sentence).toBe('Failed: the work folder of the target cannot be written to.');
    expect(job.attempts[0]!.loads.map(({ phase }) => phase)).toEqual(['left-out', 'left-out']);
  });
});

describe("Kneepoint's own data folder", () => {
  it('that takes nothing more ends the job with that reason, and leaves no process', async () => {
    await store.putTargets();
    await writeFile(join(store.context().dataDir, 'jobs'), 'a file where the logs should go');
    const id = await store.make();
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.sentence).toMatch(/^Failed: the data folder of Kneepoint cannot be written to/);
    expect(processesWith(id)).toEqual([]);
  });
});

describe('an adaptive job', () => {
  it('chooses its loads by what it sees, and counts the GPU-hours it has spared', async () => {
    await store.putTargets();
    const id = await store.make({
      loads: { mode: 'adaptive', from: 1, to: 16, stepsPerDoubling: 2, limits: { medianTpotMs: 1000 } },
    });
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.state.phase).toBe('succeeded');
    const [attempt] = job.attempts;
    const measured = attempt!.loads.filter(({ phase }) => phase === 'done');
    // Two loads are the least that show a gain, or none.
    expect(measured.length).toBeGreaterThan(1);
    expect(measured.length).toBeLessThan(attempt!.loads.length);
    expect(measured.every(({ asked }) => asked !== null)).toBe(true);
    expect(attempt!.ended).toMatch(/\.$/);
    expect(job.gpuHours!.saved).toBeGreaterThan(0);
  });
});

describe('a server that runs already', () => {
  const at = (baseUrl: string) => aJob({ target: 'this-machine', deployment: { source: 'already-running', baseUrl } });

  it('is measured by our own client where the target has no vLLM, and the measurement says so', async () => {
    await store.putTargets();
    const port = 17_000 + (process.pid % 900);
    const server = spawn(
      join(process.cwd(), 'lib/simulator/bin', 'vllm'),
      ['serve', 'facebook/opt-125m', '--port', String(port)],
      {
        env: { ...process.env, SIM_STARTUP_S: '0.1', KNEEPOINT_NODE: process.execPath },
        stdio: 'ignore',
        detached: true,
      },
    );
    try {
      const baseUrl = `http://localhost:${port}`;
      await until(
        'it answers',
        () =>
          fetch(`${baseUrl}/health`).then(
            ({ ok }) => ok,
            () => false,
          ),
        60_000,
      );
      const id = await store.make({
        target: 'this-machine',
        deployment: { source: 'already-running', baseUrl, topology: { tp: 1, pp: 1, dp: 1 }, gpu: 'H100' },
      });
      store.startWorker();
      const job = await store.untilEnded(id);
      expect(job.sentence).toBe('Done: 2 of 2 loads measured.');
      expect(job.attempts[0]!.readBack).toMatchObject({ client: 'kneepoint', model: 'facebook/opt-125m' });
      // The target is a real one, but the server says that it is none.
      expect((await store.points()).map(({ origin }) => origin)).toEqual(['simulated', 'simulated']);
    } finally {
      process.kill(-server.pid!, 'SIGKILL');
    }
  });

  it('is measured where it says of itself what no database keeps', async () => {
    await store.putTargets();
    const chunk = 'data: {"choices":[{"text":"a"}]}\n\n';
    const usage = 'data: {"choices":[],"usage":{"prompt_tokens":16,"completion_tokens":4}}\n\n';
    const answers: Record<string, string> = {
      '/v1/models': '{"data":[{"id":"facebook/opt-125m","root":"a\\u0000"}]}',
      '/version': '{"version":"1\\u0000\\ud800"}',
      '/v1/completions': `${chunk.repeat(4)}${usage}data: [DONE]\n\n`,
    };
    const server = createServer(({ url }, response) => {
      response.writeHead(url! in answers ? 200 : 404).end(answers[url!]);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const id = await store.make({ target: 'this-machine', deployment: { source: 'already-running', baseUrl } });
    store.startWorker();
    const job = await store.untilEnded(id);
    server.close();
    expect(job.sentence).toBe('Done: 2 of 2 loads measured.');
    expect(job.attempts[0]!.readBack).toMatchObject({ engineVersion: '1\ufffd\ufffd' });
  });

  it('is refused in words at a metadata address, and where it redirects or answers garbage', async () => {
    await store.putTargets();
    const server = createServer((request, response) => {
      if (request.url!.startsWith('/away')) response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      else response.end('no list of models');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const problems = async (url: string) =>
      (await previewJob(store.context(), at(url))).problems.map(({ code }) => code);
    expect(await problems('http://169.254.169.254/')).toEqual(['endpoint-address-refused']);
    expect(await problems(`http://127.0.0.1:${port}/away`)).toEqual(['endpoint-redirect']);
    expect(await problems(`http://127.0.0.1:${port}`)).toEqual(['endpoint-garbage']);
    server.close();
  });
});
