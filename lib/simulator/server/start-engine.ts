import { planMemory, type MemoryPlan } from '../engine/memory-plan';
import type { GpuLedger } from '../hardware/gpu-ledger';
import type { Deployment } from '../settings/deployment';
import type { Failures } from '../settings/failures';
import {
  checkCache,
  checkFreeMemory,
  checkWeights,
  noCacheMemory,
  outOfMemory,
  type MemoryProblem,
} from '../settings/memory-check';
import { logCache, logEngineConfig, logLoaded, logReady } from './engine-log';
import type { ServerLog, Speaker } from './server-log';

interface StartOptions {
  readonly deployment: Deployment;
  readonly failures: Failures;
  readonly startupS: number;
  readonly log: ServerLog;
  readonly engines: readonly Speaker[];
  readonly ledger: GpuLedger | null;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Told as soon as the memory of the GPUs is taken, and how much of each. */
  readonly onMemoryTaken: (mibPerGpu: number) => void;
}

/** Shares of the start-up time: until the engine speaks, weights, profiling, graphs. */
const PHASES = { begin: 0.2, load: 0.4, profile: 0.2, capture: 0.2 };

/** The engine's way from its first line to readiness, with the waits and the lines of the real one, or what stops it. */
export async function startEngine(options: StartOptions): Promise<{ plan: MemoryPlan } | { problem: MemoryProblem }> {
  const { deployment, failures, startupS, log, engines, sleep } = options;
  const { config, gpus } = deployment;
  const plan = planMemory(config);
  await sleep(PHASES.begin * startupS);
  engines.forEach((engine, rank) => logEngineConfig(log, engine, deployment, rank));
  const taken = checkFreeMemory(config, gpus, usedMemory(options.ledger));
  if (taken) return { problem: taken };
  options.onMemoryTaken(Math.min(config.gpu.memoryMiB, plan.weightBytesPerGpu / 2 ** 20));
  for (const engine of engines)
    log.say(
      worker(engine, config.layout),
      'INFO',
      'gpu_model_runner.py:4780',
      `Starting to load model ${deployment.model}...`,
    );
  await sleep(PHASES.load * startupS);
  const tooLarge = failures.has('oom') ? outOfMemory(config) : checkWeights(config);
  if (tooLarge) return { problem: tooLarge };
  if (failures.has('never-ready')) await sleep(Infinity);
  for (const engine of engines) logLoaded(log, worker(engine, config.layout), plan, PHASES.load * startupS);
  await sleep(PHASES.profile * startupS);
  const noRoom = failures.has('no-kv-memory') ? noCacheMemory() : checkCache(config, plan);
  if (noRoom) return { problem: noRoom };
  for (const engine of engines) logCache(log, engine, worker(engine, config.layout), plan, config);
  options.onMemoryTaken(config.gpu.memoryMiB * config.gpuMemoryUtilization);
  await sleep(PHASES.capture * startupS + (failures.get('slow-start') ?? 0));
  for (const engine of engines)
    logReady(log, engine, worker(engine, config.layout), plan, (PHASES.profile + PHASES.capture) * startupS);
  return { plan };
}

/** The first worker of an engine; with one GPU the engine is its own. */
function worker(engine: Speaker, layout: { tp: number; pp: number; dp: number }): Speaker {
  if (layout.tp * layout.pp === 1) return engine;
  const rank = engine.name.replace('EngineCore', '').replace('_DP', 'DP');
  const parts = [rank, layout.pp > 1 ? 'PP0' : '', layout.tp > 1 ? 'TP0' : ''].filter(Boolean);
  return { name: `Worker_${parts.join('_')}`, pid: engine.pid };
}

function usedMemory(ledger: GpuLedger | null): Map<number, number> {
  const used = new Map<number, number>();
  for (const entry of ledger?.list() ?? []) {
    for (const gpu of entry.gpus) used.set(gpu, (used.get(gpu) ?? 0) + entry.memoryMiB);
  }
  return used;
}
