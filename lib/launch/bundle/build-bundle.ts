import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { Plan, PlannedAttempt, PlannedRun } from '@/lib/domain/plan/plan';
import type { Target } from '@/lib/domain/plan/target';
import { benchServeOptions, benchThroughputOptions } from './bench-command';
import { attemptName, type Bundle, bundleVersion } from './bundle';
import { commandLines, quote, quoteAll } from './quote';
import type { RunContext } from './run-context';
import { serveLines } from './serve-command';
import { runScript } from './shell-text';

/** An endpoint whose address has been looked up and checked; see `endpoint-guard.ts`. */
export interface PinnedEndpoint {
  /** With a number for the name where that is possible, without a slash at its end. */
  url: string;
  /** The name, where `url` has a number instead. */
  host: string | null;
  /** "name:port:address" for clients that can be told, where `url` keeps the name. */
  resolve: string | null;
  /** Names and addresses that are reached without a proxy. */
  direct: string[];
}

export interface BundleInput {
  plan: Plan;
  attempt: PlannedAttempt;
  target: Target;
  jobId: string;
  tryNumber: number;
  /** For an endpoint; null for a deployment that is started. */
  endpoint: PinnedEndpoint | null;
  timing?: Partial<BundleTiming>;
}

/** Seconds that a request does not decide. */
export interface BundleTiming {
  /** From asking a server or a client to end, to ending it. */
  serverGraceS: number;
  clientGraceS: number;
  /** How long an adaptive job waits for its next load before it ends by itself. */
  nextLoadS: number;
}
const usualTiming: BundleTiming = { serverGraceS: 30, clientGraceS: 5, nextLoadS: 1800 };

/**
 * Everything one attempt needs on the target, as text files: a script a person can read and run by hand
 * (`sh run.sh`), its settings, one file per load, and the plan. Throws where the attempt has problems: what the
 * preview shows as refused is never built.
 */
export function buildBundle(input: BundleInput): Bundle {
  const { plan, attempt, jobId, tryNumber } = input;
  if (!plan.valid || attempt.problems.length > 0) throw new RangeError(`${attempt.label} cannot run as planned.`);
  const { request } = plan;
  const bundle = { version: bundleVersion, jobId, attemptKey: attempt.key, tryNumber } as const;
  return {
    ...bundle,
    environment: request.deployment.environment,
    files: [
      { path: 'version', content: `kneepoint-job ${bundleVersion}\n` },
      { path: 'run.sh', content: runScript() },
      { path: 'job.sh', content: jobScript(input, attemptName(bundle)) },
      ...(input.target.prologue.length > 0
        ? [{ path: 'prologue.sh', content: `${input.target.prologue.join('\n')}\n` }]
        : []),
      ...attempt.runs.map((run) => ({ path: `loads/${run.name}.sh`, content: loadScript(input, run) })),
      {
        path: 'plan.json',
        content: `${JSON.stringify({ jobId, tryNumber, target: describeTarget(input.target), request, attempt }, null, 2)}\n`,
      },
    ],
  };
}

/** What a reader of the folder should know of the target: not its paths. */
const describeTarget = ({ id, name, simulated, gpu, gpusPerNode, nodes }: Target) => ({
  id,
  name,
  simulated,
  gpu,
  gpusPerNode,
  nodes,
});

const setting = (name: string, value: string | number) => `${name}=${quote(String(value))}\n`;

function jobScript(input: BundleInput, name: string): string {
  const { plan, attempt, target, endpoint } = input;
  const { request } = plan;
  return [
    `# ${attempt.label}, ${attempt.runs.length} loads; read by run.sh.\n`,
    setting('attempt_name', name),
    setting('kind', request.kind),
    setting('adaptive', request.loads.mode === 'adaptive' ? 'yes' : 'no'),
    setting('gpus_needed', request.deployment.source === 'started' ? attempt.gpus! : 0),
    setting('gpu_check', target.gpuCheck),
    setting('gpu_free_below_mib', 1024),
    setting('gpu_name', gpuName(request, target)),
    setting('port_first', target.ports.first),
    setting('port_last', target.ports.last),
    setting('required_environment', request.deployment.environment.join(' ')),
    setting('environment_file', target.environmentFile ?? ''),
    setting('endpoint', endpoint?.url ?? ''),
    setting('endpoint_host', endpoint?.host ?? ''),
    setting('endpoint_resolve', endpoint?.resolve ?? ''),
    setting('endpoint_direct', endpoint?.direct.join(',') ?? ''),
    setting('own_client', target.ownClient ? 'yes' : ''),
    ...deadlines(request, { ...usualTiming, ...input.timing }),
    '\n',
    programs(input),
  ].join('');
}

const gpuName = ({ deployment }: JobRequest, target: Target): string =>
  (deployment.source === 'already-running' ? deployment.gpu : target.gpu) ?? '';

function deadlines({ deadlines: asked }: JobRequest, timing: BundleTiming): string[] {
  return [
    setting('version_deadline_s', 300),
    setting('http_deadline_s', 10),
    setting('ready_deadline_s', asked.readyS),
    setting('job_deadline_s', asked.attemptS ?? 0),
    setting('next_deadline_s', timing.nextLoadS),
    setting('server_grace_s', timing.serverGraceS),
    setting('client_grace_s', timing.clientGraceS),
    setting('failures_allowed', 3),
  ];
}

/** The commands of this job as shell functions: nothing else in the script names a program to run. */
function programs({ plan: { request }, attempt, target }: BundleInput): string {
  const vllm = quoteAll(target.vllm);
  const bench = `${vllm} bench ${request.kind}`;
  const own = target.ownClient ? `    kneepoint) run_client ${quoteAll(target.ownClient)} "$@" ;;\n` : '';
  return [
    `vllm_is_here() { command -v ${quote(target.vllm[0]!)} >/dev/null 2>&1; }\n`,
    `ask_version() { bounded "$version_deadline_s" preflight/vllm-version.txt ${vllm} --version; }\n`,
    `bench_client() {\n  case $client in\n${own}    *) run_client ${bench} "$@" ;;\n  esac\n}\n`,
    request.kind === 'serve' && request.deployment.source === 'started' && attempt.topology
      ? `serve() {\n  ${serveLines(request, attempt.topology, target, '  ')}\n}\n`
      : '',
  ].join('');
}

function loadScript({ plan, attempt, target, jobId, endpoint }: BundleInput, run: PlannedRun): string {
  const { request } = plan;
  const context: RunContext = { request, attempt, run, target, jobId, endpointHost: endpoint?.host ?? null };
  const options = request.kind === 'throughput' ? benchThroughputOptions(context) : benchServeOptions(context);
  return [
    `# ${run.key}: ${describeLoad(run)}\n`,
    setting('load_deadline_s', run.deadlineS),
    `bench() {\n  ${commandLines('bench_client', options, '  ')}\n}\n`,
  ].join('');
}

function describeLoad({ workload, load, repeat }: PlannedRun): string {
  const cap = load.maxConcurrency === null ? '' : `, concurrency ${load.maxConcurrency}`;
  const rate = load.requestRate === 'inf' ? '' : `, ${load.requestRate} requests/s`;
  return `${workload.name}${cap}${rate}, ${load.numPrompts} prompts, repeat ${repeat}`;
}
