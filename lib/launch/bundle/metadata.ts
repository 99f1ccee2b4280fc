import type { ServerFlag } from '@/lib/domain/plan/server-flags';
import type { PlannedWorkload } from '@/lib/domain/plan/workloads';
import type { RunContext } from './run-context';
import { variable, type Word } from './quote';

const pair = (key: string, value: string | number | boolean): Word => `${key}=${value}`;

function topologyWords({ attempt, target }: RunContext): Word[] {
  const { topology, gpus } = attempt;
  if (!topology || gpus === null) return [];
  return [
    pair('tensor_parallel_size', topology.tp),
    pair('pipeline_parallel_size', topology.pp),
    pair('data_parallel_size', topology.dp),
    pair('num_gpus', gpus),
    pair('nodes', topology.nodes),
    ...(target.gpusPerNode ? [pair('gpus_per_node', target.gpusPerNode)] : []),
  ];
}

/** Flags under the names vLLM's own sweeps write them: `max_num_seqs=256`, `enable_prefix_caching=false`. */
function flagWord({ name, value }: ServerFlag): Word {
  const off = value === null && name.startsWith('no-');
  const key = (off ? name.slice(3) : name).replaceAll('-', '_');
  return pair(key, value ?? !off);
}

function workloadWords(workload: PlannedWorkload): Word[] {
  if (workload.kind === 'file') {
    return [pair('dataset_name', workload.format), pair('dataset_file', workload.path.split('/').at(-1)!)];
  }
  return [
    pair('dataset_name', 'random'),
    pair('random_input_len', workload.isl),
    pair('random_output_len', workload.osl),
    ...(workload.lengthSpread > 0 ? [pair('random_range_ratio', workload.lengthSpread)] : []),
    ...(workload.sharedPrefix > 0 ? [pair('random_prefix_len', workload.sharedPrefix)] : []),
    pair('ignore_eos', true),
  ];
}

/**
 * What a result of `vllm bench serve` would not say by itself, as `key=value` words; the importer reads them under
 * these names. Topology and flags are what was asked for: what ran is read back from the server's log.
 */
export function metadataWords(context: RunContext): Word[] {
  const { request, run, target, jobId } = context;
  const { deployment } = request;
  const started = deployment.source === 'started';
  return [
    pair('run_id', jobId),
    pair('repeat', run.repeat),
    ...topologyWords(context),
    variable('gpu_name', 'gpu_type='),
    ...(started
      ? [pair('engine', 'vllm'), variable('vllm_version', 'vllm_version=')]
      : [variable('server_version', 'engine_version=')]),
    ...(started ? deployment.flags.map(flagWord) : []),
    ...workloadWords(run.workload),
    pair('temperature', 0),
    pair('client_seed', run.seed),
    variable('client', 'client='),
    ...(target.simulated ? [pair('origin', 'simulated')] : []),
  ];
}
