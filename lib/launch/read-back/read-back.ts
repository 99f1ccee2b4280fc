import { z } from 'zod';
import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { PlannedAttempt, PlannedRun } from '@/lib/domain/plan/plan';
import { type LoadMetrics, metricsBetween } from './load-metrics';
import { chosenGpus, meanWattsPerGpu, parseGpus } from './nvidia-smi';
import { readServerLog, type ServerLogFacts } from '@/lib/vllm/server-log/server-log';

/** Files of a job folder, as text; null where a file is not there. */
export interface ReadBackFiles {
  serverLog: string | null;
  models: string | null;
  version: string | null;
  gpus: string | null;
  chosenGpus: string | null;
  metricsBefore: string | null;
  metricsAfter: string | null;
  power: string | null;
}

/** What ran, as far as machine and server said so themselves. null: they did not. */
export interface ReadBack {
  model: string | null;
  engineVersion: string | null;
  topology: { tp: number; pp: number; dp: number } | null;
  gpu: string | null;
  gpus: number | null;
  driver: string | null;
  dtype: string | null;
  quantization: string | null;
  kvCacheDtype: string | null;
  kvCacheTokens: number | null;
  maxConcurrency: number | null;
  metrics: LoadMetrics | null;
  speculative: boolean | null;
  meanWattsPerGpu: number | null;
  /** What ran differs from what was asked for: sentences, empty where all that can be compared agrees. */
  differences: string[];
}

/**
 * Puts together what a job folder says about one of its runs. Everything of it was written by vLLM, nvidia-smi or the
 * server asked: it is compared with the plan, never taken as an instruction.
 */
export function readBack(
  files: ReadBackFiles,
  asked: { request: JobRequest; attempt: PlannedAttempt; run: PlannedRun },
): ReadBack {
  const log = files.serverLog === null ? null : readServerLog(files.serverLog);
  const served = servedModels(files.models);
  const gpus = files.gpus === null ? [] : chosenGpus(parseGpus(files.gpus), files.chosenGpus);
  const metrics = metricsOf(files, asked.run);
  const topology =
    log === null || log.tp === null ? null : { tp: log.tp, pp: log.pp ?? 1, dp: log.dp ?? metrics?.engines ?? 1 };
  const names = [...new Set(gpus.map(({ name }) => name))];
  const facts = {
    model: served[0] ?? log?.model ?? null,
    engineVersion: versionIn(files.version) ?? log?.version ?? null,
    topology,
    gpu: names.length === 1 ? names[0]! : null,
    gpus: gpus.length || null,
    driver: gpus[0]?.driver ?? null,
  };
  return {
    ...facts,
    ...settingsOf(log),
    kvCacheTokens: log?.kvCacheTokens ?? metrics?.kvCacheTokens ?? null,
    maxConcurrency: log?.maxConcurrency ?? null,
    metrics,
    speculative: speculativeIn(log, metrics),
    meanWattsPerGpu: files.power === null ? null : meanWattsPerGpu(files.power),
    differences: differencesOf(facts, names, served, asked),
  };
}

const settingsOf = (log: ServerLogFacts | null) => ({
  dtype: log?.dtype ?? null,
  quantization: log?.quantization ?? null,
  kvCacheDtype: log?.kvCacheDtype ?? null,
});

function metricsOf(
  { metricsBefore, metricsAfter }: ReadBackFiles,
  { workload, warmups }: PlannedRun,
): LoadMetrics | null {
  if (metricsBefore === null || metricsAfter === null) return null;
  const promptTokens = workload.kind === 'random' ? workload.isl + workload.sharedPrefix : 0;
  return metricsBetween(metricsBefore, metricsAfter, { count: warmups, promptTokens });
}

function speculativeIn(log: ServerLogFacts | null, metrics: LoadMetrics | null): boolean | null {
  if (metrics?.acceptanceLength) return true;
  if (log?.arguments) return log.arguments.speculative_config !== undefined;
  return null;
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

const word = z.string().nullish().catch(null);
const modelList = z.object({ data: z.array(z.object({ id: word, root: word }).catch({})) });
const versionAnswer = z.object({ version: z.string() });

/** Names under which the server serves, and what is behind them. */
function servedModels(models: string | null): string[] {
  const served = modelList.safeParse(parseJson(models)).data?.data ?? [];
  return served.flatMap(({ id, root }) => [id, root]).filter((name) => typeof name === 'string');
}

const versionIn = (version: string | null): string | null =>
  versionAnswer.safeParse(parseJson(version)).data?.version.slice(0, 100) ?? null;

function differencesOf(
  ran: Pick<ReadBack, 'topology' | 'gpus'>,
  gpuNames: string[],
  served: string[],
  { request, attempt }: { request: JobRequest; attempt: PlannedAttempt },
): string[] {
  const differences: string[] = [];
  const { model } = request.deployment;
  if (model !== null && served.length > 0 && !served.includes(model)) {
    differences.push(`${model} was asked for; the server serves ${served[0]}.`);
  }
  if (ran.topology && attempt.topology) {
    for (const size of ['tp', 'pp', 'dp'] as const) {
      const [asked, found] = [attempt.topology[size], ran.topology[size]];
      if (asked !== found)
        differences.push(`${size.toUpperCase()}${asked} was asked for; the server runs ${size.toUpperCase()}${found}.`);
    }
  }
  if (ran.gpus !== null && attempt.gpus !== null && ran.gpus !== attempt.gpus) {
    differences.push(`${attempt.gpus} GPUs were asked for; the server was given ${ran.gpus}.`);
  }
  if (gpuNames.length > 1) differences.push(`The GPUs are not alike: ${gpuNames.join(', ')}.`);
  return differences;
}
