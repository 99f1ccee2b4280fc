import { describe, expect, it } from 'vitest';
import { assess } from '@/lib/domain/assess';
import { referenceText } from '@/lib/testing/reference-files';
import { readFiles } from '../read-files';
import { aSourceFile } from '../testing/source-file';

const text = (name: string) => referenceText(`stories/kubeai-llama70b-fp8-8xL4-${name}`);
const files = (names: Record<string, string>) =>
  readFiles(Object.entries(names).map(([path, name]) => aSourceFile(text(name), path)));
const figures = async (names: Record<string, string>) => {
  const outcome = await files(names);
  const measurements = outcome.files.flatMap((file) => file.measurements).map((base) => assess(base));
  return {
    outcome,
    measurements,
    rounded: measurements.map(({ derived }) => [
      derived.gpus,
      derived.outputTokensPerSPerGpu?.toFixed(2),
      derived.tokensPerSPerUser.medianTpot?.toFixed(4),
    ]),
  };
};

describe('readFiles on story 1', () => {
  it('makes two measurements of 8 GPUs out of two text blocks and two specs, whatever they are called', async () => {
    const { outcome, measurements, rounded } = await figures({
      'first.txt': 'pp4-tp2.txt',
      'first.yaml': 'pp4-tp2.model-spec.yaml',
      'second.txt': 'pp2-tp4.txt',
      'second.yaml': 'pp2-tp4.model-spec.yaml',
    });
    expect(rounded).toEqual([
      [8, '38.45', '1.2588'],
      [8, '32.65', '1.0376'],
    ]);
    expect(measurements.map(({ deployment }) => deployment)).toMatchObject([
      {
        model: 'neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8',
        precision: 'fp8',
        topology: [{ tp: 2, pp: 4 }],
        hardware: { gpu: 'L4', gpus: 8 },
      },
      {
        model: 'neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8',
        precision: 'fp8',
        topology: [{ tp: 4, pp: 2 }],
        hardware: { gpu: 'L4', gpus: 8 },
      },
    ]);
    expect(measurements[0]?.provenance['deployment.topology.tp']).toBe('KubeAI Model spec first.yaml, args');
    expect(outcome.contradictions).toEqual([]);
    expect(outcome.files.map(({ role, problems }) => [role, problems])).toEqual([
      ['results', []],
      ['companion', []],
      ['results', []],
      ['companion', []],
    ]);
  });

  it('reads them under their own names without a contradiction', async () => {
    const names = ['pp4-tp2.txt', 'pp4-tp2.model-spec.yaml', 'pp2-tp4.txt', 'pp2-tp4.model-spec.yaml'];
    const own = Object.fromEntries(names.map((name) => [`stories/kubeai-llama70b-fp8-8xL4-${name}`, name]));
    const { outcome, measurements, rounded } = await figures(own);
    expect(rounded.map(([gpus]) => gpus)).toEqual([8, 8]);
    expect(outcome.contradictions).toEqual([]);
    expect(measurements.map(({ provenance }) => provenance['deployment.model'])).toEqual([
      'KubeAI Model spec kubeai-llama70b-fp8-8xL4-pp4-tp2.model-spec.yaml, url',
      'KubeAI Model spec kubeai-llama70b-fp8-8xL4-pp2-tp4.model-spec.yaml, url',
    ]);
  });

  it('shows the sides where the specs were swapped', async () => {
    const { outcome } = await figures({
      'run-pp4-tp2.txt': 'pp4-tp2.txt',
      'run-pp4-tp2.yaml': 'pp2-tp4.model-spec.yaml',
    });
    expect(outcome.contradictions.map(({ field, options }) => [field, options.map(({ value }) => value)])).toEqual([
      ['deployment.topology.tp', [4, 2]],
      ['deployment.topology.pp', [2, 4]],
    ]);
  });
});
