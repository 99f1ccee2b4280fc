import type { LookupFunction } from 'node:net';
import { resolve } from 'node:path';
import { ArgumentError } from '@/lib/vllm/arguments/argument-parser';
import { formatHelp, formatNamespace, formatUsage } from './arguments/describe-flags';
import { type BenchServeCommand, parseBenchServe } from './arguments/parse-bench-serve';
import { progressBar } from './progress-bar';
import { saveResult } from './result/save-result';
import { runBenchmark } from './run-benchmark';

export interface CommandSurroundings {
  /** What the user called, for usage and errors; default "vllm bench serve". */
  program?: string;
  /** OPENAI_API_KEY of these is sent as bearer token. */
  env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin; default the current one. */
  folder?: string;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean };
  signal?: AbortSignal;
  lookup?: LookupFunction;
}

/**
 * The command `vllm bench serve` with these arguments: runs, prints, writes. Resolves with its exit code: 0 when there is
 * a result, even one of failures only, as with vLLM's client; 1 when there is none, and why is on stderr; 2 for a
 * command line that makes no sense; 130 when the signal was given.
 */
export async function runBenchServeCommand(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const { program = 'vllm bench serve', env, folder = '', stdout, stderr, signal, lookup } = surroundings;
  const print = (line: string) => stdout.write(`${line}\n`);
  if (argv.some((argument) => argument === '-h' || argument === '--help')) {
    stdout.write(formatHelp(program));
    return 0;
  }
  try {
    const { options, save, showProgress, given } = within(folder, parseBenchServe(argv));
    print(formatNamespace(given));
    if (!('temperature' in options.sampling)) {
      print('WARNING: no temperature is sent: the server decides. For greedy answers add --temperature=0.');
    }
    const onProgress = showProgress ? progressBar(stderr) : undefined;
    const apiKey = env.OPENAI_API_KEY || undefined;
    const result = await runBenchmark({ ...options, apiKey, lookup, print, onProgress }, signal);
    if (save) await saveResult(result, save);
    return 0;
  } catch (error) {
    if (error instanceof ArgumentError) {
      stderr.write(`${formatUsage(program)}\n${program}: error: ${error.message}\n`);
      return 2;
    }
    stderr.write(`${program}: error: ${signal?.aborted ? 'cancelled' : (error as Error).message}\n`);
    return signal?.aborted ? 130 : 1;
  }
}

/** The same command with its paths as seen from a folder. */
function within(folder: string, command: BenchServeCommand): BenchServeCommand {
  const { options, save } = command;
  const { datasetPath } = options;
  return {
    ...command,
    options: { ...options, datasetPath: datasetPath === null ? null : resolve(folder, datasetPath) },
    save: save && { ...save, resultDir: resolve(folder, save.resultDir ?? '') },
  };
}
