import type { JobRequest } from './job-request';
import { ladder } from './adaptive-settings';
import type { PlanProblem } from './plan';
import { flagProblem } from './server-flags';

/** What stands against a request as a whole, whatever the target; empty where nothing does. */
export function requestProblems(request: JobRequest): PlanProblem[] {
  return [
    ...gridProblems(request),
    ...flagProblems(request),
    ...environmentProblems(request),
    ...loadProblems(request),
    ...offlineProblems(request),
    ...endpointProblems(request),
  ];
}

function gridProblems({ deployment }: JobRequest): PlanProblem[] {
  if (deployment.source !== 'started' || deployment.grid.only === null) return [];
  const { tp, pp, dp, only } = deployment.grid;
  const outside = only.filter((cell) => !tp.includes(cell.tp) || !pp.includes(cell.pp) || !dp.includes(cell.dp));
  return outside.map((cell) => ({
    code: 'grid',
    message: `TP${cell.tp} x PP${cell.pp} x DP${cell.dp} is asked for, but is no combination of the grid's sizes.`,
  }));
}

function flagProblems({ deployment, kind }: JobRequest): PlanProblem[] {
  if (deployment.source !== 'started') return [];
  const names = deployment.flags.map(({ name }) => name.replace(/^no-/, ''));
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  return [
    ...deployment.flags.flatMap((flag) => {
      const message = flagProblem(flag, kind);
      return message === null ? [] : [{ code: 'flag', message }];
    }),
    ...twice.map((name) => ({ code: 'flag', message: `--${name} is given more than once.` })),
  ];
}

/** Names whose values belong to Kneepoint itself, that the job decides, or that make programs run something else. */
const reservedNames =
  /^(KNEEPOINT_.*|DATABASE_URL|CUDA_VISIBLE_DEVICES|CUDA_DEVICE_ORDER|PATH|IFS|ENV|BASH.*|SHELLOPTS|PS[0-9]|LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|NODE_OPTIONS|PYTHONSTARTUP)$/;
/** The job's script has its own variables in lower case; what programs know in it are the proxies. */
const ownNames = /[a-z]/;
const proxies = /^(https?|all|ftp)_proxy$/;
const isReserved = (name: string) => reservedNames.test(name) || (ownNames.test(name) && !proxies.test(name));

function environmentProblems({ deployment }: JobRequest): PlanProblem[] {
  return deployment.environment
    .filter(isReserved)
    .map((name) => ({ code: 'environment', message: `The environment variable ${name} cannot be passed to a job.` }));
}

function loadProblems({ loads, deployment, kind }: JobRequest): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (loads.mode === 'adaptive' && ladder(loads).length === 0) {
    problems.push({ code: 'loads', message: `The loads end at ${loads.to}, below their start ${loads.from}.` });
  }
  if (loads.mode === 'adaptive' && kind === 'throughput') {
    problems.push({
      code: 'loads',
      message: 'Adaptive loads need a server; an offline run has no concurrency to vary.',
    });
  }
  if (deployment.source === 'already-running' && loads.per !== 'absolute' && deployment.topology === null) {
    const unit = loads.per === 'gpu' ? 'GPU' : 'data-parallel rank';
    const message = `Loads per ${unit} need the endpoint's TP, PP and DP, which nobody has stated.`;
    problems.push({ code: 'loads', message });
  }
  return problems;
}

function offlineProblems({ kind, deployment, loads, workloads }: JobRequest): PlanProblem[] {
  if (kind !== 'throughput') return [];
  const problems: PlanProblem[] = [];
  if (deployment.source === 'already-running') {
    const message = 'An offline throughput run starts its own engine; it cannot measure a server that runs already.';
    problems.push({ code: 'offline', message });
  }
  if (loads.mode === 'list' && loads.knob !== 'prompts') {
    problems.push({ code: 'loads', message: 'The load of an offline run is its number of prompts.' });
  }
  if (workloads.some((workload) => workload.kind === 'preset' && workload.preset === 'chat')) {
    problems.push({
      code: 'workload',
      message: 'The chat preset needs a server; an offline run has no chat endpoint.',
    });
  }
  return problems;
}

function endpointProblems({ deployment }: JobRequest): PlanProblem[] {
  if (deployment.source !== 'already-running') return [];
  const url = URL.canParse(deployment.baseUrl) ? new URL(deployment.baseUrl) : null;
  const refuse = (message: string) => [{ code: 'endpoint', message }];
  if (!url) return refuse('The address of the endpoint is not a URL.');
  if (url.username || url.password) {
    return refuse(
      'The address of the endpoint holds a user name or password; name OPENAI_API_KEY as an environment variable instead.',
    );
  }
  if (url.search || url.hash)
    return refuse('The address of the endpoint has a query or a fragment; give the server itself.');
  if (/\/v1\/?$/.test(url.pathname))
    return refuse('Give the address without "/v1": the paths of the API are added to it.');
  if (!/^[A-Za-z0-9._~/-]*$/.test(url.pathname)) return refuse('The path of the endpoint holds unusual characters.');
  return [];
}
