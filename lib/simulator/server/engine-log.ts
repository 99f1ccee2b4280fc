import type { EngineConfig } from '../engine/engine-config';
import type { MemoryPlan } from '../engine/memory-plan';
import type { Deployment } from '../settings/deployment';
import { toPythonRepr, type FlagValue } from '@/lib/vllm/arguments/flag-values';
import { SIMULATOR_VERSION } from '../version';
import type { ServerLog, Speaker } from './server-log';

const GIB = 2 ** 30;

const BANNER = [
  '',
  '       █     █     █▄   ▄█',
  ` ▄▄ ▄█ █     █     █ ▀▄▀ █  version ${SIMULATOR_VERSION}`,
  '   █▄█▀ █     █     █     █  model   ',
  '    ▀▀  ▀▀▀▀▀ ▀▀▀▀▀ ▀     ▀',
  '',
];

/** What the API server says before anything is checked. */
export function logBanner(log: ServerLog, api: Speaker, model: string, nonDefaults: Record<string, FlagValue>): void {
  const banner = BANNER.map((line) => (line.endsWith('model   ') ? line + model : line));
  log.say(api, 'INFO', 'api_utils.py:339', banner.join('\n'));
  log.say(
    api,
    'WARNING',
    'kneepoint_simulator:1',
    'This is the Kneepoint simulator, not vLLM: no GPU computes anything here.',
  );
  log.say(api, 'INFO', 'api_utils.py:273', `non-default args: ${toPythonRepr(nonDefaults)}`);
}

/** What it says of a configuration it takes. */
export function logConfig(log: ServerLog, api: Speaker, config: EngineConfig): void {
  log.say(api, 'INFO', 'model.py:619', `Resolved architecture: ${config.model.architecture}`);
  log.say(api, 'INFO', 'model.py:1776', `Using max model len ${config.maxModelLen}`);
  if (config.chunkedPrefill) {
    log.say(
      api,
      'INFO',
      'scheduler.py:239',
      `Chunked prefill is enabled with max_num_batched_tokens=${config.maxNumBatchedTokens}.`,
    );
  }
  log.say(api, 'INFO', 'vllm.py:1042', 'Asynchronous scheduling is enabled.');
  if (config.enforceEager) {
    log.say(
      api,
      'WARNING',
      'vllm.py:1096',
      'Enforce eager set, disabling torch.compile and CUDAGraphs. This is equivalent to setting -cc.mode=none -cc.cudagraph_mode=none',
    );
  }
}

/** First words of an engine: its whole configuration, and where its workers are. */
export function logEngineConfig(log: ServerLog, engine: Speaker, deployment: Deployment, rank: number): void {
  const { model, config, servedNames } = deployment;
  const { layout, precision } = config;
  const python = (value: FlagValue) => toPythonRepr(value);
  const fields = [
    `model=${python(model)}`,
    'speculative_config=None',
    `tokenizer=${python(model)}`,
    'skip_tokenizer_init=False',
    'tokenizer_mode=auto',
    'revision=None',
    'tokenizer_revision=None',
    'trust_remote_code=False',
    `dtype=torch.${precision.dtype}`,
    `max_seq_len=${config.maxModelLen}`,
    'download_dir=None',
    'load_format=auto',
    `tensor_parallel_size=${layout.tp}`,
    `pipeline_parallel_size=${layout.pp}`,
    `data_parallel_size=${layout.dp}`,
    `decode_context_parallel_size=${layout.dcp}`,
    `prefill_context_parallel_size=${layout.pcp}`,
    `enable_expert_parallel=${python(deployment.expertParallel)}`,
    'disable_custom_all_reduce=False',
    `quantization=${precision.quantization ?? 'None'}`,
    `enforce_eager=${python(config.enforceEager)}`,
    `kv_cache_dtype=${precision.kvCacheDtype}`,
    'device_config=cuda',
    `seed=${config.seed}`,
    `served_model_name=${servedNames[0] ?? model}`,
    `enable_prefix_caching=${python(config.prefixCaching)}`,
    `enable_chunked_prefill=${python(config.chunkedPrefill)}`,
    'pooler_config=None',
  ];
  log.say(
    engine,
    'INFO',
    'core.py:114',
    `Initializing a V1 LLM engine (v${SIMULATOR_VERSION}) with config: ${fields.join(', ')}`,
  );
  const world = layout.tp * layout.pp * layout.pcp;
  for (let worker = 0; worker < world; worker += 1) {
    const tp = worker % layout.tp;
    const pp = Math.floor(worker / layout.tp) % layout.pp;
    const pcp = Math.floor(worker / (layout.tp * layout.pp));
    log.say(
      engine,
      'INFO',
      'parallel_state.py:1942',
      `rank ${worker} in world size ${world} is assigned as DP rank ${rank}, PP rank ${pp}, PCP rank ${pcp}, TP rank ${tp}, EP rank ${config.model.experts ? tp : 'N/A'}, EPLB rank N/A`,
    );
  }
}

/** The weights are there. */
export function logLoaded(log: ServerLog, worker: Speaker, plan: MemoryPlan, seconds: number): void {
  log.say(worker, 'INFO', 'default_loader.py:430', `Loading weights took ${seconds.toFixed(2)} seconds`);
  log.say(
    worker,
    'INFO',
    'gpu_model_runner.py:4879',
    `Model loading took ${(plan.weightBytesPerGpu / GIB).toFixed(2)} GiB memory and ${seconds.toFixed(6)} seconds`,
  );
}

/** Memory is measured and the cache laid out. */
export function logCache(
  log: ServerLog,
  engine: Speaker,
  worker: Speaker,
  plan: MemoryPlan,
  config: EngineConfig,
): void {
  const grouped = (value: number) => value.toLocaleString('en-US');
  log.say(
    worker,
    'INFO',
    'gpu_worker.py:462',
    `Available KV cache memory: ${(plan.availableKvBytes / GIB).toFixed(2)} GiB`,
  );
  if (config.numGpuBlocksOverride !== null) {
    log.say(
      engine,
      'INFO',
      'kv_cache_utils.py:901',
      `Overriding num_gpu_blocks=${plan.numBlocks} with num_gpu_blocks_override=${config.numGpuBlocksOverride}`,
    );
  }
  log.say(
    engine,
    'INFO',
    'kv_cache_utils.py:2312',
    `GPU KV cache size: ${grouped(plan.kvCacheTokens)} tokens, Maximum concurrency for ${grouped(config.maxModelLen)} tokens per request: ${plan.maxConcurrency.toFixed(2)}x`,
  );
}

/** Graphs are captured, unless they are switched off, and the engine is ready. */
export function logReady(log: ServerLog, engine: Speaker, worker: Speaker, plan: MemoryPlan, seconds: number): void {
  if (plan.graphBytes > 0) {
    log.say(
      worker,
      'INFO',
      'gpu_model_runner.py:5869',
      `Graph capturing finished in ${Math.max(1, Math.round(seconds))} secs, took ${(plan.graphBytes / GIB).toFixed(2)} GiB`,
    );
  }
  log.say(
    engine,
    'INFO',
    'core.py:379',
    `init engine (profile, create kv cache, warmup model) took ${seconds.toFixed(2)} s`,
  );
}
