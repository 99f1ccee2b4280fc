import { type BaseMeasurement, type LatencyStatistics, noLatencyStatistics } from '@/lib/domain/measurement';
import { anEngine } from '@/lib/domain/topology';
import {
  toCount,
  toMilliseconds,
  toRequestsPerSecond,
  toSeconds,
  toTokens,
  toTokensPerSecond,
} from '@/lib/units/quantities';
import { aSample, noFacts } from './a-sample';

/** A printed result and the deployment it was measured on, as the KubeAI project published them. */
export interface KubeaiRun {
  file: string;
  result: string;
  spec: string;
}

const sourceName = 'KubeAI: Llama 3.1 70B FP8 on 8 x L4, pipeline against tensor parallel';
/** argparse takes any unambiguous beginning of a flag; the published spec makes use of it. */
const fullNames: Readonly<Record<string, string>> = { 'max-num-batched-token': 'max-num-batched-tokens' };
/** Flags that have a field of their own. */
const ownFields = new Set(['tensor-parallel-size', 'pipeline-parallel-size', 'kv-cache-dtype']);

/** The published comparison of PP4 x TP2 with PP2 x TP4: 1000 ShareGPT prompts sent at once. */
export function kubeaiSamples(runs: KubeaiRun[]): BaseMeasurement[] {
  return runs.map((run, index) => {
    const flags = flagsOf(run.spec);
    const value = (label: string) => numberAfter(run.result, label);
    const facts = noFacts();
    const completed = value('Successful requests:');
    return aSample(run.file, index, {
      ...facts,
      deployment: {
        ...facts.deployment,
        model: /url: hf:\/\/(\S+)/.exec(run.spec)![1]!,
        precision: 'fp8',
        kvCacheDtype: String(flags['kv-cache-dtype']),
        engine: 'vllm',
        hardware: { gpu: 'L4', gpus: toCount(8), gpusPerNode: toCount(8), nodes: toCount(1), interconnect: 'PCIe' },
        topology: [
          anEngine({ tp: Number(flags['tensor-parallel-size']), pp: Number(flags['pipeline-parallel-size']) }),
        ],
        flags: Object.fromEntries(Object.entries(flags).filter(([name]) => !ownFields.has(name))),
      },
      workload: { ...facts.workload, dataset: 'ShareGPT' },
      load: { maxConcurrency: null, requestRate: 'inf', numPrompts: toCount(1000) },
      runId: 'KubeAI, 8 × L4',
      counts: {
        ...facts.counts,
        requests: toCount(1000),
        completed: toCount(completed),
        inputTokens: toTokens(value('Total input tokens:')),
        outputTokens: toTokens(value('Total generated tokens:')),
      },
      durationS: toSeconds(value('Benchmark duration (s):')),
      throughput: {
        ...facts.throughput,
        requestsPerS: toRequestsPerSecond(value('Request throughput (req/s):')),
        outputTokensPerS: toTokensPerSecond(value('Output token throughput (tok/s):')),
        totalTokensPerS: toTokensPerSecond(value('Total Token throughput (tok/s):')),
      },
      latency: {
        ...facts.latency,
        ttftMs: statisticsOf('TTFT', value),
        tpotMs: statisticsOf('TPOT', value),
        itlMs: statisticsOf('ITL', value),
      },
      provenance: {
        'deployment.precision': 'model name',
        'deployment.topology': 'model spec',
        'deployment.topology.dp': 'assumed 1',
        'deployment.topology.replicas': 'assumed 1',
        'deployment.hardware': 'resource profile nvidia-gpu-l4:8, one pod',
        'load.requestRate': "the tool's default, not stated",
        'workload.dataset': 'published text',
      },
      extra: { sourceName, seed: 12345, env: { VLLM_ATTENTION_BACKEND: 'FLASHINFER' } },
    });
  });
}

function statisticsOf(name: string, value: (label: string) => number): LatencyStatistics {
  const ms = (statistic: string) => toMilliseconds(value(`${statistic} ${name} (ms):`));
  return { ...noLatencyStatistics(), mean: ms('Mean'), median: ms('Median'), p99: ms('P99') };
}

function numberAfter(result: string, label: string): number {
  const line = result.split(/\r?\n/).find((row) => row.startsWith(label));
  const number = Number(line?.slice(label.length));
  if (line === undefined || Number.isNaN(number)) throw new Error(`no "${label}" in the printed result`);
  return number;
}

function flagsOf(spec: string): Record<string, string | number | boolean> {
  const entries = [...spec.matchAll(/^\s*- --([\w-]+)(?:=(\S+))?$/gm)].map(
    ([, name, value]) => [fullNames[name!] ?? name!, typed(value)] as const,
  );
  return Object.fromEntries(entries);
}

function typed(value: string | undefined): string | number | boolean {
  if (value === undefined || value === 'true') return true;
  if (value === 'false') return false;
  return Number.isNaN(Number(value)) ? value : Number(value);
}
