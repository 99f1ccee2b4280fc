import { readFileSync } from 'node:fs';
import { parseServeArguments } from './cli/serve-arguments';
import { SERVE_FLAGS } from '@/lib/vllm/arguments/serve-flags';
import { logBanner, logConfig } from './server/engine-log';
import { ServerLog, type Speaker } from './server/server-log';
import { ServerProcess } from './server/server-process';
import { logConfigError } from './server/tracebacks';
import { planDeployment } from './settings/deployment';
import { readEnvironment } from './settings/environment';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * `vllm serve`: returns when the server listens. Exit codes as the real program's: 2 for arguments it does not
 * understand, 1 for a configuration it cannot serve or an engine that dies, 0 after SIGTERM.
 */
export async function runServe(argv: readonly string[]): Promise<void> {
  const parsed = parseServeArguments(argv, (path) => readFileSync(path, 'utf8'));
  if ('problem' in parsed) return refuse(parsed.problem);
  const read = readEnvironment(process.env);
  if ('problem' in read) return refuse(`vllm (simulated): error: ${read.problem}\n`);
  const log = new ServerLog(
    (text) => process.stdout.write(text),
    () => new Date(),
  );
  const api: Speaker = { name: 'APIServer', pid: process.pid };
  const { arguments: args } = parsed;
  logBanner(log, api, args.model, args.nonDefaults(SERVE_FLAGS));
  const planned = planDeployment(args, read.environment);
  if ('kind' in planned) {
    logConfigError(log, api, planned);
    process.exitCode = 1;
    return;
  }
  logConfig(log, api, planned.deployment.config);
  const server = new ServerProcess(planned.deployment, read.environment, args, log, api);
  for (const signal of SIGNALS) process.on(signal, () => void server.stop());
  await server.run();
}

function refuse(text: string): void {
  process.stderr.write(text);
  process.exitCode = 2;
}
