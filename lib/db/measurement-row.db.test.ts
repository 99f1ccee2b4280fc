import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { listAllMeasurements } from './list-measurements';
import { fromMeasurementRow } from './measurement-row';
import { storeImport } from './store-import';
import { aFullMeasurement, anyMeasurement } from './testing/any-measurement';
import { useTestDatabase } from './testing/test-database';

const { db } = useTestDatabase();
const artifact = { sha256: 'a'.repeat(64), size: 12, storedAs: 'aa/a.gz' };

async function store(id: string, measurements: BaseMeasurement[]): Promise<void> {
  await storeImport(db(), {
    id,
    idempotencyKey: null,
    requestSha256: 'b'.repeat(64),
    result: null,
    via: 'api',
    createdAt: new Date('2026-09-20T10:00:00Z'),
    artifacts: [artifact],
    files: [{ path: 'run.json', sha256: artifact.sha256, format: 'vllm-serve', problems: [] }],
    measurements: measurements.map((measurement) => ({
      measurement,
      artifactSha256: artifact.sha256,
      sweep: { storedId: null, joinedBy: { importId: id }, name: 'a sweep' },
      importerVersion: 1,
    })),
  });
}

const list = async () => [...(await listAllMeasurements(db()))];
const bySha256 = (a: BaseMeasurement, b: BaseMeasurement) => (a.source.sha256 < b.source.sha256 ? -1 : 1);

/** Every number of a measurement, wherever it stands. */
const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap((inner) => numbersIn(inner))
      : [];

describe('measurement row', () => {
  it('gives back any measurement as it was stored', async () => {
    const measurements = fc.sample(anyMeasurement, { numRuns: 300, seed: 7 }).sort(bySha256);
    await store('import-1', measurements);
    const rows = await list();
    expect(rows.map(fromMeasurementRow).sort(bySha256)).toEqual(measurements);
  });

  it('keeps every measured base quantity in a numeric column of its own', async () => {
    const measurement = aFullMeasurement('c'.repeat(64));
    const { load, counts, durationS, throughput, latency, power } = measurement;
    const measured = numbersIn({ load, counts, durationS, throughput, latency, power });
    await store('import-1', [measurement]);

    const [row] = await db().$queryRaw<Record<string, unknown>[]>`SELECT * FROM measurement`;
    const columns = Object.entries(row ?? {}).filter(
      ([name, value]) => !['record_index', 'importer_version', 'revision'].includes(name) && typeof value === 'number',
    );
    expect(columns.map(([, value]) => value).sort((a, b) => Number(a) - Number(b))).toEqual(
      measured.sort((a, b) => a - b),
    );
    expect((await list()).map(fromMeasurementRow)).toEqual([measurement]);
  });

  it('says all requests were sent at once without a number for it', async () => {
    const measurement = aFullMeasurement('c'.repeat(64));
    measurement.load.requestRate = 'inf';
    await store('import-1', [measurement]);
    const [row] = await list();
    expect(row).toMatchObject({ load_request_rate_is_inf: true, load_request_rate_per_s: null });
    expect(row && fromMeasurementRow(row).load.requestRate).toBe('inf');
  });

  it('reads a row written before a fact of the evidence was known', async () => {
    await store('import-1', [aFullMeasurement('c'.repeat(64))]);
    await db().$executeRaw`UPDATE measurement SET evidence = '{"cancelled": true}'`;
    const [row] = await list();
    expect(row && fromMeasurementRow(row).evidence).toMatchObject({ cancelled: true, speculative: null });
  });
});

describe('storeImport', () => {
  it('leaves what is there as it is and says whose file an artifact keeps', async () => {
    const measurement = aFullMeasurement('c'.repeat(64));
    await store('import-1', [measurement]);
    const placed = await storeImport(db(), {
      id: 'import-2',
      idempotencyKey: null,
      requestSha256: 'b'.repeat(64),
      result: null,
      via: 'api',
      createdAt: new Date('2026-09-21T10:00:00Z'),
      artifacts: [
        { ...artifact, storedAs: 'aa/second.gz' },
        { sha256: 'd'.repeat(64), size: 1, storedAs: 'dd/new.gz' },
      ],
      files: [],
      measurements: [
        {
          measurement: { ...measurement, durationS: null },
          artifactSha256: artifact.sha256,
          sweep: { storedId: null, joinedBy: { importId: 'import-2' }, name: 'b' },
          importerVersion: 1,
        },
      ],
    });
    expect([...placed]).toEqual(['d'.repeat(64)]);
    const rows = await list();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ import_id: 'import-1', duration_s: measurement.durationS });
  });
});
