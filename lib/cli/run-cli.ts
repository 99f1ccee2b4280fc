import { Command, CommanderError } from 'commander';
import { ApiError } from '@/lib/api/client';
import packageJson from '@/package.json' with { type: 'json' };
import { bench } from './bench';
import { CliError, exitCodes } from './cli-error';
import { inspect } from './inspect';
import { describeProblems } from './measurement-table';
import { open } from './open';
import { push, type PushOptions } from './push';
import type { Terminal } from './terminal';

/** Runs one command and answers its exit code. What goes wrong is told in a sentence; only a fault of ours has a stack. */
export async function runCli(given: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.fine;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(given, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, terminal);
  }
}

function createProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const program = new Command('kneepoint')
    .description('Reads benchmark results, and imports them into a running Kneepoint.')
    .version(packageJson.version)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.warn(text.trimEnd()),
    })
    .allowExcessArguments()
    .action(() => {
      const [unknown] = program.args;
      if (unknown === undefined) program.help({ error: true });
      program.error(`There is no command ${unknown}; see npm run -s kneepoint -- --help.`);
    });
  const collect = (value: string, before: string[]) => [...before, value];

  program
    .command('inspect')
    .description('read files and say what they hold; asks nobody, stores nothing')
    .argument('<file...>', 'result files, logs, or folders of them; - for what is piped in')
    .option('--json', 'print canonical measurements as JSON', false)
    .action(async (files: string[], options: { json: boolean }) => end(await inspect(files, options, terminal)));
  program
    .command('push')
    .description('import files into a running Kneepoint')
    .argument('<file...>', 'result files, logs, or folders of them; - for what is piped in')
    .option('--set <name=value>', 'say what the files do not, as in gpu=H100 or tp=4; may be repeated', collect, [])
    .option('--sweep <name>', 'the sweep the measurements belong to')
    .option('--url <url>', 'the Kneepoint to import into, if not the one on this data folder')
    .option('--skip-problems', 'import what reads and report the rest', false)
    .action(async (files: string[], options: PushOptions) => end(await push(files, options, terminal)));
  program
    .command('bench')
    .description('measure a server under one load, with the flags of "vllm bench serve"; --help lists them')
    .argument('[flag...]')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (flags: string[]) => end(await bench(flags, terminal)));
  program
    .command('open')
    .description('print a link that signs one browser in')
    .action(async () => end(await open(terminal)));
  return program;
}

function explain(error: unknown, { warn }: Terminal): number {
  // Said already, by the parser of the command line.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  if (error instanceof CliError) {
    warn(error.message);
    return error.exitCode;
  }
  if (error instanceof ApiError) {
    warn(error.message);
    for (const line of describeProblems(error.problems.slice(1))) warn(line);
    if (error.problems.length > 0) warn('Nothing was imported; --skip-problems imports what can be read.');
    return exitCodes.problem;
  }
  warn(`Kneepoint failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return exitCodes.problem;
}
