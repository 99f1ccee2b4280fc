import { describe, expect, it } from 'vitest';
import { metrics } from './metrics';
import { pointsCsv } from './points-csv';
import { aPoint } from './testing/a-point';
import { anEngine } from './topology';

const read = (csv: string) => {
  const [head = '', row = ''] = csv.split('\r\n');
  const names = head.split(',');
  return (name: string) => row.split(',')[names.indexOf(name)];
};

describe('pointsCsv', () => {
  it('has a column for every metric and numbers at full precision', () => {
    const field = read(
      pointsCsv([
        aPoint({
          deployment: { topology: [anEngine({ tp: 4 })] },
          throughput: { outputTokensPerS: 2242.99 },
          latency: { tpotMs: { median: 38.26 } },
        }),
      ]),
    );
    expect(metrics.every(({ key }) => field(key) !== undefined)).toBe(true);
    expect(Number(field('outputTokensPerSPerGpu'))).toBe(2242.99 / 4);
    expect(field('medianTtftMs')).toBe('');
    expect(field('topology')).toBe('TP4');
  });

  it('quotes commas and disarms formulas in foreign names', () => {
    const csv = pointsCsv([aPoint({ deployment: { model: '=HYPERLINK("x", 1)' } })]);
    expect(csv).toContain(`"'=HYPERLINK(""x"", 1)"`);
  });
});
