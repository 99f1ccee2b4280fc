import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testPorts } from '../testing/a-job';
import { eventNames, type HandFolder, handFolder, readJson, readText } from '../testing/a-folder';
import { until } from '../testing/until';

let hand: HandFolder;
beforeEach(() => {
  hand = handFolder();
});
afterEach(() => hand.dispose());

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

describe('run.sh and ports', () => {
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
