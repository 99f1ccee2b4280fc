import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientLag, ClientLagMeter, delayAtPercentile, isClientLimited } from './client-lag';

const aLag = (changes: Partial<ClientLag> = {}): ClientLag => ({
  lagP99Ms: 0,
  scheduleDelayP99Ms: 0,
  cpuShare: 0.1,
  ...changes,
});

describe('delayAtPercentile', () => {
  it('is zero for a punctual clock', () => {
    expect(delayAtPercentile([10, 10, 10], 10, 99)).toBe(0);
  });

  it('counts the ticks that a long interval swallowed', () => {
    // One interval of 50 ms: the tick due at 10 came 40 late, those due at 20, 30, 40 would have been 30, 20, 10 late.
    expect(delayAtPercentile([50], 10, 100)).toBe(40);
    expect(delayAtPercentile([50], 10, 50)).toBe(25);
  });

  it('sees a process that stands still half the time, which it does not by counting ticks', () => {
    const halfStopped = [...Array.from({ length: 990 }, () => 10), ...Array.from({ length: 10 }, () => 1010)];
    expect(delayAtPercentile(halfStopped, 10, 99)).toBeGreaterThan(900);
  });

  it('is never longer than the longest wait', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1 }), (intervals) => {
        expect(delayAtPercentile(intervals, 10, 99)).toBeLessThanOrEqual(Math.max(0, Math.max(...intervals) - 10));
      }),
      { seed: 8 },
    );
  });
});

describe('isClientLimited', () => {
  it('holds over 5 % of the time per token', () => {
    expect(isClientLimited(aLag({ lagP99Ms: 0.6 }), 10)).toBe(true);
    expect(isClientLimited(aLag({ lagP99Ms: 0.4 }), 10)).toBe(false);
    expect(isClientLimited(aLag({ scheduleDelayP99Ms: 0.6 }), 10)).toBe(true);
  });

  it('holds over 5 ms however slow the server', () => {
    expect(isClientLimited(aLag({ lagP99Ms: 5.1 }), 1000)).toBe(true);
    expect(isClientLimited(aLag({ lagP99Ms: 5 }), 0)).toBe(false);
  });
});

describe('ClientLagMeter', () => {
  it('sees that chunks waited for those before them in one turn', () => {
    const meter = new ClientLagMeter();
    meter.start();
    meter.observeTurn([1000, 1004, 1020]);
    expect(meter.stop().lagP99Ms).toBeGreaterThanOrEqual(19.9);
  });

  it('sees a loop that was held up', async () => {
    const meter = new ClientLagMeter();
    meter.start();
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setImmediate(resolve));
      const untilMs = performance.now() + 60;
      while (performance.now() < untilMs);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
    const lag = meter.stop();
    expect(lag.lagP99Ms).toBeGreaterThan(20);
    expect(lag.cpuShare).toBeGreaterThan(0.2);
  });

  it('gives the p99 of how late requests were sent, early ones as punctual', () => {
    const meter = new ClientLagMeter();
    meter.start();
    for (const delayMs of [-1, 0, 2]) meter.observeSend(delayMs);
    expect(meter.stop().scheduleDelayP99Ms).toBeCloseTo(1.96, 9);
  });
});
