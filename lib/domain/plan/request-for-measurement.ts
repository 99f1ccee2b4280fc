import type { Measurement } from '../measurement';
import { isModelName } from './names';
import { type JobRequest, jobRequest, type JobRequestInput } from './job-request';
import { flagProblem } from './server-flags';

type Source = Pick<Measurement, 'deployment' | 'load' | 'workload'>;

/** A request, and in sentences what of the measurement it could not take over. */
export interface RequestLike {
  request: JobRequest;
  notes: string[];
}

/**
 * A request that would measure something like a stored measurement on a target: its model, topology, flags, workload
 * and load. What the measurement does not say, or a job may not set, is left out and noted.
 */
export function requestForMeasurement({ deployment, load, workload }: Source, target: string): RequestLike {
  const notes: string[] = [];
  const model = deployment.model !== null && isModelName(deployment.model) ? deployment.model : null;
  if (model === null) notes.push('The measurement does not name a model that can be served; choose one.');
  const request: JobRequestInput = {
    target,
    deployment: {
      source: 'started',
      model: model ?? 'choose/a-model',
      grid: gridOf(deployment, notes),
      flags: flagsOf(deployment, notes),
    },
    workloads: [workloadOf(workload, notes)],
    loads: loadsOf(load, notes),
  };
  return { request: jobRequest.parse(request), notes };
}

function gridOf({ topology }: Source['deployment'], notes: string[]) {
  const [group, ...others] = topology ?? [];
  if (!group) notes.push('Its topology is not known; TP1 stands in.');
  if (others.length > 0 || (group && group.replicas > 1))
    notes.push('It was served by several engine groups; a job starts one.');
  return group ? { tp: [group.tp], pp: [group.pp], dp: [group.dp] } : {};
}

function flagsOf({ flags }: Source['deployment'], notes: string[]) {
  return Object.entries(flags).flatMap(([name, value]) => {
    const plain = name.replace(/^-+/, '').replaceAll('_', '-');
    const flag =
      typeof value === 'boolean'
        ? { name: value ? plain : `no-${plain}`, value: null }
        : { name: plain, value: value === null ? null : String(value) };
    const problem = flagProblem(flag, 'serve');
    if (problem !== null) notes.push(`Left out: ${problem}`);
    return problem === null ? [flag] : [];
  });
}

function workloadOf({ dataset, isl, osl, lengthSpread, sharedPrefix }: Source['workload'], notes: string[]) {
  if (dataset !== null && dataset !== 'random') notes.push(`It used ${dataset}; random prompts stand in.`);
  if (isl === null || osl === null) {
    notes.push('Its prompt lengths were not declared; 1k/1k stands in.');
    return { kind: 'preset' as const, preset: '1k/1k' as const };
  }
  return {
    kind: 'random' as const,
    isl,
    osl,
    ...(lengthSpread !== null && lengthSpread < 1 ? { lengthSpread } : {}),
    ...(sharedPrefix === null ? {} : { sharedPrefix }),
  };
}

function loadsOf(
  { maxConcurrency, requestRate, numPrompts }: Source['load'],
  notes: string[],
): JobRequestInput['loads'] {
  if (maxConcurrency) return { mode: 'list', knob: 'concurrency', values: [maxConcurrency] };
  if (typeof requestRate === 'number' && requestRate > 0)
    return { mode: 'list', knob: 'request-rate', values: [requestRate] };
  if (numPrompts) return { mode: 'list', knob: 'prompts', values: [numPrompts] };
  notes.push('Its load is not known; concurrency 1 stands in.');
  return { mode: 'list', knob: 'concurrency', values: [1] };
}
