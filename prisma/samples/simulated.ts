import { type BaseMeasurement, emptyMeasurement } from '@/lib/domain/measurement';
import { anEngine } from '@/lib/domain/topology';
import { aSourceFile } from '@/lib/importers/testing/source-file';
import { readFile } from '@/lib/importers/read-file';
import { benchVirtually } from '@/lib/simulator/bench-virtually';
import { parseServeArguments } from '@/lib/simulator/cli/serve-arguments';
import { planDeployment } from '@/lib/simulator/settings/deployment';
import { readEnvironment } from '@/lib/simulator/settings/environment';
import { SIMULATOR_VERSION } from '@/lib/simulator/version';
import { toCount, toTokens } from '@/lib/units/quantities';
import { aSample } from './a-sample';

/** Sizes of a deployment, as on a command line. */
interface Sizes {
  tp: number;
  pp: number;
  dp: number;
}

const sourceName = 'Kneepoint simulator: Llama 3.1 70B FP8 on 8 x H100, no GPU was used';
export const simulatedFile = 'simulated-70b-8xh100.json';
const model = 'meta-llama/Llama-3.1-70B-Instruct-FP8';
const maxModelLen = 2048;
const [inputTokens, outputTokens] = [1024, 256];

/** TP alone, then what the same GPUs give as pipeline stages or as ranks. */
export const simulatedGrid: readonly Sizes[] = [
  ...[1, 2, 4, 8].map((tp) => ({ tp, pp: 1, dp: 1 })),
  ...[1, 2, 4].map((tp) => ({ tp, pp: 2, dp: 1 })),
  { tp: 2, pp: 4, dp: 1 },
  ...[1, 2, 4].map((tp) => ({ tp, pp: 1, dp: 2 })),
  { tp: 2, pp: 1, dp: 4 },
];
export const simulatedLoads = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/** Long enough for every load to be steady for most of its run. */
const requestsAt = (concurrency: number) => Math.max(480, 10 * concurrency);

/** The simulator's curves over TP x PP x DP, run in its own time. */
export async function simulatedSamples(grid = simulatedGrid, loads = simulatedLoads): Promise<BaseMeasurement[]> {
  const samples: BaseMeasurement[] = [];
  for (const sizes of grid) {
    for (const concurrency of loads) samples.push(await simulate(sizes, concurrency, samples.length));
  }
  return samples;
}

async function simulate({ tp, pp, dp }: Sizes, concurrency: number, index: number): Promise<BaseMeasurement> {
  const load = { concurrency, requests: requestsAt(concurrency), inputTokens, outputTokens };
  const result = benchVirtually(engineOf({ tp, pp, dp }), model, load, new Date(0));
  const outcome = await readFile(aSourceFile(JSON.stringify(result, sixDigits)));
  const [read] = outcome.measurements;
  if (!read) throw new Error(`the simulator's own result cannot be read: ${JSON.stringify(outcome.problems)}`);
  const { source: _source, ...facts } = read;
  return aSample(simulatedFile, index, {
    ...facts,
    deployment: {
      ...facts.deployment,
      precision: 'fp8',
      engine: 'vllm',
      engineVersion: SIMULATOR_VERSION,
      hardware: {
        ...facts.deployment.hardware,
        gpu: 'H100',
        gpus: toCount(tp * pp * dp),
        gpusPerNode: toCount(8),
        nodes: toCount(1),
      },
      topology: [anEngine({ tp, pp, dp })],
      flags: { 'max-model-len': maxModelLen },
    },
    workload: {
      ...facts.workload,
      dataset: 'random',
      isl: toTokens(inputTokens),
      osl: toTokens(outputTokens),
      ignoreEos: true,
    },
    runId: 'Simulated, 8 × H100',
    origin: 'simulated',
    // Nobody waited for it and no client was there.
    measuredAt: null,
    evidence: { ...facts.evidence, clientLagP99Ms: emptyMeasurement(read.source).evidence.clientLagP99Ms },
    provenance: {},
    extra: { sourceName },
  });
}

/** More digits would be none of a measurement, and not the same on every machine. */
const sixDigits = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

function engineOf({ tp, pp, dp }: Sizes) {
  const sizes = ['-tp', tp, '-pp', pp, '-dp', dp, '--max-model-len', maxModelLen].map(String);
  const parsed = parseServeArguments([model, ...sizes], () => '');
  const read = readEnvironment({ SIM_GPU: 'H100', SIM_GPUS: '8' });
  if ('problem' in parsed) throw new Error(parsed.problem);
  if ('problem' in read) throw new Error(read.problem);
  const planned = planDeployment(parsed.arguments, read.environment);
  if ('kind' in planned) throw new Error(planned.message);
  return planned.deployment.config;
}
