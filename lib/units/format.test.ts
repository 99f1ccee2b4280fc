import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatChange,
  formatCount,
  formatDollars,
  formatEstimate,
  formatFixed,
  formatMilliseconds,
  formatNumber,
  formatPercent,
  formatRatio,
  formatSeconds,
} from './format';

describe('formatNumber', () => {
  it.each([
    [2242.99, '2,243'],
    [560.7475, '560.7'],
    [26.137, '26.1'],
    [1.2588, '1.26'],
    [0.012345, '0.0123'],
    [0, '0'],
  ])('gives %d the digits a reader can use', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatMilliseconds', () => {
  it.each([
    [0, '0 ms'],
    [0.0421, '0.0421 ms'],
    [38.26, '38.26 ms'],
    [794.4, '794.4 ms'],
    [4200, '4.2 s'],
    [90_034, '90.0 s'],
    [2_693_000, '44.9 min'],
    [11_160_000, '3.1 h'],
  ])('says %d in the unit a person would', (value, text) => {
    expect(formatMilliseconds(value)).toBe(text);
  });

  it('agrees with formatSeconds', () => {
    expect(formatSeconds(566.68)).toBe(formatMilliseconds(566_680));
  });
});

describe('formatEstimate', () => {
  it('is no finer than a guess', () => {
    expect([0.2, 6.8, 113.2, 5400, 11_160, null].map(formatEstimate)).toEqual([
      '1 s',
      '7 s',
      '2 min',
      '90 min',
      '3.1 h',
      'not reported',
    ]);
  });
});

describe('formatCount, formatPercent, formatChange, formatRatio, formatBytes, formatDollars, formatFixed', () => {
  it('write what they name', () => {
    expect([formatCount(1000), formatCount(14.3), formatCount(240.4)]).toEqual(['1,000', '14.3', '240']);
    expect([formatPercent(0.427), formatPercent(0.004, 1)]).toEqual(['43 %', '0.4 %']);
    expect([formatChange(0.178), formatChange(-0.05), formatChange(0.0001)]).toEqual(['+17.8 %', '−5.0 %', '±0.0 %']);
    expect([formatRatio(1.5404), formatRatio(20)]).toEqual(['1.54×', '20.0×']);
    expect([formatBytes(0), formatBytes(320), formatBytes(141e9), formatBytes(999_900)]).toEqual([
      '0 B',
      '320 B',
      '141 GB',
      '1 MB',
    ]);
    expect([formatDollars(2.252), formatDollars(0.6667), formatDollars(1200)]).toEqual(['$2.25', '$0.667', '$1,200']);
    expect(formatFixed(1234.5, 2)).toBe('1,234.50');
  });

  it('never show anything but a finite number as one', () => {
    const formatters = [
      formatNumber,
      formatCount,
      formatMilliseconds,
      formatPercent,
      formatChange,
      formatRatio,
      formatBytes,
      formatDollars,
    ];
    for (const format of formatters) {
      for (const value of [null, undefined, NaN, Infinity]) expect(format(value)).toBe('not reported');
      fc.assert(
        fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (value) => /\d/.test(format(value))),
        { seed: 1 },
      );
    }
  });
});
