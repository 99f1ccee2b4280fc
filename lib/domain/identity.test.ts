import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  deploymentKey,
  sha256Hex,
  joinedSweepIdentity,
  joinOnImport,
  splitFlags,
  type SweepJoin,
  workloadKey,
} from './identity';
import type { BaseMeasurement } from './measurement';
import { type MeasurementOverrides, aMeasurement } from './testing/a-measurement';
import { anEngine } from './topology';

const keyOf = (deployment: MeasurementOverrides['deployment']) =>
  deploymentKey(aMeasurement({ deployment }).deployment);

describe('canonicalJson', () => {
  it('is JSON that does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed as never)).toBe(canonicalJson(value as never));
        expect(JSON.parse(canonicalJson(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 7 },
    );
  });
});

describe('sha256Hex', () => {
  it('agrees with another implementation', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
      { seed: 7 },
    );
  });
});

describe('deploymentKey', () => {
  it('ignores flags without effect on speed, and how a flag is spelled', () => {
    const plain = keyOf({ flags: { 'max-num-seqs': 8 } });
    expect(keyOf({ flags: { '--max_num_seqs': 8, port: 8001, '--served-model-name': 'x' } })).toBe(plain);
    expect(keyOf({ flags: { 'max-num-seqs': 16 } })).not.toBe(plain);
  });

  it('tells apart whatever is declared', () => {
    const keys = [
      {},
      { model: 'a' },
      { precision: 'fp8' },
      { engineVersion: '0.10.0' },
      { hardware: { gpu: 'H100 SXM' } },
      { hardware: { nodes: 2 } },
      { topology: [anEngine({ tp: 2 })] },
      { topology: [anEngine({ pp: 2 })] },
    ].map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('splitFlags', () => {
  it('parts telling from neutral flags and loses none', () => {
    expect(splitFlags({ '--port': 1, 'no-enable-log-requests': true, 'enable-expert-parallel': true })).toEqual({
      telling: { 'enable-expert-parallel': true },
      neutral: { '--port': 1, 'no-enable-log-requests': true },
    });
  });
});

describe('workloadKey', () => {
  it('goes by what is declared, not by what was achieved', () => {
    const key = (overrides: MeasurementOverrides) => workloadKey(aMeasurement(overrides).workload);
    expect(key({ counts: { completed: 1, outputTokens: 5 } })).toBe(key({}));
    expect(key({ workload: { osl: 5 } })).not.toBe(key({}));
  });
});

const sweepIdentity = (measurement: BaseMeasurement, given: SweepJoin) =>
  joinedSweepIdentity(measurement, joinOnImport(measurement, given));

describe('joinedSweepIdentity', () => {
  it("goes by the tool's run id where there is one, else by the name or the import", () => {
    const run = aMeasurement({ runId: 'run-1' });
    const other = aMeasurement({ runId: 'run-2' });
    const none = aMeasurement();
    expect(sweepIdentity(run, { importId: 'a' })).toBe(sweepIdentity(run, { name: 'b' }));
    expect(sweepIdentity(run, { importId: 'a' })).not.toBe(sweepIdentity(other, { importId: 'a' }));
    expect(sweepIdentity(none, { importId: 'a' })).not.toBe(sweepIdentity(none, { importId: 'b' }));
    expect(sweepIdentity(none, { importId: 'a' })).not.toBe(sweepIdentity(none, { name: 'a' }));
  });
});
