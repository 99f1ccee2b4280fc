import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBenchServe } from '../loadgen/arguments/parse-bench-serve';
import { runBenchServeCommand } from '../loadgen/bench-serve-command';
import { stopSignal } from '../loadgen/stop-signal';
import { readEnvironment } from './settings/environment';

const MARK = 'simulated=true';

/**
 * `vllm bench serve`: the load generator with the same arguments. Whatever it writes says `simulated`, so that nobody takes
 * it for a measurement later: the mark is the last of the metadata, where it cannot be overwritten.
 */
export async function runBenchServe(argv: readonly string[]): Promise<void> {
  const read = readEnvironment(process.env);
  if ('problem' in read) {
    process.stderr.write(`vllm (simulated): error: ${read.problem}\n`);
    process.exitCode = 2;
    return;
  }
  const { failures } = read.environment;
  if (failures.has('bench-fail')) {
    process.stderr.write('Traceback (most recent call last):\nRuntimeError: ordered to fail by SIM_FAIL\n');
    process.exitCode = 1;
    return;
  }
  if (failures.has('bench-hang')) return hang();
  if (failures.has('bench-garbage')) return writeGarbage(argv);
  process.exitCode = await runBenchServeCommand(markSimulated(argv), {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stopSignal(),
  });
}

/** Adds the mark behind the last values of `--metadata`, or as metadata of its own: the last occurrence counts. */
export function markSimulated(argv: readonly string[]): string[] {
  const at = argv.findLastIndex((token) => /^--metadata(=|$)/.test(token));
  const flag = argv[at];
  if (flag === undefined) return [...argv, '--metadata', MARK];
  const attached = flag.includes('=') ? [flag.slice(flag.indexOf('=') + 1)] : [];
  let end = at + 1;
  while (attached.length === 0 && end < argv.length && !argv[end]?.startsWith('-')) end += 1;
  return [...argv.slice(0, at), '--metadata', ...attached, ...argv.slice(at + 1, end), MARK, ...argv.slice(end)];
}

function hang(): Promise<void> {
  return new Promise(() => setInterval(() => undefined, 1 << 30));
}

function writeGarbage(argv: readonly string[]): void {
  const { save } = parseBenchServe(argv);
  if (save?.resultFilename)
    writeFileSync(
      join(save.resultDir ?? '.', save.resultFilename),
      '{"date": "20260101-000000", "backend": "vllm", "compl',
    );
}
