import { describe, expect, it } from 'vitest';
import { numberIn, parseTable } from './parse-table';

const expected = {
  heads: ['TP', 'concurrency', 'output tok/s'],
  rows: [
    ['2', '8', '1,204.5'],
    ['4', '8', '1,988.0'],
  ],
};

describe('parseTable', () => {
  it('reads cells between tabs, as a spreadsheet copies them', () => {
    expect(parseTable('TP\tconcurrency\toutput tok/s\r\n2\t8\t1,204.5\r\n4\t8\t1,988.0\r\n')).toEqual(expected);
  });

  it('reads a Markdown table, with or without outer bars', () => {
    const table =
      '| TP | concurrency | output tok/s |\n|---|:--:|---:|\n| 2 | 8 | 1,204.5 |\n| **4** | 8 | `1,988.0` |';
    expect(parseTable(table)).toEqual(expected);
    expect(parseTable(table.replace(/^\| | \|$/gm, ''))).toEqual(expected);
  });

  it('reads CSV, quotes around commas and all', () => {
    expect(parseTable('TP,concurrency,output tok/s\n2,8,"1,204.5"\n4,8,"1,988.0"')).toEqual(expected);
    expect(parseTable('"say ""hi""",b\n1,\n2,3')).toEqual({
      heads: ['say "hi"', 'b'],
      rows: [
        ['1', ''],
        ['2', '3'],
      ],
    });
  });

  it('leaves every other text alone', () => {
    for (const text of [
      '',
      'one line',
      '{"model_id": "m",\n"duration": 1}',
      '[1, 2],\n[3, 4]',
      'INFO 01-02, engine ready\nINFO 01-02, done',
      '============ Serving Benchmark Result ============\nSuccessful requests:   1000\nBenchmark duration (s):   3.0',
      'a: 1, b: 2\nc: 3',
      '1,2\n3,4',
      'name\tmodel\nx\ty',
    ])
      expect(parseTable(text), text).toBeNull();
  });
});

describe('numberIn', () => {
  it('reads separators and units, and says where there is none', () => {
    expect(['1,204.5', '12 345', '3e2', '90 ms', '1.5 tok/s', '0'].map(numberIn)).toEqual([
      1204.5, 12345, 300, 90, 1.5, 0,
    ]);
    expect(['', '-', 'n/a', 'TP4', '1.2.3'].map(numberIn)).toEqual([null, null, null, null, null]);
  });
});
