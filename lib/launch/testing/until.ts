import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until a question has an answer other than null or false, asking again and again; throws with `what` when that
 * takes too long. For tests of processes, whose pace is not the test's.
 */
export async function until<T>(
  what: string,
  ask: () => T | null | false | Promise<T | null | false>,
  timeoutMs = 30_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}.`);
    await delay(25);
  }
}
