import { type BaseMeasurement, type Measurement, emptyMeasurement } from '../measurement';
import { assess } from '../assess';

type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Overrides<T[K]> | undefined }
    : T extends number
      ? number
      : T;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merged(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isRecord(over) || !isRecord(base)) return over;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) result[key] = merged(base[key], value);
  return result;
}

export type MeasurementOverrides = Overrides<BaseMeasurement>;

/**
 * A measurement of which only what a test names is known; everything else is null. Numbers may be plain, the units being
 * those of the fields. Latency blocks hold nulls beside what is given.
 */
export function aMeasurement(overrides: MeasurementOverrides = {}): BaseMeasurement {
  const empty = emptyMeasurement({
    file: 'a.json',
    format: 'test',
    formatVersion: null,
    index: 0,
    sha256: '0'.repeat(64),
  });
  const noStatistics = { mean: null, median: null, std: null, p90: null, p95: null, p99: null, others: {} };
  const latency = Object.fromEntries(
    Object.entries(overrides.latency ?? {}).map(([kind, block]) => [kind, block ? merged(noStatistics, block) : block]),
  );
  return {
    ...(merged(empty, { ...overrides, latency: {} }) as BaseMeasurement),
    latency: { ...empty.latency, ...latency },
  };
}

/** The same, derived and checked. */
export function anAssessedMeasurement(overrides: MeasurementOverrides = {}): Measurement {
  return assess(aMeasurement(overrides));
}
