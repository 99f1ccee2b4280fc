import { setTimeout as wait } from 'node:timers/promises';
import type { BenchServeOptions } from './options';
import { mapConcurrently } from './prompts/map-concurrently';
import type { RequestSender } from './request-sender';

type Print = (line: string) => void;

const retryMs = 5000;

/** Sends the first prompt until it succeeds. Throws, with the last reason, when the time for it is over. */
export async function awaitReady(
  { readyCheckTimeoutSec }: BenchServeOptions,
  sender: RequestSender,
  print: Print,
  signal?: AbortSignal,
): Promise<void> {
  print('Starting initial single prompt test run...');
  if (readyCheckTimeoutSec === 0) {
    print('Skipping endpoint ready check.');
    return;
  }
  const deadlineMs = performance.now() + readyCheckTimeoutSec * 1000;
  for (;;) {
    const failure = await sender.rehearse();
    signal?.throwIfAborted();
    if (failure === null) break;
    const leftMs = deadlineMs - performance.now();
    if (leftMs <= 0) throw new Error(`the server was not ready within ${readyCheckTimeoutSec} s: ${failure}`);
    await wait(Math.min(retryMs, leftMs), undefined, { signal });
  }
  print('Initial test run completed.');
}

/** Sends unmeasured copies of the first prompt, under the cap of the run. Failures are said, not thrown. */
export async function warmUp(
  { numWarmups, maxConcurrency }: BenchServeOptions,
  sender: RequestSender,
  print: Print,
  signal?: AbortSignal,
): Promise<void> {
  if (numWarmups === 0) return;
  print(`Warming up with ${numWarmups} requests...`);
  const rounds = Array.from({ length: numWarmups });
  const results = await mapConcurrently(rounds, maxConcurrency ?? numWarmups, () => sender.rehearse());
  signal?.throwIfAborted();
  const failures = results.filter((failure) => failure !== null);
  if (failures.length > 0)
    print(`WARNING: ${failures.length} of ${numWarmups} warm-up requests failed: ${failures[0]}`);
  print('Warmup run completed.');
}
