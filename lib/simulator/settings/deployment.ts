import type { ServeArguments } from '../cli/serve-arguments';
import { countGpus, type EngineConfig, type Layout } from '../engine/engine-config';
import { planMemory } from '../engine/memory-plan';
import { findModelShape, type ModelShape } from '../model/model-catalog';
import { resolvePrecision } from '../model/precision';
import type { Environment } from './environment';

/** What is to be served, checked as far as it can be before any weight is loaded. */
export interface Deployment {
  readonly model: string;
  readonly servedNames: readonly string[];
  readonly config: EngineConfig;
  readonly expertParallel: boolean;
  /** Machine indices of the GPUs used, rank by rank. */
  readonly gpus: readonly number[];
}

/** A refusal in the words of the real program. `kind` is the Python exception it raises. */
export interface ConfigProblem {
  readonly kind: 'ValueError' | 'OSError' | 'ValidationError' | 'AssertionError';
  readonly message: string;
}

/** GPUs with this much memory, the A100 apart, get larger batches by default. */
const LARGE_GPU_MIB = 70 * 1024;
const HUGE_GPU_MIB = 160 * 1024;
const BLOCK_SIZE = 16;

/** Flags and environment to a deployment, or the error the real program would end with. */
export function planDeployment(
  args: ServeArguments,
  environment: Environment,
): { deployment: Deployment } | ConfigProblem {
  const shape = findModelShape(environment.modelShapeName ?? args.model);
  if (!shape) return unknownModel(args.model);
  const layout = readLayout(args);
  const problem = checkLayout(layout, shape, args, environment);
  if (problem) return problem;
  const wantedLength = args.number('max-model-len');
  const asked = readEngineConfig(
    args,
    environment,
    shape,
    layout,
    wantedLength === null || wantedLength === -1 ? shape.maxPositions : wantedLength,
  );
  const config = wantedLength === -1 ? { ...asked, maxModelLen: fittingLength(asked) } : asked;
  const limit = checkLimits(config, environment);
  if (limit) return limit;
  return {
    deployment: {
      model: args.model,
      servedNames: args.texts('served-model-name') ?? [args.model],
      config,
      expertParallel: args.flag('enable-expert-parallel') ?? false,
      gpus: environment.visibleGpus.slice(0, countGpus(layout)),
    },
  };
}

/** `--max-model-len auto`: what the model allows and the cache can hold. */
function fittingLength(config: EngineConfig): number {
  return Math.max(1, Math.min(config.maxModelLen, planMemory(config).kvCacheTokens));
}

function readLayout(args: ServeArguments): Layout {
  return {
    tp: args.number('tensor-parallel-size') ?? 1,
    pp: args.number('pipeline-parallel-size') ?? 1,
    dp: args.number('data-parallel-size') ?? 1,
    pcp: args.number('prefill-context-parallel-size') ?? 1,
    dcp: args.number('decode-context-parallel-size') ?? 1,
  };
}

function readEngineConfig(
  args: ServeArguments,
  environment: Environment,
  model: ModelShape,
  layout: Layout,
  maxModelLen: number,
): EngineConfig {
  const { gpu } = environment;
  const large = gpu.memoryMiB >= LARGE_GPU_MIB && !gpu.key.startsWith('A100');
  const chunkedPrefill = args.flag('enable-chunked-prefill') ?? true;
  const defaultTokens = gpu.memoryMiB >= HUGE_GPU_MIB ? 16_384 : large ? 8192 : 2048;
  const maxNumSeqs = args.number('max-num-seqs') ?? (large ? 1024 : 256);
  return {
    gpu,
    model,
    precision: resolvePrecision(args.model, {
      dtype: args.text('dtype') ?? 'auto',
      quantization: args.text('quantization'),
      kvCacheDtype: args.text('kv-cache-dtype') ?? 'auto',
    }),
    layout,
    gpuMemoryUtilization: args.number('gpu-memory-utilization') ?? 0.92,
    kvCacheMemoryBytes: args.number('kv-cache-memory-bytes'),
    numGpuBlocksOverride: args.number('num-gpu-blocks-override'),
    blockSize: args.number('block-size') ?? BLOCK_SIZE,
    maxModelLen,
    maxNumSeqs,
    maxNumBatchedTokens:
      args.number('max-num-batched-tokens') ?? Math.max(defaultTokens, maxNumSeqs, chunkedPrefill ? 0 : maxModelLen),
    chunkedPrefill,
    prefixCaching: args.flag('enable-prefix-caching') ?? true,
    enforceEager: args.flag('enforce-eager') ?? false,
    seed: args.number('seed') ?? 0,
    noise: environment.noise,
  };
}

function checkLayout(
  layout: Layout,
  model: ModelShape,
  args: ServeArguments,
  environment: Environment,
): ConfigProblem | null {
  const { tp, pp, dp, pcp, dcp } = layout;
  const available = environment.visibleGpus.length;
  if (available === 0)
    return {
      kind: 'ValueError',
      message:
        'Failed to infer device type, please set the environment variable `VLLM_LOGGING_LEVEL=DEBUG` to turn on verbose logging to help debug the issue.',
    };
  for (const [name, size] of Object.entries({
    tensor_parallel_size: tp,
    pipeline_parallel_size: pp,
    data_parallel_size: dp,
  })) {
    if (size < 1) return validation('ParallelConfig', `${name} must be at least 1, got ${size}`);
  }
  if ((args.number('nnodes') ?? 1) > 1)
    return validation('ParallelConfig', 'the simulator is one node: nnodes > 1 is not simulated');
  if (pcp > 1 && dp > 1)
    return validation('ParallelConfig', 'prefill context parallel cannot be used together with data parallel');
  if (tp % dcp !== 0) return validation('ParallelConfig', `tp_size=${tp} must be divisible by dcp_size=${dcp}.`);
  const world = tp * pp * pcp;
  if (world > available) {
    return validation(
      'ParallelConfig',
      `World size (${world}) is larger than the number of available GPUs (${available}) in this node. If this is intentional and you are using:\n- ray, set '--distributed-executor-backend ray'.\n- multiprocessing, set '--nnodes' appropriately.`,
    );
  }
  if (model.attentionHeads % tp !== 0) {
    return validation(
      'VllmConfig',
      `Total number of attention heads (${model.attentionHeads}) must be divisible by tensor parallel size (${tp}).`,
    );
  }
  if (world * dp > available)
    return { kind: 'AssertionError', message: `DP adjusted local rank ${available} is out of bounds. ` };
  return null;
}

function checkLimits(config: EngineConfig, environment: Environment): ConfigProblem | null {
  const { maxModelLen, model, maxNumBatchedTokens, maxNumSeqs, gpuMemoryUtilization: utilization } = config;
  if (maxModelLen > model.maxPositions && !environment.allowLongContext) {
    return validation(
      'ModelConfig',
      `User-specified max_model_len (${maxModelLen}) is greater than the derived max_model_len (max_position_embeddings=${model.maxPositions} or model_max_length=None in model's config.json). To allow overriding this maximum, set the env var VLLM_ALLOW_LONG_MAX_MODEL_LEN=1. VLLM_ALLOW_LONG_MAX_MODEL_LEN must be used with extreme caution.`,
    );
  }
  if (maxModelLen < 1)
    return validation('ModelConfig', `max_model_len must be a positive integer, got ${maxModelLen}.`);
  if (!(utilization > 0 && utilization <= 1)) {
    return validation('CacheConfig', `GPU memory utilization must be less than 1.0. Got ${utilization}.`);
  }
  if (maxNumSeqs < 1 || maxNumBatchedTokens < 1)
    return validation('SchedulerConfig', 'max_num_seqs and max_num_batched_tokens must be at least 1.');
  if (!config.chunkedPrefill && maxNumBatchedTokens < maxModelLen) {
    return validation(
      'SchedulerConfig',
      `max_num_batched_tokens (${maxNumBatchedTokens}) is smaller than max_model_len (${maxModelLen}). This effectively limits the maximum sequence length to max_num_batched_tokens and makes vLLM reject longer sequences. Please increase max_num_batched_tokens or decrease max_model_len.`,
    );
  }
  if (maxNumBatchedTokens < maxNumSeqs) {
    return validation(
      'SchedulerConfig',
      `max_num_batched_tokens (${maxNumBatchedTokens}) must be greater than or equal to max_num_seqs (${maxNumSeqs}).`,
    );
  }
  return null;
}

function unknownModel(model: string): ConfigProblem {
  return {
    kind: 'OSError',
    message: `${model} is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'\nIf this is a private repository, make sure to pass a token having permission to this repo either by logging in with \`hf auth login\` or by passing \`token=<your_token>\``,
  };
}

function validation(config: string, message: string): ConfigProblem {
  return { kind: 'ValidationError', message: `1 validation error for ${config}\n  Value error, ${message}` };
}
