import type { FlagSpec } from './argument-parser';

const QUANTIZATIONS = [
  'awq',
  'awq_marlin',
  'bitsandbytes',
  'compressed-tensors',
  'experts_int8',
  'fp8',
  'fp8_per_block',
  'fp8_per_tensor',
  'gguf',
  'gptq',
  'gptq_marlin',
  'modelopt',
  'modelopt_fp4',
  'modelopt_mxfp8',
  'mxfp4',
  'mxfp8',
  'nvfp4',
  'quark',
  'torchao',
];
const KV_CACHE_DTYPES = [
  'auto',
  'float16',
  'bfloat16',
  'fp8',
  'fp8_ds_mla',
  'fp8_e4m3',
  'fp8_e5m2',
  'fp8_inc',
  'fp8_per_token_head',
  'int4_per_token_head',
  'int8_per_token_head',
  'nvfp4',
  'nvfp4_4over6',
  'turboquant_k8v4',
  'turboquant_4bit_nc',
  'turboquant_3bit_nc',
];

/** Flags that change what the simulator does, in the order the real program declares them (the log prints that order). */
const EFFECTIVE: readonly FlagSpec[] = [
  { name: 'headless', kind: 'once' },
  { name: 'api-server-count', short: '-asc', kind: 'int' },
  { name: 'config', kind: 'str' },
  { name: 'host', kind: 'str' },
  { name: 'port', kind: 'int' },
  { name: 'disable-uvicorn-access-log', kind: 'boolean' },
  { name: 'api-key', kind: 'str', many: true },
  { name: 'enable-server-load-tracking', kind: 'boolean' },
  { name: 'enable-force-include-usage', kind: 'boolean' },
  { name: 'model', kind: 'str' },
  { name: 'dtype', kind: 'str', choices: ['auto', 'bfloat16', 'float', 'float16', 'float32', 'half'] },
  { name: 'seed', kind: 'int' },
  { name: 'max-model-len', kind: 'human_readable_int_or_auto' },
  { name: 'quantization', short: '-q', kind: 'str', choices: QUANTIZATIONS },
  { name: 'enforce-eager', kind: 'boolean' },
  { name: 'served-model-name', kind: 'str', many: true },
  { name: 'distributed-executor-backend', kind: 'str' },
  { name: 'pipeline-parallel-size', short: '-pp', kind: 'int' },
  { name: 'nnodes', short: '-n', kind: 'int' },
  { name: 'tensor-parallel-size', short: '-tp', kind: 'int' },
  { name: 'decode-context-parallel-size', short: '-dcp', kind: 'int' },
  { name: 'prefill-context-parallel-size', short: '-pcp', kind: 'int' },
  { name: 'data-parallel-size', short: '-dp', kind: 'int' },
  { name: 'enable-expert-parallel', short: '-ep', kind: 'boolean' },
  { name: 'block-size', kind: 'int' },
  { name: 'gpu-memory-utilization', kind: 'float' },
  { name: 'kv-cache-memory-bytes', kind: 'human_readable_int' },
  { name: 'kv-cache-dtype', kind: 'str', choices: KV_CACHE_DTYPES },
  { name: 'num-gpu-blocks-override', kind: 'int' },
  { name: 'enable-prefix-caching', kind: 'boolean' },
  { name: 'max-num-batched-tokens', kind: 'human_readable_int' },
  { name: 'max-num-seqs', kind: 'human_readable_int' },
  { name: 'enable-chunked-prefill', kind: 'boolean' },
  { name: 'disable-log-stats', kind: 'once' },
];

/** Flags the real program knows and the simulator reads without effect. */
const WITHOUT_EFFECT: Readonly<Record<string, { kind: FlagSpec['kind']; many?: boolean; names: string }>> = {
  switches: {
    kind: 'boolean',
    names: `allow-credentials enable-ssl-refresh return-tokens-as-token-ids disable-frontend-multiprocessing
      enable-request-id-headers enable-auto-tool-choice exclude-tools-when-tool-choice-none disable-fastapi-docs
      enable-prompt-tokens-details enable-tokenizer-info-endpoint enable-log-outputs enable-log-deltas log-error-stack
      enable-offline-docs enable-log-requests disable-log-requests trust-request-chat-template trust-remote-code
      allow-deprecated-quantization enable-return-routed-experts disable-sliding-window disable-cascade-attn
      skip-tokenizer-init enable-prompt-embeds enable-sleep-mode use-tqdm-on-load enable-ep-weight-filter enable-dbo
      enable-elastic-ep disable-nccl-for-dp-synchronization enable-eplb ray-workers-use-nsight
      disable-custom-all-reduce calculate-kv-scales kv-sharing-fast-prefill enable-mamba-cache-stochastic-rounding
      language-model-only enable-mm-embeds mm-encoder-only interleave-mm-strings skip-mm-profiling enable-lora
      enable-tower-connector-lora fully-sharded-loras specialize-active-lora kv-cache-metrics cudagraph-metrics
      enable-layerwise-nvtx-tracing enable-mfu-metrics enable-logging-iteration-details disable-chunked-mm-input
      scheduler-reserve-full-isl disable-hybrid-kv-cache-manager async-scheduling enable-flashinfer-autotune
      fail-on-environ-validation data-parallel-hybrid-lb data-parallel-external-lb
      data-parallel-multi-port-external-lb`,
  },
  once: { kind: 'once', names: 'aggregate-engine-logging tokens-only' },
  numbers: {
    kind: 'int',
    names: `node-rank master-port distributed-timeout-seconds dcp-kv-cache-interleave-size cp-kv-cache-interleave-size
      data-parallel-rank data-parallel-start-rank data-parallel-size-local data-parallel-rpc-port ubatch-size
      dbo-decode-token-threshold dbo-prefill-token-threshold max-parallel-loading-workers mamba-block-size
      mamba-cache-philox-rounds offload-group-size offload-num-in-group offload-prefetch-step
      mm-shm-cache-max-object-size-mb max-loras max-lora-rank max-cpu-loras max-num-partial-prefills
      max-long-partial-prefills long-prefill-token-threshold stream-interval max-cudagraph-capture-size
      shutdown-timeout max-logprobs max-log-len optimization-level renderer-num-workers ssl-cert-reqs
      h11-max-incomplete-event-size h11-max-header-count`,
  },
  fractions: {
    kind: 'float',
    names: 'kv-offloading-size cpu-offload-gb mm-processor-cache-gb video-pruning-rate kv-cache-metrics-sample',
  },
  json: {
    kind: 'loads',
    names: `allowed-origins allowed-methods allowed-headers default-chat-template-kwargs hf-overrides pooler-config
      override-generation-config model-loader-extra-config eplb-config limit-mm-per-prompt media-io-kwargs
      mm-processor-kwargs default-mm-loras speculative-config kv-transfer-config kv-events-config ec-transfer-config
      compilation-config attention-config reasoning-config kernel-config additional-config structured-outputs-config
      profiler-config weight-transfer-config ir-op-priority quantization-config`,
  },
  lists: {
    kind: 'str',
    many: true,
    names: `lora-modules middleware disable-access-log-for-endpoints ignore-patterns cpu-offload-params offload-params
      kv-cache-dtype-skip-layers lora-target-modules collect-detailed-traces logits-processors allowed-media-domains
      cudagraph-capture-sizes`,
  },
  texts: {
    kind: 'str',
    names: `uds uvicorn-log-level chat-template chat-template-content-format response-role ssl-keyfile ssl-certfile
      ssl-ca-certs root-path tool-call-parser tool-parser-plugin tool-server log-config-file runner convert tokenizer
      tokenizer-mode hf-config-path allowed-local-media-path revision code-revision tokenizer-revision logprobs-mode
      config-format hf-token generation-config model-impl override-attention-dtype io-processor-plugin load-format
      download-dir safetensors-load-strategy pt-load-map-location attention-backend reasoning-parser
      reasoning-parser-plugin master-addr dcp-comm-backend data-parallel-address data-parallel-backend
      all2all-backend expert-placement-strategy worker-cls worker-extension-cls device-ids prefix-caching-hash-algo
      mamba-cache-dtype mamba-ssm-cache-dtype mamba-cache-mode kv-offloading-backend offload-backend
      mm-processor-cache-type mm-encoder-tp-mode mm-encoder-attn-backend mm-tensor-ipc lora-dtype
      show-hidden-metrics-for-version otlp-traces-endpoint scheduling-policy scheduler-cls moe-backend linear-backend
      performance-mode gdn-prefill-backend`,
  },
};

const SHORT: Readonly<Record<string, string>> = {
  'node-rank': '-r',
  'data-parallel-rank': '-dpn',
  'data-parallel-start-rank': '-dpr',
  'data-parallel-size-local': '-dpl',
  'data-parallel-address': '-dpa',
  'data-parallel-rpc-port': '-dpp',
  'data-parallel-backend': '-dpb',
  'data-parallel-hybrid-lb': '-dph',
  'data-parallel-external-lb': '-dpe',
  'data-parallel-multi-port-external-lb': '-dpm',
  'speculative-config': '-sc',
  'compilation-config': '-cc',
  'attention-config': '-ac',
};

function specsWithoutEffect(): FlagSpec[] {
  return Object.values(WITHOUT_EFFECT).flatMap(({ kind, many, names }) =>
    names.split(/\s+/).map((name) => ({
      name,
      kind,
      ...(many ? { many } : {}),
      ...(SHORT[name] === undefined ? {} : { short: SHORT[name] }),
    })),
  );
}

/** All options of `vllm serve`: those with an effect here, and those only read. */
export const SERVE_FLAGS: readonly FlagSpec[] = [...EFFECTIVE, ...specsWithoutEffect()];

/** Of them, those that describe the engine: `vllm bench throughput` takes them too. */
export const ENGINE_FLAGS: readonly FlagSpec[] = SERVE_FLAGS.filter(
  ({ name }) => !['headless', 'api-server-count', 'config', 'host', 'port', 'api-key', 'root-path'].includes(name),
);
