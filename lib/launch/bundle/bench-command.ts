import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { PlannedRun } from '@/lib/domain/plan/plan';
import type { PlannedWorkload } from '@/lib/domain/plan/workloads';
import { metadataWords } from './metadata';
import { type Option, pathWord, variable } from './quote';
import type { RunContext } from './run-context';
import { engineOptions } from './serve-command';

const number = (value: number | string) => String(value);

function datasetOptions(workload: PlannedWorkload): Option[] {
  if (workload.kind === 'random') {
    return [
      ['--dataset-name', 'random'],
      ['--random-input-len', number(workload.isl), '--random-output-len', number(workload.osl)],
      ...(workload.lengthSpread > 0 ? [['--random-range-ratio', number(workload.lengthSpread)]] : []),
      ...(workload.sharedPrefix > 0 ? [['--random-prefix-len', number(workload.sharedPrefix)]] : []),
      ['--ignore-eos'],
    ];
  }
  const length = workload.format === 'sharegpt' ? '--sharegpt-output-len' : '--custom-output-len';
  return [
    ['--dataset-name', workload.format, '--dataset-path', pathWord(workload.path)],
    ...(workload.osl === null ? [] : [[length, number(workload.osl)]]),
  ];
}

function loadOptions({ load, warmups, seed }: PlannedRun): Option[] {
  return [
    ['--num-prompts', number(load.numPrompts), '--request-rate', number(load.requestRate)],
    ...(load.maxConcurrency === null ? [] : [['--max-concurrency', number(load.maxConcurrency)]]),
    ...(warmups > 0 ? [{ call: `$(warmup_flags ${warmups})` }] : []),
    ['--seed', number(seed), '--temperature', '0'],
  ];
}

/** The model as the server calls it, and what the client needs to make prompts for it. */
function modelOptions({ deployment }: JobRequest): Option[] {
  const model: Option = ['--model', deployment.model ?? variable('served_model')];
  if (deployment.source === 'already-running') {
    return [model, ...(deployment.tokenizer ? [['--tokenizer', deployment.tokenizer]] : [])];
  }
  const tokenizer = deployment.flags.find(({ name }) => name === 'tokenizer')?.value;
  const trusts = deployment.flags.some(({ name }) => name === 'trust-remote-code');
  return [model, ...(tokenizer ? [['--tokenizer', tokenizer]] : []), ...(trusts ? [['--trust-remote-code']] : [])];
}

/**
 * The options of `vllm bench serve` for one run: every percentile a chart or a check asks for, a seed of its own (a
 * repeated one would meet a warm prefix cache), and as metadata all that the result would not say by itself.
 */
export function benchServeOptions(context: RunContext): Option[] {
  const { request, run, endpointHost } = context;
  const chat = run.workload.api === 'chat';
  return [
    { call: `$(backend_flags ${chat ? 'openai-chat' : 'openai'})` },
    ['--base-url', variable('base_url'), '--endpoint', chat ? '/v1/chat/completions' : '/v1/completions'],
    ...(endpointHost === null ? [] : [['--header', `Host=${endpointHost}`]]),
    ...modelOptions(request),
    ...datasetOptions(run.workload),
    ...loadOptions(run),
    ['--percentile-metrics', 'ttft,tpot,itl,e2el', '--metric-percentiles', '50,90,95,99'],
    ['--save-result', '--result-dir', 'tmp', '--result-filename', `${run.name}.json`, '--disable-tqdm'],
    ['--metadata', ...metadataWords(context)],
  ];
}

function offlineDatasetOptions(workload: PlannedWorkload): Option[] {
  if (workload.kind === 'random') {
    return [
      ['--dataset-name', 'random', '--input-len', number(workload.isl), '--output-len', number(workload.osl)],
      ...(workload.lengthSpread > 0 ? [['--random-range-ratio', number(workload.lengthSpread)]] : []),
      ...(workload.sharedPrefix > 0 ? [['--prefix-len', number(workload.sharedPrefix)]] : []),
    ];
  }
  return [
    ['--dataset-name', workload.format, '--dataset-path', pathWord(workload.path)],
    ...(workload.osl === null ? [] : [['--output-len', number(workload.osl)]]),
  ];
}

/** The options of `vllm bench throughput` for one run; each such run starts an engine of its own. */
export function benchThroughputOptions({ request, attempt, run }: RunContext): Option[] {
  const { deployment } = request;
  if (deployment.source !== 'started' || !attempt.topology)
    throw new RangeError('An offline run starts its own engine.');
  return [
    ['--model', deployment.model],
    ...engineOptions(
      attempt.topology,
      deployment.flags.filter(({ name }) => name !== 'seed'),
    ),
    ...offlineDatasetOptions(run.workload),
    ['--num-prompts', number(run.load.numPrompts), '--seed', number(run.seed)],
    ['--output-json', `tmp/${run.name}.json`],
  ];
}
