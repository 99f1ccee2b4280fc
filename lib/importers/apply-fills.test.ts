import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fills } from '@/lib/domain/fills';
import { type BaseMeasurement, baseMeasurement } from '@/lib/domain/measurement';
import { anEngine } from '@/lib/domain/topology';
import { applyFills } from './apply-fills';
import { readOne } from './testing/source-file';
import { toText, y2026 } from './testing/vllm-records';

let bare: BaseMeasurement;
let named: BaseMeasurement;
let stated: BaseMeasurement;
let disaggregated: BaseMeasurement;

beforeAll(async () => {
  bare = await readOne(toText(y2026));
  named = await readOne(toText(y2026), '8xH100/llama_tp2_fp8.json');
  stated = await readOne(toText({ ...y2026, tp: 4, gpu_type: 'H100', num_gpus: 4 }));
  disaggregated = await readOne(toText(y2026), '2p1d.json');
});

/** Fills that must go through. */
function filled(base: BaseMeasurement, fills: Fills): BaseMeasurement {
  const { measurement, problems } = applyFills(base, fills);
  expect(problems).toEqual([]);
  return baseMeasurement.parse(measurement);
}

describe('applyFills', () => {
  it('fills what is missing and says by whom', () => {
    const measurement = filled(bare, {
      gpu: 'H100',
      gpusPerNode: 8,
      nodes: 1,
      tp: 4,
      dp: 2,
      precision: 'fp8',
      engine: 'vllm',
      engineVersion: '0.11.0',
      dataset: 'sharegpt',
      isl: 200,
      osl: 40,
    });
    expect(measurement.deployment).toMatchObject({
      precision: 'fp8',
      engine: 'vllm',
      engineVersion: '0.11.0',
      hardware: { gpu: 'H100', gpus: null, gpusPerNode: 8, nodes: 1 },
      topology: [{ role: 'aggregate', tp: 4, pp: 1, dp: 2, replicas: 1 }],
    });
    expect(measurement.workload).toMatchObject({ dataset: 'sharegpt', isl: 200, osl: 40 });
    expect(measurement.provenance).toMatchObject({
      'deployment.hardware.gpu': 'set by hand',
      'deployment.topology': 'set by hand',
      'deployment.topology.tp': 'set by hand',
      'deployment.topology.pp': 'assumed 1',
      'workload.isl': 'set by hand',
    });
  });

  it('beats names and names what they said', () => {
    const measurement = filled(named, { tp: 4, gpu: 'H100-SXM', gpus: 4, precision: 'bf16' });
    expect(measurement.deployment).toMatchObject({
      precision: 'bf16',
      hardware: { gpu: 'H100-SXM', gpus: 4 },
      topology: [{ tp: 4 }],
    });
    expect(measurement.provenance).toMatchObject({
      'deployment.topology.tp': 'set by hand (file name said 2)',
      'deployment.hardware.gpu': 'set by hand (folder name said H100)',
      'deployment.precision': 'set by hand (file name said fp8)',
    });
  });

  it('keeps the provenance of a value that was right already', () => {
    expect(filled(named, { tp: 2, gpu: 'H100' })).toEqual(named);
    expect(filled(stated, { tp: 4, gpu: 'H100', gpus: 4 })).toEqual(stated);
  });

  it('turns an assumed size into a stated one', () => {
    const { deployment, provenance } = filled(named, { pp: 1, dp: 3 });
    expect(deployment.topology).toEqual([anEngine({ tp: 2, dp: 3 })]);
    expect(provenance).toMatchObject({
      'deployment.topology': 'file name, set by hand',
      'deployment.topology.pp': 'set by hand',
      'deployment.topology.replicas': 'assumed 1',
    });
  });

  it('keeps a size until TP is known', () => {
    const waiting = filled(bare, { pp: 2 });
    expect(waiting.deployment.topology).toBeNull();
    expect(filled(waiting, { tp: 4 }).deployment.topology).toEqual([anEngine({ tp: 4, pp: 2 })]);
    expect(filled(waiting, { tp: 4 }).extra).not.toHaveProperty('partialTopology');
  });

  it('gives prefill and decode workers their size', () => {
    const { deployment, extra, provenance } = filled(disaggregated, { tp: 2 });
    expect(deployment.topology).toEqual([
      anEngine({ role: 'prefill', replicas: 2, tp: 2 }),
      anEngine({ role: 'decode', replicas: 1, tp: 2 }),
    ]);
    expect(extra).not.toHaveProperty('partialTopology');
    expect(provenance).toMatchObject({
      'deployment.topology': 'set by hand, file name',
      'deployment.topology.workers': 'file name',
    });
  });

  it.each<[string, Fills, string]>([
    ['a size', { tp: 8 }, 'result.json: deployment.topology.tp cannot be set to 8, for the file itself says 4.'],
    [
      'a GPU',
      { gpu: 'A100' },
      'result.json: deployment.hardware.gpu cannot be set to A100, for the file itself says H100.',
    ],
    [
      'a number of GPUs',
      { gpus: 8 },
      'result.json: deployment.hardware.gpus cannot be set to 8, for the file itself says 4.',
    ],
    [
      'a model',
      { model: 'x' },
      'result.json: deployment.model cannot be set to x, for the file itself says org/Model-8B.',
    ],
  ])('refuses %s that contradicts the record', (_what, fills, message) => {
    const { measurement, problems } = applyFills(stated, fills);
    expect(problems.map((problem) => problem.message)).toEqual([message]);
    expect(measurement).toEqual(stated);
  });

  it('refuses a number of GPUs other than the stated topology has, and replicas of named workers', async () => {
    const onlyTopology = await readOne(toText({ ...y2026, tp: 4 }));
    expect(applyFills(onlyTopology, { gpus: 8 }).problems).toHaveLength(1);
    expect(applyFills(disaggregated, { replicas: 3 }).problems[0]!.message).toContain('the file itself says 2p1d');
  });

  it('refuses sizes where the engines differ', () => {
    const topology = [anEngine({ role: 'prefill', tp: 2 }), anEngine({ role: 'decode', tp: 4 })];
    const base = { ...bare, deployment: { ...bare.deployment, topology } };
    expect(applyFills(base, { tp: 2 }).problems[0]).toMatchObject({ path: 'deployment.topology', found: 'tp=2' });
  });

  it('leaves its input alone, and twice is as once', () => {
    const size = fc.option(fc.integer({ min: 1, max: 16 }), { nil: undefined });
    const text = fc.option(fc.constantFrom('H100', 'A100'), { nil: undefined });
    const anyFills = fc.record({
      tp: size,
      pp: size,
      dp: size,
      replicas: size,
      gpus: size,
      gpu: text,
      precision: text,
    });
    fc.assert(
      fc.property(fc.constantFrom('bare', 'named', 'stated', 'disaggregated'), anyFills, (which, fills) => {
        const base = { bare, named, stated, disaggregated }[which];
        const before = structuredClone(base);
        const once = applyFills(base, fills);
        expect(base).toEqual(before);
        expect(baseMeasurement.parse(once.measurement)).toEqual(once.measurement);
        expect(applyFills(once.measurement, fills).measurement).toEqual(once.measurement);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
