import { spawn } from 'node:child_process';
import { type ScriptLimits, type ScriptResult, type Transport, TransportError } from '../transport';

const stderrKept = 8192;

/** Runs scripts with `sh` on this machine, in the environment given and nothing else. */
export function localTransport(environment: Readonly<Record<string, string>>): Transport {
  return { name: 'this machine', run: (script, limits) => runLocally(script, limits, environment) };
}

function runLocally(
  script: string,
  limits: ScriptLimits,
  env: Readonly<Record<string, string>>,
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-s'], {
      env: { ...env } as NodeJS.ProcessEnv,
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let failure: string | null = null;
    const stop = (why: string) => {
      failure ??= why;
      endGroup(child.pid);
      // A program that has left the group may hold these open, and nobody waits for it.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => stop(`no answer within ${limits.timeoutMs} ms`), limits.timeoutMs);
    const aborted = () => stop('given up');
    limits.signal?.addEventListener('abort', aborted, { once: true });
    if (limits.signal?.aborted) aborted();
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxBytes) stop(`more than ${limits.maxBytes} bytes of output`);
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-stderrKept);
    });
    // A script may end before it has read all of itself.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => (failure ??= error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', aborted);
      if (failure !== null) reject(new TransportError(`this machine: ${failure}.`));
      else resolve({ code: code ?? 255, stdout: Buffer.concat(chunks), stderr });
    });
    child.stdin.end(script);
  });
}

/** The script is the first of a group of its own, so that what it waits for ends with it. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
