import type { ChildProcess } from 'node:child_process';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child';
import { StartError } from './start-error';
import type { Part } from './supervise';

/** Where and how the web process serves. */
export interface WebSettings {
  mode: 'start' | 'dev';
  host: string;
  port: number;
  env: NodeJS.ProcessEnv;
}

const longestStartMs = 120_000;

/** The process that answers browsers and programs: Next's own server, without its banner. */
export function describeWebPart(settings: WebSettings): Part {
  return {
    name: 'web',
    start: () => startWeb(settings),
    untilReady: (child, signal) => untilAnswering(settings, child, signal),
    // A client that holds a stream open never lets go of its own accord.
    graceMs: 1_000,
  };
}

function startWeb({ mode, host, port, env }: WebSettings): ChildProcess {
  return startChild({
    script: 'node_modules/next/dist/bin/next',
    preload: 'patient-server.mjs',
    arguments: [mode, '--hostname', host, '--port', String(port)],
    env: { ...env, NODE_ENV: mode === 'dev' ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
    output: 'held',
  });
}

async function untilAnswering(settings: WebSettings, child: ChildProcess, signal: AbortSignal): Promise<void> {
  const held: Buffer[] = [];
  const hold = (chunk: Buffer) => void held.push(chunk);
  child.stdout?.on('data', hold);
  const giveUpAt = Date.now() + longestStartMs;
  try {
    while (!(await answers(settings))) {
      signal.throwIfAborted();
      if (Date.now() > giveUpAt) throw new StartError('The web process does not answer.');
      await sleep(50, undefined, { signal });
    }
  } catch (error) {
    process.stderr.write(Buffer.concat(held));
    throw error;
  }
  child.stdout?.off('data', hold);
  child.stdout?.pipe(process.stdout, { end: false });
}

/** Whatever it answers: that it does is enough. */
function answers({ host, port }: WebSettings): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: reachableHost(host), port, path: '/api/v1/health', timeout: 30_000 }, (response) => {
      response.resume();
      response.once('end', () => resolve(true));
      response.once('error', () => resolve(false));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

/** An address under which this machine reaches what listens on `host`. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
