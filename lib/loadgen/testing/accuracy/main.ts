// npm run accuracy -- [--runs 3] [--ordinary]: what the load generator reports against what a server has stamped. Every
// run counts. Both programs go before all other work of the machine, where that is possible; not so with --ordinary.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compare, type Comparison, figuresOf, isAccurate, type Trial } from './compare';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, ordinary: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
const isFirst = !values.ordinary;
if (!Number.isInteger(runs) || runs < 1)
  throw new Error(`--runs: expected a whole number of 1 or more, found ${values.runs}`);

const steady: Trial[] = [
  { streams: 1, requests: 6, tokens: 60, throttled: false, isFirst },
  { streams: 64, requests: 192, tokens: 60, throttled: false, isFirst },
  { streams: 512, requests: 1536, tokens: 60, throttled: false, isFirst },
];
const starved: Trial = { streams: 16, requests: 32, tokens: 20, throttled: true, isFirst };

const columns = [
  ...['streams', 'mean TTFT', 'p99 TTFT', 'mean TPOT', 'p99 TPOT', 'CPU', 'lag p99', 'client-limited', 'priority'],
  'verdict',
];
const widths = columns.map((column) => Math.max(column.length, 15));

say(`Reported ms (difference from the server's stamps). ${availableParallelism()} processors.`);
say(row(columns));
let wrong = 0;
for (const trial of [...steady, starved]) {
  for (let run = 0; run < runs; run++) {
    const comparison = await compare(trial);
    const fault = faultOf(trial, comparison);
    if (fault !== null) wrong += 1;
    say(row([...describe(trial, comparison), fault ?? 'right']));
  }
}
say(`${(steady.length + 1) * runs - wrong} of ${(steady.length + 1) * runs} runs right`);
process.exitCode = wrong === 0 ? 0 : 1;

/** What is wrong with a run, in words; null = nothing. */
function faultOf({ requests, tokens, throttled }: Trial, comparison: Comparison): string | null {
  const { completed, total_output_tokens: received, client_limited: isLimited } = comparison.result;
  if (completed !== requests || received !== requests * tokens) return 'requests failed';
  if (throttled) return isLimited ? null : 'client-limited was not raised';
  const far = figuresOf(comparison).filter((figure) => !isAccurate(figure));
  if (far.length > 0) return `${far.map(({ name }) => name).join(', ')}: off by more than 1 % and 0.5 ms`;
  return isLimited ? 'client-limited was raised' : null;
}

function describe({ streams, throttled }: Trial, comparison: Comparison): string[] {
  const { client_cpu_share: cpu, client_lag_p99_ms: lag, client_limited: isLimited } = comparison.result;
  return [
    `${streams}${throttled ? ', throttled' : ''}`,
    ...figuresOf(comparison).map(({ reportedMs, stampedMs }) => {
      const difference = reportedMs - stampedMs;
      return `${reportedMs.toFixed(2)} (${difference < 0 ? '' : '+'}${difference.toFixed(2)})`;
    }),
    `${(cpu * 100).toFixed(1)} % of a core`,
    `${lag.toFixed(2)} ms`,
    isLimited ? 'yes' : 'no',
    `${comparison.wasFirst ? 'real-time' : 'ordinary'}, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  ];
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
