import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPythonFloat, formatPythonJson } from './python-json';

describe('formatPythonFloat', () => {
  // From Python 3.11: repr() of each.
  it.each([
    [0, '0.0'],
    [85, '85.0'],
    [0.1, '0.1'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [1e16, '1e+16'],
    [123456789012345680, '1.2345678901234568e+17'],
    [1e22, '1e+22'],
    [-2.5, '-2.5'],
    [Infinity, 'inf'],
  ])('writes %d', (value, text) => {
    expect(formatPythonFloat(value)).toBe(text);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatPythonFloat(value))).toBe(value === 0 ? 0 : value);
      }),
      { seed: 10 },
    );
  });
});

describe('formatPythonJson', () => {
  it('writes counts without a point and everything else with one', () => {
    expect(formatPythonJson({ completed: 8, burstiness: 1, input_lens: [1, 2], ttfts: [0, 1], label: null })).toBe(
      '{"completed": 8, "burstiness": 1.0, "input_lens": [1, 2], "ttfts": [0.0, 1.0], "label": null}',
    );
  });

  it('writes ASCII only', () => {
    expect(formatPythonJson({ errors: ['\u007fé\u{1f600}\u2028"\n'] })).toBe(
      '{"errors": ["\\u007f\\u00e9\\ud83d\\ude00\\u2028\\"\\n"]}',
    );
  });

  it('writes what any reader of JSON reads back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(JSON.parse(formatPythonJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 11 },
    );
  });
});
