import { describe, expect, it } from 'vitest';
import { type BaseMeasurement, baseMeasurement, emptyMeasurement } from '@/lib/domain/measurement';
import { anEngine } from '@/lib/domain/topology';
import { provenanceWords } from '../provenance';
import { withTopologyDraft } from '../topology-draft';
import { applyCompanions } from './apply-companions';
import type { Companion, CompanionKind, CompanionValue } from './companion';

let records = 0;
function aResult(file: string, deployment: Partial<BaseMeasurement['deployment']> = {}): BaseMeasurement {
  const sha256 = (++records).toString(16).padStart(64, '0');
  const base = emptyMeasurement({ file, format: 'vllm-serve', formatVersion: null, index: 0, sha256 });
  return { ...base, deployment: { ...base.deployment, ...deployment } };
}
function aCompanion(
  file: string,
  facts: Record<string, CompanionValue>,
  kind: CompanionKind = 'kubernetes',
): Companion {
  const list = Object.entries(facts).map(([field, value]) => ({ field, value, part: 'args' }));
  return { id: file, file, sha256: '', kind, facts: list, servedAs: [] };
}
const spec = (file: string, tp: number) => aCompanion(file, { 'deployment.topology.tp': tp });
const tpOf = ({ measurements }: { measurements: BaseMeasurement[] }) =>
  measurements.map(({ deployment }) => deployment.topology?.[0]?.tp ?? null);

describe('applyCompanions', () => {
  it('fills what is missing, says where it came from, and leaves its inputs alone', () => {
    const result = aResult('run.json');
    const before = structuredClone(result);
    const companion = aCompanion('vllm-l4.yaml', {
      'deployment.topology.tp': 2,
      'deployment.topology.pp': 4,
      'deployment.hardware.gpu': 'L4',
      'deployment.flags.max-num-seqs': 512,
      'extra.server.kvCacheTokens': 1000,
    });
    const { measurements, contradictions, filledBy, companions } = applyCompanions([result], [companion]);
    expect(measurements[0]).toMatchObject({
      deployment: { topology: [anEngine({ tp: 2, pp: 4 })], hardware: { gpu: 'L4' }, flags: { 'max-num-seqs': 512 } },
      extra: { server: { kvCacheTokens: 1000 } },
      provenance: {
        'deployment.topology.tp': 'Kubernetes spec vllm-l4.yaml, args',
        'deployment.topology.dp': provenanceWords.assumedOne,
        'deployment.hardware.gpu': 'Kubernetes spec vllm-l4.yaml, args',
      },
    });
    expect(contradictions).toEqual([]);
    expect(filledBy).toEqual(new Map([[result.source.sha256, ['vllm-l4.yaml']]]));
    expect(companions[0]).toMatchObject({ belongsTo: [result.source.sha256], candidates: [] });
    expect(result).toEqual(before);
  });

  it('leaves what the record states, and shows both sides', () => {
    const { measurements, contradictions } = applyCompanions(
      [aResult('run.json', { precision: 'bf16' })],
      [aCompanion('a.yaml', { 'deployment.precision': 'fp8' })],
    );
    expect(measurements[0]?.deployment.precision).toBe('bf16');
    expect(contradictions).toMatchObject([
      {
        field: 'deployment.precision',
        options: [
          { value: 'bf16', source: 'run.json', provenance: 'the record' },
          { value: 'fp8', source: 'a.yaml', provenance: 'Kubernetes spec a.yaml, args' },
        ],
      },
    ]);
  });

  it('leaves alone what the record says is nothing', () => {
    const result = {
      ...aResult('run.json'),
      provenance: { 'load.maxConcurrency': 'not limited: the record says null' },
    };
    const { measurements } = applyCompanions([result], [aCompanion('a.commands', { 'load.maxConcurrency': 8 })]);
    expect(measurements[0]?.load.maxConcurrency).toBeNull();
  });

  it('sees no contradiction in two spellings of one thing', () => {
    const { contradictions } = applyCompanions(
      [aResult('run.json', { precision: 'bfloat16', model: '/models/Llama-8B', engineVersion: '0.9.2' })],
      [
        aCompanion('a.yaml', {
          'deployment.precision': 'bf16',
          'deployment.model': 'meta/llama-8b',
          'deployment.engineVersion': 'v0.9.2',
        }),
      ],
    );
    expect(contradictions).toEqual([]);
  });

  it('counts before a file name, and remembers what the name said', () => {
    const named = withTopologyDraft(aResult('run_tp8.json'), {
      sizes: { tp: { value: 8, from: provenanceWords.fileName } },
      workers: null,
    });
    const outcome = applyCompanions([named], [spec('a.yaml', 4)]);
    expect(tpOf(outcome)).toEqual([4]);
    expect(outcome.measurements[0]?.provenance['deployment.topology.tp']).toBe(
      'Kubernetes spec a.yaml, args (file name says 8)',
    );
    expect(outcome.contradictions[0]?.options.map(({ value }) => value)).toEqual([4, 8]);
  });

  it('believes what ran before what was asked for, and shows both', () => {
    const log = aCompanion('server.log', { 'deployment.topology.tp': 2 }, 'server-log');
    const outcome = applyCompanions([aResult('run.json')], [spec('a.yaml', 4), log]);
    expect(tpOf(outcome)).toEqual([2]);
    expect(outcome.contradictions).toHaveLength(1);
  });

  it('puts the model behind the name it was served by', () => {
    const companion = { ...aCompanion('a.yaml', { 'deployment.model': 'm/real-70b' }), servedAs: ['llama'] };
    const { measurements, contradictions } = applyCompanions([aResult('run.json', { model: 'llama' })], [companion]);
    expect(measurements[0]?.deployment.model).toBe('m/real-70b');
    expect(measurements[0]?.provenance['deployment.model']).toBe('Kubernetes spec a.yaml, args (served as llama)');
    expect(contradictions).toEqual([]);
  });

  it('leaves out a field the domain would not take, and fills the others', () => {
    const companion = aCompanion('a.yaml', { 'workload.isl': -3, 'deployment.hardware.gpu': 'L4', 'source.file': 'x' });
    const { measurements } = applyCompanions([aResult('run.json')], [companion]);
    expect(measurements[0]).toMatchObject({ workload: { isl: null }, source: { file: 'run.json' } });
    expect(measurements[0]?.deployment.hardware.gpu).toBe('L4');
    expect(baseMeasurement.safeParse(measurements[0]).success).toBe(true);
  });

  it.each([
    ['one of the same name', ['a.json', 'b.json'], ['a.model-spec.yaml', 'b.spec.yaml'], [1, 2]],
    [
      'one named like the beginning',
      ['tp4_c1.json', 'tp4_c2.json', 'tp8_c1.json'],
      ['tp4.yaml', 'tp8.yaml'],
      [1, 1, 2],
    ],
    ['the longest such name', ['a-b-c.json', 'a-x.json'], ['a.yaml', 'a-b.yaml'], [2, 1]],
    [
      'one named after it but for what it is',
      ['tp2_c1.json', 'kubeai-x.json'],
      ['server_tp2.yaml', 'kubeai-x.yaml'],
      [1, 2],
    ],
    ['a lone one in its folder', ['r/x.json', 'r/sub/y.json', 'z.json'], ['r/deploy.yaml'], [1, 1, null]],
    ['the nearest above it', ['r/x.json', 'r/sub/y.json'], ['r/vllm.yaml', 'r/sub/vllm.yaml'], [1, 2]],
    ['one of its full name elsewhere', ['results/a.json', 'results/b.json'], ['specs/a.yaml', 'specs/b.yaml'], [1, 2]],
    ['none of another name beside one of its own', ['a.json', 'c.json'], ['a.yaml', 'b.yaml'], [1, 2]],
    ['none that is named after another', ['a.json', 'c.json'], ['a.yaml'], [1, null]],
    ['none of two that lie equally near', ['a.json'], ['x.yaml', 'y.yaml'], [null]],
  ])('gives a result %s', (_rule, results, specs, expected) => {
    const outcome = applyCompanions(
      results.map((file) => aResult(file)),
      specs.map((file, index) => spec(file, index + 1)),
    );
    expect(tpOf(outcome)).toEqual(expected);
  });

  it('lists what it cannot decide, and takes what a person assigns to a file or to a record', () => {
    const results = [aResult('a.txt'), aResult('a.txt')];
    const specs = [spec('x.yaml', 2), spec('y.yaml', 4)];
    const open = applyCompanions(results, specs);
    expect(tpOf(open)).toEqual([null, null]);
    expect(open.companions.map(({ candidates }) => candidates)).toEqual([['a.txt'], ['a.txt']]);
    const [first, second] = results.map(({ source }) => source.sha256);
    expect(tpOf(applyCompanions(results, specs, { 'x.yaml': [first!], 'y.yaml': [second!] }))).toEqual([2, 4]);
    expect(tpOf(applyCompanions(results, specs, { 'x.yaml': ['a.txt'], 'y.yaml': [] }))).toEqual([2, 2]);
  });

  it('keeps open what was assigned, so that it can be chosen otherwise', () => {
    const specs = [spec('x.yaml', 2), spec('y.yaml', 4)];
    const { companions } = applyCompanions([aResult('a.txt')], specs, { 'x.yaml': ['a.txt'], 'y.yaml': [] });
    expect(companions.map(({ candidates }) => candidates)).toEqual([['a.txt'], ['a.txt']]);
  });

  it('makes one deployment of its prefill and its decode side', () => {
    const side = (file: string, tp: number, replicas: number, role: string) =>
      aCompanion(file, {
        'deployment.model': 'm/x',
        'deployment.topology.tp': tp,
        'deployment.topology.replicas': replicas,
        'deployment.hardware.gpus': tp * replicas,
        'deployment.flags.kv-transfer-config': `{"kv_role":"${role}"}`,
        'deployment.flags.max-num-seqs': 64 * tp,
        'deployment.flags.block-size': 16,
      });
    const sides = [side('a.yaml', 1, 2, 'kv_producer'), side('b.yaml', 4, 1, 'kv_consumer')];
    const { measurements, contradictions, companions } = applyCompanions([aResult('run.json')], sides);
    expect(measurements[0]?.deployment).toMatchObject({
      model: 'm/x',
      topology: [anEngine({ role: 'prefill', tp: 1, replicas: 2 }), anEngine({ role: 'decode', tp: 4, replicas: 1 })],
      hardware: { gpus: 6 },
      flags: { 'prefill.max-num-seqs': 64, 'decode.max-num-seqs': 256, 'block-size': 16 },
    });
    expect(contradictions).toEqual([]);
    expect(companions.map(({ candidates }) => candidates)).toEqual([[], []]);
    const named = [spec('vllm-prefill.yaml', 1), spec('vllm-decode.yaml', 4)];
    expect(applyCompanions([aResult('run.json')], named).measurements[0]?.deployment.topology).toHaveLength(2);
    // How many workers there are is in the result's own name.
    const workers = { sizes: {}, workers: { value: { prefill: 3, decode: 1 }, from: 'file name' } };
    const ofName = applyCompanions([withTopologyDraft(aResult('3p1d.json'), workers)], named).measurements[0];
    expect(ofName?.deployment.topology?.map(({ replicas }) => replicas)).toEqual([3, 1]);
  });

  it('counts companions that say the same as one', () => {
    expect(tpOf(applyCompanions([aResult('a.json')], [spec('x.yaml', 2), spec('y.yaml', 2)]))).toEqual([2]);
  });
});
