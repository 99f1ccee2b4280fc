import { SIMULATOR_VERSION } from './version';

const USAGE = `usage: vllm [-h] [-v]
            {chat,complete,serve,launch,bench,collect-env,run-batch} ...
`;
const BENCH_USAGE = `usage: vllm bench <bench_type> [options]
`;

/** The stand-in's command line: `serve`, `bench serve`, `bench throughput`, `--version`. Parts are loaded when needed. */
async function main(argv: readonly string[]): Promise<void> {
  const [command, ...rest] = argv;
  switch (command) {
    case '-v':
    case '--version':
      process.stdout.write(`${SIMULATOR_VERSION}\n`);
      return;
    case 'serve':
      return (await import('./serve')).runServe(rest);
    case 'bench':
      return bench(rest);
    case undefined:
    case '-h':
    case '--help':
      process.stdout.write(
        `${USAGE}\nThe Kneepoint simulator of vLLM: serve, bench serve, bench throughput. No GPU is used.\n`,
      );
      return;
    default:
      fail(`${USAGE}vllm: error: argument subparser: invalid choice: '${command}' (choose from 'serve', 'bench')\n`);
  }
}

async function bench([command, ...rest]: readonly string[]): Promise<void> {
  switch (command) {
    case 'serve':
      return (await import('./bench-serve')).runBenchServe(rest);
    case 'throughput':
      return (await import('./bench-throughput')).runBenchThroughput(rest);
    default:
      fail(
        `${BENCH_USAGE}vllm bench: error: argument bench_type: invalid choice: '${command ?? ''}' (choose from 'serve', 'throughput')\n`,
      );
  }
}

function fail(text: string): void {
  process.stderr.write(text);
  process.exitCode = 2;
}

await main(process.argv.slice(2));
