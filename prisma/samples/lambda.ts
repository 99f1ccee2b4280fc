import { type BaseMeasurement, noLatencyStatistics } from '@/lib/domain/measurement';
import { anEngine } from '@/lib/domain/topology';
import { precisionFromName } from '@/lib/importers/precision-names';
import { toCount, toMilliseconds, toTokensPerSecond } from '@/lib/units/quantities';
import { aSample, noFacts } from './a-sample';

const sourceName = 'Lambda: vLLM throughput over median ITL, 320 prompts (table)';

/**
 * Lambda's published matrix: output tok/s over median ITL in ms, 320 ShareGPT prompts sent at once, TP = number of
 * GPUs. A row is a machine ("4xH100-80GB-SXM"), a column a model; "N/A" does not fit and is no measurement.
 */
export function lambdaSamples(file: string, csv: string): BaseMeasurement[] {
  const [head = '', ...rows] = csv.trim().split(/\r?\n/);
  const [, ...models] = head.split(',');
  const cells = rows.flatMap((row) => {
    const [machine = '', ...values] = row.split(',');
    return values.map((value, column) => ({ machine, model: models[column]!, value: value.trim() }));
  });
  return cells.filter(({ value }) => value !== 'N/A').map((cell, index) => cellSample(file, index, cell));
}

interface Cell {
  machine: string;
  model: string;
  value: string;
}

function cellSample(file: string, index: number, { machine, model, value }: Cell): BaseMeasurement {
  const [, gpus, gpu] = /^(\d+)x(.+)$/.exec(machine)!;
  const [outputTokensPerS, medianItlMs] = value.split('/').map(Number);
  const precision = precisionFromName(model);
  const facts = noFacts();
  return aSample(file, index, {
    ...facts,
    deployment: {
      ...facts.deployment,
      model,
      precision,
      engine: 'vllm',
      hardware: { ...facts.deployment.hardware, gpu: gpu!, gpus: toCount(Number(gpus)) },
      topology: [anEngine({ tp: Number(gpus) })],
    },
    workload: { ...facts.workload, dataset: 'ShareGPT' },
    load: { maxConcurrency: null, requestRate: 'inf', numPrompts: toCount(320) },
    runId: 'Lambda, 320 prompts',
    throughput: { ...facts.throughput, outputTokensPerS: toTokensPerSecond(outputTokensPerS!) },
    latency: { ...facts.latency, itlMs: { ...noLatencyStatistics(), median: toMilliseconds(medianItlMs!) } },
    provenance: {
      'deployment.topology': 'published text: tensor parallel over all GPUs',
      ...(precision !== null && { 'deployment.precision': 'model name' }),
    },
    extra: { sourceName },
  });
}
