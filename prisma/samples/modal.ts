import type { BaseMeasurement } from '@/lib/domain/measurement';
import { toCount, toTokensPerSecond } from '@/lib/units/quantities';
import { aSample, noFacts } from './a-sample';

const sourceName = 'Modal: offline throughput of Llama 2 on A10 and A100';

/**
 * Offline runs: 59 prompts in one call, the mean of five runs. Output or total tokens is not stated, so the figure
 * stands as total tokens, which are at least that many; as output tokens it could claim more than was measured. How
 * the GPUs were used is not stated either, so there is a number of GPUs and no topology.
 */
export function modalSamples(file: string, csv: string): BaseMeasurement[] {
  const [, ...rows] = csv.trim().split(/\r?\n/);
  return rows.map((row, index) => {
    const [model, gpu, gpus, tokensPerS, runs] = row.split(',');
    const facts = noFacts();
    return aSample(file, index, {
      ...facts,
      deployment: {
        ...facts.deployment,
        model: model!,
        engine: 'vllm',
        hardware: { ...facts.deployment.hardware, gpu: gpu!, gpus: toCount(Number(gpus)) },
      },
      workload: { ...facts.workload, dataset: '59 prompts, offline' },
      load: { maxConcurrency: null, requestRate: 'inf', numPrompts: toCount(59) },
      runId: 'Modal, offline',
      throughput: { ...facts.throughput, totalTokensPerS: toTokensPerSecond(Number(tokensPerS)) },
      provenance: {
        'throughput.totalTokensPerS': `mean of ${runs} runs; output or total tokens is not stated, so at least this many`,
      },
      extra: { sourceName, meanOfRuns: Number(runs), offline: true },
    });
  });
}
