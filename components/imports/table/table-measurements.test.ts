import { describe, expect, it } from 'vitest';
import { baseMeasurement } from '@/lib/domain/measurement';
import { assess } from '@/lib/domain/assess';
import { parseTable, type TextTable } from './parse-table';
import { recogniseHeads, tableColumns } from './table-columns';
import { isTelling, tableMeasurements } from './table-measurements';

const table = parseTable(
  'Model\tGPU\tTP\tPP\tMax concurrency\toutput tok/s\tMedian TPOT (ms)\tmedian_ttft_s\tremark\n' +
    'meta-llama/Llama-3.1-70B\tL4\t2\t4\t8\t307.61\t794.4\t90.034\twarm\n' +
    'meta-llama/Llama-3.1-70B\tL4\t4\t2\t\tn/a\t963.78\t\t\n',
) as TextTable;

describe('recogniseHeads', () => {
  it('knows columns by name, however they are written, and takes none twice', () => {
    const known = ['model', 'gpu', 'tp', 'pp', 'maxConcurrency', 'outputTokensPerS', 'medianTPOT', 'medianTTFT', null];
    expect(recogniseHeads(table.heads)).toEqual(known);
    expect(recogniseHeads(['tensor_parallel_size', 'Output throughput (tok/s)', 'p99 ITL ms', 'Req/s'])).toEqual([
      'tp',
      'outputTokensPerS',
      'p99ITL',
      'requestsPerS',
    ]);
    expect(recogniseHeads(['tok/s/GPU', 'TPOT', 'tp', 'TP'])).toEqual([
      'outputTokensPerSPerGpu',
      'medianTPOT',
      'tp',
      null,
    ]);
  });

  it('finds every column by its own label', () => {
    const labels = tableColumns.map(({ label }) => label);
    expect(recogniseHeads(labels)).toEqual(tableColumns.map(({ key }) => key));
  });
});

describe('tableMeasurements', () => {
  const [first, second] = tableMeasurements(table, recogniseHeads(table.heads), 'pasted-1.txt');

  it('makes a whole measurement of each row, in our units', () => {
    expect(baseMeasurement.parse(first)).toMatchObject({
      deployment: { model: 'meta-llama/Llama-3.1-70B', hardware: { gpu: 'L4' }, topology: [{ tp: 2, pp: 4, dp: 1 }] },
      load: { maxConcurrency: 8 },
      throughput: { outputTokensPerS: 307.61 },
      latency: { tpotMs: { median: 794.4 }, ttftMs: { median: 90_034 } },
      extra: { table: { remark: 'warm' } },
    });
    const { derived } = assess(first!);
    expect(derived.outputTokensPerSPerGpu).toBeCloseTo(38.45, 2);
    expect(derived.tokensPerSPerUser.medianTpot).toBeCloseTo(1.2588, 4);
  });

  it('takes empty cells and words for absent, never for 0', () => {
    expect(second).toMatchObject({
      load: { maxConcurrency: null },
      throughput: { outputTokensPerS: null },
      latency: { ttftMs: null },
    });
  });

  it('gives a row the same identity whenever it is pasted, and another to every other row', () => {
    const again = tableMeasurements(
      table,
      table.heads.map(() => null),
      'pasted-7.txt',
    );
    expect(again.map(({ source }) => source.sha256)).toEqual([first!.source.sha256, second!.source.sha256]);
    expect(first!.source.sha256).not.toBe(second!.source.sha256);
  });

  it('multiplies throughput per GPU by the GPUs, and says so', () => {
    const perGpu = { heads: ['TP', 'tok/s/GPU'], rows: [['4', '100']] };
    const [measurement] = tableMeasurements(perGpu, recogniseHeads(perGpu.heads), 'p');
    expect(measurement?.throughput.outputTokensPerS).toBe(400);
    expect(measurement?.provenance['throughput.outputTokensPerS']).toBe("the table's 100 per GPU x 4 GPUs");
  });
});

describe('isTelling', () => {
  it('wants a throughput or a latency', () => {
    expect(isTelling(['tp', 'model', null])).toBe(false);
    expect(isTelling(['tp', 'medianTPOT'])).toBe(true);
  });
});
