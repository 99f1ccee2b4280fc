import { describe, expect, it } from 'vitest';
import { type LoadPlan, runLoad } from './run-load';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Sends that last some turns of the event loop, and what was on its way at once. */
function watch(turns = 3) {
  const sent: number[] = [];
  let [underWay, most] = [0, 0];
  const send = async (index: number) => {
    sent.push(index);
    most = Math.max(most, ++underWay);
    for (let round = 0; round < turns; round++) await turn();
    underWay -= 1;
  };
  return { sent, most: () => most, send };
}
const plan = (arrivalsS: number[], send: LoadPlan['send'], maxConcurrency: number | null = null): LoadPlan => ({
  arrivalsS: Float64Array.from(arrivalsS),
  maxConcurrency,
  send,
  observeDelay: () => undefined,
});

describe('runLoad', () => {
  it('sends all in order', async () => {
    const { sent, send } = watch();
    await runLoad(plan(new Array<number>(100).fill(0), send));
    expect(sent).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it('keeps the cap full and never passes it', async () => {
    const { most, sent, send } = watch();
    await runLoad(plan(new Array<number>(200).fill(0), send, 40));
    expect([most(), sent.length]).toEqual([40, 200]);
  });

  it('sends none before its time', async () => {
    const startMs = performance.now();
    const atMs: number[] = [];
    const arrivalsS = [0, 0.02, 0.025, 0.06];
    const { arrivedAtMs } = await runLoad(
      plan(arrivalsS, () => Promise.resolve(atMs.push(performance.now() - startMs))),
    );
    for (const [index, arrivalS] of arrivalsS.entries()) {
      expect(atMs[index]).toBeGreaterThanOrEqual(arrivalS * 1000);
      expect((arrivedAtMs[index] ?? 0) - startMs).toBeGreaterThanOrEqual(arrivalS * 1000);
    }
  });

  it('counts no waiting for a place as its own delay', async () => {
    const delaysMs: number[] = [];
    const send = () => new Promise((resolve) => setTimeout(resolve, 20));
    await runLoad({ ...plan([0, 0, 0], send, 1), observeDelay: (delayMs) => delaysMs.push(delayMs) });
    expect(delaysMs).toHaveLength(3);
    expect(Math.min(...delaysMs.slice(1))).toBeLessThan(15);
  });

  it('sends at the time it must although a timer only knows milliseconds', async () => {
    const delaysMs: number[] = [];
    const arrivalsS = Array.from({ length: 20 }, (_, index) => 0.005 * (index + 1));
    await runLoad({
      ...plan(arrivalsS, () => Promise.resolve()),
      observeDelay: (delayMs) => delaysMs.push(delayMs),
    });
    expect([...delaysMs].sort((one, other) => one - other)[5]).toBeLessThan(0.5);
  });

  it('is over at once with nothing to send', async () => {
    await expect(runLoad(plan([], () => Promise.resolve()))).resolves.toBeDefined();
  });

  it('rejects and sends no more when the signal is given', async () => {
    const stop = new AbortController();
    const { sent, send } = watch();
    const running = runLoad(
      plan(
        new Array<number>(50).fill(0),
        (index) => {
          if (index === 20) stop.abort(new Error('enough'));
          return send(index);
        },
        5,
      ),
      stop.signal,
    );
    await expect(running).rejects.toThrow('enough');
    for (let round = 0; round < 10; round++) await turn();
    expect(sent).toHaveLength(21);
    await expect(runLoad(plan([0], send), stop.signal)).rejects.toThrow('enough');
  });
});
