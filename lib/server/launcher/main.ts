import { EnvError, readEnv, type Env } from '../env';
import { buildWhenNeeded } from './build';
import { Launcher } from './launcher';
import { StartError } from './start-error';

const tell = (sentence: string) => void process.stdout.write(`${sentence}\n`);
const warn = (sentence: string) => void process.stderr.write(`${sentence}\n`);

const interrupted = new AbortController();
let launcher: Launcher | null = null;
// Whoever read along may have left; what runs need not end for that.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.removeAllListeners(signal).on(signal, () => void stop());
}

try {
  await run(process.argv[2]);
} catch (error) {
  if (!interrupted.signal.aborted) await fail(error);
}

async function run(command: string | undefined): Promise<void> {
  switch (command) {
    case 'build':
      return buildWhenNeeded(tell, interrupted.signal);
    case 'start': {
      const env = readEnv();
      await buildWhenNeeded(tell, interrupted.signal);
      return start('start', env);
    }
    case 'dev':
      return start('dev', readEnv());
    default:
      throw new StartError('Usage: npm start, npm run dev, or npm run build.');
  }
}

async function start(mode: 'start' | 'dev', env: Env): Promise<void> {
  // What is stored is for the owner alone, also in a data folder others may enter.
  process.umask(0o077);
  launcher = new Launcher(env, { mode, tell: warn });
  const link = await launcher.start();
  if (interrupted.signal.aborted) return;
  tell(`Kneepoint is ready. This link signs one browser in, within 12 hours:\n\n  ${link}\n`);
  tell(`Data: ${env.dataDir}. Ctrl-C ends it; another link: npm run -s kneepoint -- open`);
}

/** The second signal finds everything under way, and has nothing to add. */
async function stop(): Promise<void> {
  if (interrupted.signal.aborted) return;
  interrupted.abort();
  await launcher?.end();
  process.exit(0);
}

async function fail(error: unknown): Promise<void> {
  const isExplained = error instanceof StartError || error instanceof EnvError;
  warn(isExplained ? error.message : `Kneepoint cannot start: ${error instanceof Error ? error.stack : String(error)}`);
  await launcher?.end();
  process.exit(1);
}
