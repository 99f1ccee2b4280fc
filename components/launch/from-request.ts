import type { JobRequest } from '@/lib/api/job-contracts';
import type { RequestedWorkload } from '@/lib/domain/plan/workloads';
import { offeredCells } from './chosen-cells';
import { writeFlagText } from './flag-text';
import { cellKey, emptyForm, type LaunchForm, type WorkloadDraft } from './launch-form';
import { writeNumberList } from './number-list';
import { choiceOfFlags, kvCaches, precisions } from './precisions';

/** A form filled in as a request says: what "measure this again" starts from. `toRequest` gives the request back. */
export function fromRequest(request: JobRequest): LaunchForm {
  const { prompts, deadlines, warmups } = request;
  return {
    ...emptyForm,
    name: request.name ?? '',
    target: request.target,
    kind: request.kind,
    source: request.deployment.source,
    ...deploymentFields(request.deployment),
    workloads: request.workloads.map(draftOf),
    ...loadFields(request.loads),
    repeats: String(request.repeats),
    promptsPerConcurrency: String(prompts.perConcurrency),
    promptsFloor: String(prompts.floor),
    promptsSeconds: String(prompts.seconds),
    warmups: warmups === 'concurrency' ? '' : String(warmups),
    seed: textOf(request.seed),
    readyS: String(deadlines.readyS),
    loadS: textOf(deadlines.loadS),
    attemptS: textOf(deadlines.attemptS),
  };
}

const textOf = (value: number | string | null): string => (value === null ? '' : String(value));
/** A share as per cent, without the digits floating point adds. */
const percent = (share: number): string => String(Number((share * 100).toPrecision(12)));

function deploymentFields(deployment: JobRequest['deployment']): Partial<LaunchForm> {
  const environment = deployment.environment.join(' ');
  if (deployment.source === 'already-running') {
    const { baseUrl, model, tokenizer, topology, gpu } = deployment;
    const stated = {
      tp: textOf(topology?.tp ?? null),
      pp: textOf(topology?.pp ?? null),
      dp: textOf(topology?.dp ?? null),
    };
    return {
      baseUrl,
      servedModel: model ?? '',
      tokenizer: tokenizer ?? '',
      stated,
      statedGpu: gpu ?? '',
      environment,
    };
  }
  const { grid, model } = deployment;
  const precision = choiceOfFlags(precisions, deployment.flags);
  const kvCache = choiceOfFlags(kvCaches, precision.rest);
  return {
    model,
    precision: precision.value,
    kvCache: kvCache.value,
    flags: writeFlagText(kvCache.rest),
    environment,
    sizes: { tp: writeNumberList(grid.tp), pp: writeNumberList(grid.pp), dp: writeNumberList(grid.dp) },
    cells: new Set((grid.only ?? offeredCells(grid)).map(cellKey)),
  };
}

function draftOf(workload: RequestedWorkload): WorkloadDraft {
  if (workload.kind === 'preset') return workload;
  const name = workload.name ?? '';
  if (workload.kind === 'file') return { ...workload, name, osl: textOf(workload.osl) };
  const { kind, isl, osl, lengthSpread, sharedPrefix, api } = workload;
  return {
    kind,
    name,
    isl: String(isl),
    osl: String(osl),
    spread: percent(lengthSpread),
    sharedPrefix: String(sharedPrefix),
    api,
  };
}

function loadFields(loads: JobRequest['loads']): Partial<LaunchForm> {
  if (loads.mode === 'list') {
    return { loadMode: 'list', knob: loads.knob, per: loads.per, values: writeNumberList(loads.values) };
  }
  const { from, to, stepsPerDoubling, minGainPerDoubling, bendPoints, dropDominated, limits } = loads;
  return {
    loadMode: 'adaptive',
    per: loads.per,
    adaptive: {
      from: String(from),
      to: String(to),
      stepsPerDoubling: String(stepsPerDoubling),
      minGain: percent(minGainPerDoubling),
      bendPoints: String(bendPoints),
      dropDominated,
      medianTtftMs: textOf(limits.medianTtftMs),
      medianTpotMs: textOf(limits.medianTpotMs),
      minTokensPerSPerUser: textOf(limits.minTokensPerSPerUser),
    },
  };
}
