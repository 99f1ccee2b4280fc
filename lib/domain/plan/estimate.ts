import type { PlannedRun } from './plan';

/**
 * How fast a deployment is taken to be before anything is known about it: time per output token grows with the
 * requests in service of one data-parallel rank (TPOT = a + b·B, the law measured curves follow), prompts are read at
 * a rate per GPU. Coarse on purpose; results of earlier runs make a better pace.
 */
export interface Pace {
  /** From the start of the server to its first answer, and from the start of a client to its first request. */
  serverStartS: number;
  clientStartS: number;
  tpotBaseMs: number;
  tpotPerRequestMs: number;
  prefillTokensPerSPerGpu: number;
}

export const coarsePace: Pace = {
  serverStartS: 180,
  clientStartS: 15,
  tpotBaseMs: 15,
  tpotPerRequestMs: 0.15,
  prefillTokensPerSPerGpu: 8000,
};

/** Tokens in and out of one request; a file's are not known beforehand. */
function lengthsOf({ workload }: Pick<PlannedRun, 'workload'>): { isl: number; osl: number } {
  if (workload.kind === 'file') return { isl: 512, osl: workload.osl ?? 256 };
  return { isl: workload.isl + workload.sharedPrefix, osl: workload.osl };
}

/**
 * Seconds one run takes, client start included: batches of as many requests as are let in, each as long as reading its
 * prompts and then decoding one answer. With a request rate, the arrivals and one answer.
 */
export function estimateRun(
  run: Pick<PlannedRun, 'workload' | 'load' | 'warmups'>,
  { gpus, dp }: { gpus: number; dp: number },
  pace: Pace = coarsePace,
): number {
  const { isl, osl } = lengthsOf(run);
  const { maxConcurrency, requestRate, numPrompts } = run.load;
  const answerS = (inService: number) =>
    (isl * inService) / (pace.prefillTokensPerSPerGpu * gpus) +
    (osl * (pace.tpotBaseMs + (pace.tpotPerRequestMs * inService) / dp)) / 1000;
  const atOnce = Math.min(maxConcurrency ?? 256, numPrompts);
  const batches = (prompts: number) => Math.ceil(prompts / atOnce) * answerS(atOnce);
  const measuredS = requestRate === 'inf' ? batches(numPrompts) : numPrompts / requestRate + answerS(1);
  return pace.clientStartS + measuredS + (run.warmups > 0 ? batches(run.warmups) : 0);
}
