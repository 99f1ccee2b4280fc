import type { TargetFacts as Facts } from '@/lib/domain/plan/job-record';
import type { Target } from '@/lib/domain/plan/target';
import type { Executor, TargetFacts } from '@/lib/launch/executors/executor';
import { parseGpus } from '@/lib/launch/read-back/nvidia-smi';

/** Asks a target what it is, and says in words what stands against running anything there. */
export async function probeTarget(target: Target, executor: Executor): Promise<Facts> {
  const facts = await executor.probe();
  const { freeKiB } = facts.workFolder;
  return {
    at: new Date().toISOString(),
    system: facts.system,
    vllmVersion: facts.vllmVersion,
    gpus: facts.gpus === null ? null : parseGpus(facts.gpus).map(({ name }) => name),
    freeBytes: freeKiB === null ? null : freeKiB * 1024,
    problem: problemOf(target, facts),
  };
}

function problemOf({ name, workFolder, ownClient }: Target, facts: TargetFacts): string | null {
  if (!facts.workFolder.writable) return `Nothing can be written to ${workFolder}, the work folder of ${name}.`;
  if (facts.groups === null) return `${name} has neither setsid, job control nor python3 to run programs with.`;
  if (facts.http === null) return `${name} has neither curl nor python3 to ask a server with.`;
  if (facts.vllmVersion !== null) return null;
  const rest = ownClient ? ' A server that runs already can be measured from here.' : '';
  return `No vllm command was found on ${name}, so no server can be started there.${rest}`;
}
