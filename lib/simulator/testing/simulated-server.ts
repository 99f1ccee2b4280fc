import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../bin/', import.meta.url));
const READY = 'Application startup complete.';

/** A program of the simulator while it runs, and after. */
export class SimulatedProcess {
  private text = '';
  private readonly ended: Promise<number>;
  private readonly watchers = new Set<() => void>();

  constructor(readonly child: ChildProcess) {
    const read = (chunk: Buffer) => {
      this.text += chunk.toString();
      for (const watcher of [...this.watchers]) watcher();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    this.ended = once(child, 'close').then(([code, signal]: unknown[]) =>
      typeof code === 'number' ? code : signalCode(signal),
    );
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Everything it has written so far. */
  get log(): string {
    return this.text;
  }

  /** Its exit code, 128 and the number for a signal; waits for the end. */
  exit(): Promise<number> {
    return this.ended;
  }

  /** Resolves as soon as the log holds the text; rejects with the log when the process ends before. */
  async says(text: string): Promise<void> {
    if (this.text.includes(text)) return;
    await Promise.race([
      new Promise<void>((resolve) => {
        const watcher = () => {
          if (!this.text.includes(text)) return;
          this.watchers.delete(watcher);
          resolve();
        };
        this.watchers.add(watcher);
      }),
      this.ended.then((code) => {
        if (!this.text.includes(text)) throw new Error(`Ended with ${code} before it said "${text}":\n${this.text}`);
      }),
    ]);
  }

  /** Ends the whole process group, if anything of it is left, and waits. */
  async destroy(): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // Nothing is left of it.
    }
    await this.ended;
  }
}

/** Runs a program of `bin/` in a process group of its own, from a folder that is not the project's. */
export function runBin(
  name: 'vllm' | 'nvidia-smi',
  argv: readonly string[],
  env: Record<string, string> = {},
): SimulatedProcess {
  const child = spawn(`${BIN}${name}`, argv, {
    cwd: tmpdir(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_ENV: 'test', PATH: process.env['PATH'], KNEEPOINT_NODE: process.execPath, SIM_STARTUP_S: '0', ...env },
  });
  return new SimulatedProcess(child);
}

/** `vllm serve` on a free port of the loopback, not yet ready. */
async function startServer(
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<SimulatedProcess & { url: string }> {
  const port = await freePort();
  const server = runBin('vllm', ['serve', ...argv, '--port', String(port)], env);
  return Object.assign(server, { url: `http://127.0.0.1:${port}` });
}

/** The same, ready to answer. */
export async function startReadyServer(...args: Parameters<typeof startServer>): ReturnType<typeof startServer> {
  const server = await startServer(...args);
  await server.says(READY);
  return server;
}

/** A port nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address.');
  return address.port;
}

function signalCode(signal: unknown): number {
  return 128 + ({ SIGTERM: 15, SIGKILL: 9, SIGINT: 2 }[String(signal)] ?? 0);
}

/** Servers that are ended with the test that started them. */
export class ServerPool {
  private readonly started: SimulatedProcess[] = [];

  async ready(...args: Parameters<typeof startReadyServer>): ReturnType<typeof startReadyServer> {
    const server = await this.starting(...args);
    await server.says('Application startup complete.');
    return server;
  }

  async starting(...args: Parameters<typeof startServer>): ReturnType<typeof startServer> {
    const server = await startServer(...args);
    this.started.push(server);
    return server;
  }

  async destroy(): Promise<void> {
    await Promise.all(this.started.splice(0).map((one) => one.destroy()));
  }
}
