import type { TopologySize } from '../topology-draft';

/** Fields a metadata key can speak of, apart from the sizes of the topology. */
export type MetadataField =
  | 'gpu'
  | 'gpus'
  | 'gpusPerNode'
  | 'nodes'
  | 'interconnect'
  | 'precision'
  | 'kvCacheDtype'
  | 'engine'
  | 'engineVersion'
  | 'image'
  | 'dataset'
  | 'isl'
  | 'osl'
  | 'sharedPrefix'
  | 'temperature'
  | 'ignoreEos'
  | 'repeat'
  | 'runId';

/**
 * Names people give to `--metadata` keys, lower case with underscores. vLLM writes them beside its own keys, as text;
 * its sweeps write server flags there as they are.
 */
const sizeKeys: Readonly<Record<TopologySize, readonly string[]>> = {
  tp: ['tensor_parallel_size', 'tp', 'tp_size', 'tensor_parallel'],
  pp: ['pipeline_parallel_size', 'pp', 'pp_size', 'pipeline_parallel'],
  dp: ['data_parallel_size', 'dp', 'dp_size', 'data_parallel'],
  pcp: ['prefill_context_parallel_size', 'pcp', 'pcp_size'],
  dcp: ['decode_context_parallel_size', 'dcp', 'dcp_size'],
  ep: ['expert_parallel_size', 'ep', 'ep_size', 'expert_parallel'],
  attentionDp: ['attention_dp', 'attention_dp_size'],
  replicas: ['replicas', 'num_replicas'],
};

const fieldKeys: Readonly<Record<MetadataField, readonly string[]>> = {
  gpu: ['gpu', 'gpu_type', 'gpu_name', 'gpu_model', 'accelerator', 'hardware', 'device_name'],
  gpus: ['num_gpus', 'gpu_count', 'gpus', 'n_gpus', 'total_gpus'],
  gpusPerNode: ['gpus_per_node'],
  nodes: ['nodes', 'num_nodes', 'nnodes', 'node_count'],
  interconnect: ['interconnect'],
  precision: ['precision', 'quantization', 'weight_dtype', 'dtype'],
  kvCacheDtype: ['kv_cache_dtype'],
  engine: ['engine', 'framework', 'inference_engine'],
  engineVersion: ['vllm_version', 'engine_version', 'version'],
  image: ['image', 'docker_image', 'container_image', 'vllm_image'],
  dataset: ['dataset', 'dataset_name'],
  isl: ['isl', 'input_len', 'input_length', 'random_input_len'],
  osl: ['osl', 'output_len', 'output_length', 'random_output_len'],
  sharedPrefix: ['random_prefix_len'],
  temperature: ['temperature'],
  ignoreEos: ['ignore_eos'],
  repeat: ['run_number', 'repeat', 'repetition'],
  runId: ['run_id', 'sweep_id', 'experiment_name'],
};

/** Flags of `vllm serve` that a sweep or a careful user puts beside the results; kept under the name of the flag. */
const serverFlags: ReadonlySet<string> = new Set([
  'max_model_len',
  'max_num_seqs',
  'max_num_batched_tokens',
  'gpu_memory_utilization',
  'block_size',
  'enable_prefix_caching',
  'enable_chunked_prefill',
  'enable_expert_parallel',
  'enforce_eager',
  'async_scheduling',
  'stream_interval',
  'performance_mode',
  'optimization_level',
  'compilation_config',
  'compilation_config.mode',
  'attention_backend',
  'moe_backend',
  'all2all_backend',
  'speculative_config',
  'kv_transfer_config',
  'cpu_offload_gb',
  'kv_offloading_size',
  'kv_offloading_backend',
]);

const targets = new Map<string, { size: TopologySize } | { field: MetadataField }>([
  ...Object.entries(sizeKeys).flatMap(([size, keys]) =>
    keys.map((key) => [key, { size: size as TopologySize }] as [string, { size: TopologySize }]),
  ),
  ...Object.entries(fieldKeys).flatMap(([field, keys]) =>
    keys.map((key) => [key, { field: field as MetadataField }] as [string, { field: MetadataField }]),
  ),
]);

const normalised = (key: string) => key.trim().toLowerCase().replaceAll('-', '_');

/** What a metadata key speaks of; null where it is nobody's we know. */
export const targetOf = (key: string) => targets.get(normalised(key)) ?? null;

/** The server flag a key is named after, "max_num_seqs" as "max-num-seqs"; null where it is none. */
export function serverFlagOf(key: string): string | null {
  const name = normalised(key);
  return serverFlags.has(name) ? name.replaceAll('_', '-') : null;
}

/** Words for "not known" that people write as a value. */
export const saysNothing = (value: unknown) =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && /^(?:n\/a|none|null|unknown|)$/i.test(value.trim()));
