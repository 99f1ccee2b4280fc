import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type Milliseconds,
  type RequestsPerSecond,
  type Seconds,
  type TokensPerSecond,
  milliseconds,
  millisecondsToSeconds,
  secondsToMilliseconds,
  toMilliseconds,
  toSeconds,
} from './quantities';

describe('quantities', () => {
  it('do not pass for one another', () => {
    expectTypeOf<Seconds>().not.toExtend<Milliseconds>();
    expectTypeOf<Milliseconds>().not.toExtend<Seconds>();
    expectTypeOf<number>().not.toExtend<Seconds>();
    expectTypeOf<TokensPerSecond>().not.toExtend<RequestsPerSecond>();
    expectTypeOf<Seconds>().toExtend<number>();
    // @ts-expect-error -- seconds where milliseconds are asked for must not compile
    expect(millisecondsToSeconds(toSeconds(2000))).toBe(2);
  });

  it('convert between seconds and milliseconds', () => {
    expect(secondsToMilliseconds(toSeconds(1.5))).toBe(1500);
    expect(millisecondsToSeconds(toMilliseconds(1500))).toBe(1.5);
  });

  it('are finite and not negative', () => {
    for (const value of [-1, NaN, Infinity, '1', null]) expect(milliseconds.safeParse(value).success).toBe(false);
  });
});
