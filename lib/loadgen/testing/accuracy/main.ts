// npm run accuracy -- [--tries 3]: what the load generator reports against what a server has stamped.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compare, type Comparison, figuresOf, isAccurate, type Trial } from './compare';

const { values } = parseArgs({ options: { tries: { type: 'string', default: '3' } } });
const tries = Number(values.tries);

const steady: Trial[] = [
  { streams: 1, requests: 6, tokens: 60, throttled: false },
  { streams: 64, requests: 192, tokens: 60, throttled: false },
  { streams: 512, requests: 1536, tokens: 60, throttled: false },
];
const starved: Trial = { streams: 16, requests: 32, tokens: 20, throttled: true };

const columns = ['streams', 'mean TTFT', 'p99 TTFT', 'mean TPOT', 'p99 TPOT', 'CPU', 'lag p99', 'client-limited', ''];
const widths = columns.map((column) => Math.max(column.length, 15));

say(`Reported ms (difference from the server's stamps). ${availableParallelism()} processors, load ${loadNow()}.`);
say(row(columns));
const failed: string[] = [];
for (const trial of steady) {
  // Other work of the machine only ever adds to the difference: one run without is what the generator can do.
  const isShown = await tryUntil(trial, (comparison) => figuresOf(comparison).every(isAccurate));
  if (!isShown) failed.push(`${trial.streams} streams: no run of ${tries} within the larger of 1 % and 0.5 ms`);
}
if (!(await tryUntil(starved, ({ result }) => result.client_limited))) {
  failed.push('throttled: client-limited was not raised');
}
failed.forEach(say);
say(`${steady.length + 1 - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs a trial until one run is right, at most `tries` times, and prints each. */
async function tryUntil(trial: Trial, isRight: (comparison: Comparison) => boolean): Promise<boolean> {
  for (let run = 0; run < tries; run++) {
    const comparison = await compare(trial);
    const { completed, total_output_tokens: tokens } = comparison.result;
    const isWhole = completed === trial.requests && tokens === trial.requests * trial.tokens;
    const right = isWhole && isRight(comparison);
    say(row(describe(trial, comparison, right ? 'right' : isWhole ? 'off' : 'requests failed')));
    if (right) return true;
  }
  return false;
}

function describe({ streams, throttled }: Trial, comparison: Comparison, verdict: string): string[] {
  const { client_cpu_share: cpu, client_lag_p99_ms: lag, client_limited: limited } = comparison.result;
  return [
    `${streams}${throttled ? ', throttled' : ''}`,
    ...figuresOf(comparison).map(({ reportedMs, stampedMs }) => {
      const difference = reportedMs - stampedMs;
      return `${reportedMs.toFixed(2)} (${difference < 0 ? '' : '+'}${difference.toFixed(2)})`;
    }),
    `${(cpu * 100).toFixed(1)} % of a core`,
    `${lag.toFixed(2)} ms`,
    limited ? 'yes' : 'no',
    verdict,
  ];
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd();
}

function loadNow(): string {
  return (loadavg()[0] ?? 0).toFixed(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
