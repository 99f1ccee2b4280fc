import { runBenchServeCommand } from './bench-serve-command';
import { stopSignal } from './stop-signal';

/** The load generator as a program: `bin/kneepoint-bench <flags of vllm bench serve>`. */

// Whoever reads the output may go away: the run still ends and writes its result.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

process.exitCode = await runBenchServeCommand(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stopSignal(),
});
