import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTarget } from '@/lib/domain/plan/testing/a-request';
import { testPorts } from '../testing/a-job';
import { eventNames, type HandFolder, handFolder, readJson, readText } from '../testing/a-folder';
import { processesWith } from '../testing/processes';
import { until } from '../testing/until';
import { attemptName, type Bundle } from './bundle';
import { oneScript } from './one-script';
import { runScript } from './shell-text';

let hand: HandFolder;
beforeEach(() => {
  hand = handFolder();
});
afterEach(() => hand.dispose());

/** Everything the script needs but what a test takes away. */
const programs =
  'sh cat cut date dd df dirname getconf grep head id ls mkdir mv node nohup printf ps rm rmdir sed sleep sort tail tr uname wc'.split(
    ' ',
  );
const done = { reason: 'done', code: 0, done: 3, failed: 0 };

describe('run.sh by hand', () => {
  const shells = [['sh'], ['/bin/bash'], ['/bin/ksh'], ['/bin/busybox', 'sh']].filter(
    ([path]) => path === 'sh' || existsSync(path!),
  );
  it.each(shells.map((shell) => [shell.join(' '), shell] as const))(
    'measures every load under %s',
    async (_, shell) => {
      const bundle = hand.bundle({});
      const folder = hand.place(bundle);
      const { code, output } = await hand.run(folder, { shell: [...shell] });
      expect(code, output).toBe(0);
      expect(readJson(folder, 'exit.json')).toMatchObject(done);
      expect(readdirSync(join(folder, 'results'))).toEqual(['0001.json', '0002.json', '0003.json']);
      expect(processesWith(attemptName(bundle))).toEqual([]);
    },
  );

  it.each<[string, () => { shell: string[]; env: Record<string, string> }]>([
    [
      'job control instead of setsid, where the shell has it',
      () => ({ shell: ['/bin/bash'], env: { PATH: hand.onlyPrograms([...programs, 'curl']) } }),
    ],
    [
      'python3 instead of setsid and curl',
      () => ({ shell: ['sh'], env: { PATH: hand.onlyPrograms([...programs, 'python3']) } }),
    ],
    [
      'ps instead of /proc',
      () => ({
        shell: ['sh'],
        env: { PATH: hand.onlyPrograms([...programs, 'setsid', 'curl']), KNEEPOINT_PROC: '/nowhere' },
      }),
    ],
  ])('gets along with %s', async (_, way) => {
    const { shell, env } = way();
    const bundle = hand.bundle(
      { hangLoads: ['0002'] },
      { request: { deadlines: { loadS: 6 } }, timing: { clientGraceS: 0 } },
    );
    const folder = hand.place(bundle);
    const { output } = await hand.run(folder, { shell, env });
    expect(readJson(folder, 'exit.json'), output).toMatchObject({ reason: 'done', done: 2, failed: 1 });
    expect(processesWith(attemptName(bundle))).toEqual([]);
  });

  it('says what is missing where nothing can start a group, or ask a server', async () => {
    const folder = hand.place(hand.bundle({}));
    await hand.run(folder, { env: { PATH: hand.onlyPrograms(programs) } });
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'no-process-groups', done: 0 });
    rmSync(join(hand.root, 'bin'), { recursive: true });
    await hand.run(folder, { env: { PATH: hand.onlyPrograms([...programs, 'setsid']) } });
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'no-http-client', done: 0 });
  });

  it('skips loads that have a result on a second run, and tries the others again', async () => {
    const folder = hand.place(hand.bundle({ failLoads: ['0002'] }));
    expect((await hand.run(folder)).code).toBe(1);
    const first = statSync(join(folder, 'results/0001.json')).mtimeMs;
    writeFileSync(join(hand.root, 'behaviour.json'), '{}');
    expect((await hand.run(folder)).code).toBe(0);
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'done', done: 1 });
    expect(statSync(join(folder, 'results/0001.json')).mtimeMs).toBe(first);
    expect(eventNames(folder).filter((event) => event === 'load-skipped')).toHaveLength(2);
    expect(readdirSync(join(folder, 'results'))).toHaveLength(3);
  });

  it('does not run beside itself, and takes over from a run that was killed', async () => {
    const bundle = hand.bundle({ hangLoads: ['0001'] });
    const folder = hand.place(bundle);
    const running = hand.run(folder);
    await until('the first load runs', () => existsSync(join(folder, 'clients/0001.log')));
    const second = await hand.run(folder);
    expect(second).toMatchObject({ code: 75 });
    expect(second.output).toContain('running already');
    const leader = Number(readText(folder, 'lock/leader').split(' ')[0]);
    for (const { pid, command } of processesWith(attemptName(bundle)))
      if (command.includes('--watchdog')) process.kill(pid, 'SIGKILL');
    process.kill(leader, 'SIGKILL');
    await running;
    writeFileSync(join(hand.root, 'behaviour.json'), '{}');
    expect((await hand.run(folder)).code).toBe(0);
    for (const { pid } of processesWith(attemptName(bundle))) process.kill(pid, 'SIGKILL');
  });

  it('ends everything on Ctrl-C', async () => {
    const bundle = hand.bundle({ hangLoads: ['0002'] });
    const folder = hand.place(bundle);
    const running = hand.run(folder);
    await until('the second load runs', () => existsSync(join(folder, 'clients/0002.log')));
    process.kill(Number(readText(folder, 'lock/leader').split(' ')[0]), 'SIGINT');
    expect((await running).code).toBe(143);
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'cancelled', done: 1 });
    expect(processesWith(attemptName(bundle))).toEqual([]);
  });

  it('runs the lines of the target first, and reads its environment file', async () => {
    writeFileSync(join(hand.root, 'secrets'), "export HF_TOKEN='it is set'\n");
    const folder = hand.place(
      hand.bundle(
        {},
        {
          target: {
            prologue: ['echo "$HF_TOKEN" > prologue-ran', 'unset_variable_is_fine=$UNSET_IN_PROLOGUE'],
            environmentFile: join(hand.root, 'secrets'),
          },
          request: { deployment: { source: 'started', model: 'm', environment: ['HF_TOKEN'] } },
        },
      ),
    );
    expect((await hand.run(folder)).code).toBe(0);
    expect(readText(folder, 'prologue-ran')).toBe('it is set\n');
  });

  it('says so when the lines of the target end the script', async () => {
    const folder = hand.place(hand.bundle({}, { target: { prologue: ['exit 3'] } }));
    await hand.run(folder);
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'script-ended', done: 0 });
  });

  /** A program that listens on the first port of this test. */
  async function withListener(body: (port: number) => Promise<void>): Promise<void> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(testPorts.last, '127.0.0.1', resolve));
    await body(testPorts.last);
    server.close();
  }

  it('takes the next port where one is taken', async () => {
    await withListener(async (port) => {
      const folder = hand.place(hand.bundle({}, { target: { ports: { first: port, last: port + 1 } } }));
      const { code, output } = await hand.run(folder);
      expect(code, output).toBe(0);
      expect(readText(folder, 'events.ndjson')).toContain(`"port":${port + 1}`);
      const none = hand.place(hand.bundle({}, { target: { ports: { first: port, last: port } } }), 'none');
      await hand.run(none);
      expect(readJson(none, 'exit.json')).toMatchObject({ reason: 'port-taken' });
    });
  });

  it('does not take the server of somebody else for its own, and goes on at another port', async () => {
    const foreign = createHttp((request, response) =>
      response.end(request.url === '/v1/models' ? '{"data":[{"id":"foreign"}]}' : ''),
    );
    const { first } = testPorts;
    const folder = hand.place(
      hand.bundle({ readyAfterMs: 2500 }, { target: { ports: { first: first + 500, last: first + 510 } } }),
    );
    const running = hand.run(folder);
    await until('the server is started', () => existsSync(join(folder, 'server.log')));
    await new Promise<void>((resolve) => foreign.listen(first + 500, '127.0.0.1', resolve));
    const { code, output } = await running;
    foreign.close();
    expect(code, output).toBe(0);
    expect(eventNames(folder)).toContain('port-lost');
    expect(readText(folder, 'readback/models.json')).not.toContain('foreign');
  });
});

describe('run.sh and GPUs', () => {
  /** An nvidia-smi that lists GPUs, of which some are busy. */
  function nvidiaSmi(lines: string[], apps: string[] = []): string {
    const bin = join(hand.root, 'gpu-bin');
    mkdirSync(bin, { recursive: true });
    const script = `#!/bin/sh
case "$*" in
  *--loop=1*) i=0; while :; do i=$((i+1)); echo "2026/08/20, 1, 350.0, 90, 1, 1, 1"; sleep 0.1; done ;;
  *compute-apps*) printf '%s\\n' ${apps.map((app) => `'${app}'`).join(' ')} ;;
  *query-gpu*) printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} ;;
esac
`;
    writeFileSync(join(bin, 'nvidia-smi'), script);
    chmodSync(join(bin, 'nvidia-smi'), 0o755);
    return `${bin}:${process.env.PATH}`;
  }
  const gpu = (index: number, used = 4) =>
    `${index}, GPU-${index}, ${used}, 81559, 550.54, 1980, 700.00, NVIDIA H100 80GB HBM3`;
  const looking: Parameters<HandFolder['bundle']>[1] = { target: { gpuCheck: 'auto' } };

  it('chooses free ones, records them, samples their power, and names them in the result', async () => {
    const folder = hand.place(hand.bundle({ benchMs: 600 }, looking));
    const PATH = nvidiaSmi([gpu(0, 70_000), gpu(1), gpu(2), gpu(3)], ['GPU-2, 4711, 60000']);
    expect((await hand.run(folder, { env: { PATH } })).code).toBe(0);
    expect(readText(folder, 'preflight/chosen-gpus.txt')).toBe('1,3\n');
    expect(readJson(folder, 'results/0001.json')).toMatchObject({ gpu_type: 'NVIDIA H100 80GB HBM3' });
    expect(readText(folder, 'power/0001.csv')).toContain('350.0');
    expect(readText(folder, 'preflight/gpus.csv')).toContain('550.54');
  });

  it.each([
    ['gpus-busy', [gpu(0, 70_000), gpu(1)], '2 GPUs are needed, and only 1 of 2 are free'],
    ['too-few-gpus', [gpu(0)], '2 GPUs are needed, and 1 are here'],
  ])('ends as %s before anything is started', async (reason, lines, message) => {
    const folder = hand.place(hand.bundle({}, looking));
    await hand.run(folder, { env: { PATH: nvidiaSmi(lines) } });
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason, message });
    expect(hand.calls().some(([command]) => command === 'serve')).toBe(false);
  });

  it('stays within the GPUs it was given', async () => {
    const folder = hand.place(hand.bundle({}, looking));
    const PATH = nvidiaSmi([gpu(0), gpu(1), gpu(2), gpu(3)]);
    await hand.run(folder, { env: { PATH, CUDA_VISIBLE_DEVICES: '2,GPU-3' } });
    expect(readText(folder, 'preflight/chosen-gpus.txt')).toBe('2,3\n');
  });
});

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
      const PATH = only ? hand.onlyPrograms([...programs, only]) : process.env.PATH!;
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

  it("uses Kneepoint's own client where no vllm is", async () => {
    await withServer(async (port) => {
      const bundle = hand.bundle({}, { request: { deployment: running }, endpoint: endpoint(port) });
      const own = aTarget({ ownClient: ['/own/client'] }).ownClient;
      const change = {
        request: { deployment: running },
        endpoint: endpoint(port),
        target: { vllm: ['no-such-vllm'], ownClient: [process.execPath, ...clientWords(bundle)] },
      };
      expect(own).toEqual(['/own/client']);
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

describe('run.sh and versions of vLLM', () => {
  it.each([
    ['0.10.2', ['--endpoint-type'], false],
    ['0.11.0', ['--backend'], false],
    ['0.11.1', ['--backend'], true],
    ['0.13.0rc2.dev112+g763963aa7', ['--backend'], true],
  ])('speaks to the client of %s as it understands', async (version, backend, warmups) => {
    const folder = hand.place(hand.bundle({ version } as object));
    await hand.run(folder);
    const bench = hand.calls().find(([command]) => command === 'bench')!;
    expect(bench[2]).toBe(backend[0]);
    expect(bench.includes('--num-warmups')).toBe(warmups);
    expect(readJson(folder, 'results/0001.json')).toMatchObject({ vllm_version: version });
  });
});

describe('run.sh offline', () => {
  it('runs vllm bench throughput for each number of prompts, without a server', async () => {
    const folder = hand.place(
      hand.bundle({}, { request: { kind: 'throughput', loads: { mode: 'list', knob: 'prompts', values: [10, 20] } } }),
    );
    expect((await hand.run(folder)).code).toBe(0);
    const commands = hand.calls();
    expect(commands.map(([first, second]) => [first, second])).toEqual([
      ['--version', undefined],
      ['bench', 'throughput'],
      ['bench', 'throughput'],
    ]);
    expect(commands[1]).toEqual(
      expect.arrayContaining([
        '--tensor-parallel-size',
        '2',
        '--input-len',
        '32',
        '--num-prompts',
        '10',
        '--output-json',
        'tmp/0001.json',
      ]),
    );
    expect(existsSync(join(folder, 'server.log'))).toBe(false);
  });
});

describe('run.sh and its storage', () => {
  it('leaves no secret file behind, and lets nobody else read the folder', async () => {
    const folder = hand.place(hand.bundle({}));
    writeFileSync(join(folder, 'env'), "export OTHER='x'\n");
    await hand.run(folder);
    expect(existsSync(join(folder, 'env'))).toBe(false);
    expect(statSync(join(folder, 'results')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'exit.json')).mode & 0o077).toBe(0);
  });

  it('calls a full disk a full disk, and stops', async () => {
    const full = fullDisk(hand.root);
    try {
      const bundle = hand.bundle({ resultBytes: 3_000_000 });
      const folder = hand.place(bundle, 'small');
      await hand.run(folder, { shell: full.shell });
      expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'disk-full', done: 0 });
      expect(processesWith(attemptName(bundle))).toEqual([]);
    } finally {
      full.undo();
    }
  });
});

describe('oneScript', () => {
  it('writes every folder out byte for byte, and runs one after the other', async () => {
    const bundles = [
      hand.bundle(
        {},
        {
          request: {
            deployment: {
              source: 'started',
              model: 'm',
              flags: [{ name: 'speculative-config', value: `{"it's":"$(id) \\\\ \`x\`"}` }],
            },
          },
        },
      ),
      hand.bundle({}),
    ];
    writeFileSync(join(hand.root, 'job.sh'), oneScript(bundles));
    const { code, output } = await hand.run(hand.root, { script: 'job.sh' });
    expect(code, output).toBe(0);
    for (const bundle of bundles) {
      for (const { path, content } of bundle.files)
        expect(readText(join(hand.root, attemptName(bundle)), path)).toBe(content);
      expect(readJson(join(hand.root, attemptName(bundle)), 'exit.json')).toMatchObject(done);
    }
    expect(hand.calls().flat()).toContain(`--speculative-config={"it's":"$(id) \\\\ \`x\`"}`);
  });
});

describe('runScript', () => {
  it('is the same for every job, and parses in every shell that is here', () => {
    const path = join(hand.root, 'run.sh');
    writeFileSync(path, runScript());
    for (const shell of ['/bin/sh', '/bin/bash', '/bin/ksh'].filter(existsSync))
      expect(execFileSync(shell, ['-n', path], { encoding: 'utf8' })).toBe('');
  });
});

/**
 * A place where a disk is full after 2 MB: a small file system where one may be mounted, else a limit on the size of
 * files, which the script meets in the same way.
 */
function fullDisk(root: string): { shell: string[]; undo: () => void } {
  const folder = join(root, 'small');
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
    return { shell: ['sh'], undo: () => execFileSync('umount', ['-l', folder]) };
  } catch {
    const limited = join(root, 'limited.sh');
    writeFileSync(limited, '#!/bin/sh\nulimit -f 400\nexec sh "$@"\n');
    return { shell: ['sh', limited], undo: () => undefined };
  }
}
