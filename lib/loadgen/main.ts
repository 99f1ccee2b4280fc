import { runBenchServeCommand } from './bench-serve-command';

/** The load generator as a program: `tsx lib/loadgen/main.ts <flags of vllm bench serve>`. */
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => {
    stop.abort(new Error(`stopped by ${name}`));
  });
}

// Whoever reads the output may go away: the run still ends and writes its result.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

process.exitCode = await runBenchServeCommand(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
});
