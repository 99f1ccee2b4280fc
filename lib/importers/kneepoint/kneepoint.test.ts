import { describe, expect, it } from 'vitest';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { readOne, readText } from '../testing/source-file';
import { detailed, rust, toText, y2026 } from '../testing/vllm-records';

const exported = async (): Promise<BaseMeasurement[]> => [
  await readOne(toText(y2026), '8xH100/llama_tp4.json'),
  await readOne(toText(rust), '2p2d.json'),
  await readOne(toText(detailed)),
];
/** What reading and a database add. */
const added = {
  derived: { gpus: 8 },
  flags: [{ code: 'x' }],
  missing: ['a'],
  id: 'x',
  sample: false,
  sweep: { id: 'x' },
};

describe('kneepoint', () => {
  it.each([
    ['an array', (list: unknown[]) => JSON.stringify(list)],
    ['lines', (list: unknown[]) => list.map((one) => JSON.stringify(one)).join('\n')],
    ['what the API prints', (measurements: unknown[]) => JSON.stringify({ measurements, next: null }, null, 2)],
    [
      'what inspect prints',
      ([first, ...rest]: unknown[]) =>
        JSON.stringify({
          files: [
            { file: 'a', measurements: [first] },
            { file: 'b', measurements: rest, problems: [] },
          ],
        }),
    ],
  ])('gives back what was exported as %s', async (_layout, format) => {
    const measurements = await exported();
    const outcome = await readText(format(measurements.map((one) => ({ ...one, ...added }))), 'tp8/export.json');
    expect(outcome).toMatchObject({ format: 'kneepoint', problems: [] });
    expect(outcome.measurements).toEqual(measurements);
  });

  it('names the field that is not right, and reads the rest', async () => {
    const [good, bad] = await exported();
    const damaged = { ...bad, durationS: -1, workload: { ...bad!.workload, isl: 'x' } };
    const { measurements, problems } = await readText(JSON.stringify({ measurements: [good, damaged] }), 'e.json');
    expect(measurements).toEqual([good]);
    expect(problems.map(({ path, found }) => [path, found])).toEqual([
      ['$.measurements[1].workload.isl', '"x"'],
      ['$.measurements[1].durationS', '-1'],
    ]);
  });

  it('takes facts for absent that were not known of when it was written', async () => {
    const [good] = await exported();
    const { offline: _offline, ...before } = good!.evidence;
    const { measurements } = await readText(JSON.stringify({ ...good, evidence: before }));
    expect(measurements).toEqual([good]);
  });

  it('refuses a field it does not know, rather than lose it', async () => {
    const [good] = await exported();
    const { measurements, problems } = await readText(JSON.stringify({ ...good, surprise: 1 }));
    expect(measurements).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('says that an export of nothing holds nothing', async () => {
    const { problems } = await readText(JSON.stringify({ measurements: [] }));
    expect(problems[0]).toMatchObject({ path: '$', expected: 'at least one measurement', found: 'an empty list' });
  });
});
