import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Deployment } from '../settings/deployment';
import { renderChat } from '../tokens/chat-template';
import { detokenize, isToken, tokenize } from '../tokens/vocabulary';
import { simulatorName } from '../../loadgen/simulator-name';
import { SIMULATOR_VERSION } from '../version';
import { chatFormat, completionFormat, type AnswerFormat } from './answer-format';
import type { Handler, Routes } from './api-server';
import type { EngineMetrics } from './engine-metrics';
import { generate, type GenerationOptions } from './generate';
import { readChatRequest, readCompletionRequest, type GenerationRequest } from './generation-request';
import { ApiError, badRequest, type Exchange } from './http-exchange';

interface RouteOptions {
  readonly deployment: Deployment;
  readonly metrics: EngineMetrics;
  readonly generation: GenerationOptions;
  readonly startedAtS: number;
  readonly nowS: () => number;
  readonly devMode: boolean;
  readonly tracksLoad: boolean;
}

const tokenizeBody = z.union([
  z.looseObject({ prompt: z.string(), return_token_strs: z.boolean().nullish() }),
  z.looseObject({
    messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
    return_token_strs: z.boolean().nullish(),
  }),
]);
const detokenizeBody = z.looseObject({ tokens: z.array(z.int()) });

/** Every address of the server. Those for developers exist with VLLM_SERVER_DEV_MODE=1, as in the real program. */
export function createRoutes(options: RouteOptions): Routes {
  const { deployment, metrics, generation } = options;
  const { host } = generation;
  const maxModelLen = deployment.config.maxModelLen;
  const health: Handler = (exchange) => reply(exchange, options, () => exchange.empty(host.alive ? 200 : 503));
  const routes: Routes = {
    '/health': { GET: health },
    '/ping': { GET: health, POST: health },
    '/version': {
      GET: (exchange) =>
        reply(exchange, options, () => exchange.json(200, { version: SIMULATOR_VERSION, simulated: true })),
    },
    '/load': {
      GET: (exchange) =>
        reply(exchange, options, () => exchange.json(200, { server_load: options.tracksLoad ? host.openRequests : 0 })),
    },
    '/metrics': {
      GET: (exchange) =>
        reply(exchange, options, () =>
          exchange.text(200, metrics.registry.render(), 'text/plain; version=0.0.4; charset=utf-8'),
        ),
    },
    '/v1/models': {
      GET: (exchange) => reply(exchange, options, () => exchange.json(200, listModels(deployment, options.startedAtS))),
    },
    '/tokenize': { POST: (exchange) => tokenizeRequest(exchange, options) },
    '/detokenize': { POST: (exchange) => detokenizeRequest(exchange, options) },
    '/v1/completions': {
      POST: (exchange) => answer(exchange, options, 'cmpl', readCompletionRequest, completionFormat, maxModelLen),
    },
    '/v1/chat/completions': {
      POST: (exchange) => answer(exchange, options, 'chatcmpl', readChatRequest, chatFormat, maxModelLen),
    },
  };
  return options.devMode ? { ...routes, ...developerRoutes(options) } : routes;
}

function developerRoutes(options: RouteOptions): Routes {
  const { deployment, generation } = options;
  return {
    '/reset_prefix_cache': {
      POST: (exchange) =>
        reply(exchange, options, () => {
          generation.host.cluster.resetPrefixCache();
          exchange.empty(200);
        }),
    },
    '/server_info': {
      GET: (exchange) => reply(exchange, options, () => exchange.json(200, describeServer(deployment))),
    },
  };
}

async function answer(
  exchange: Exchange,
  options: RouteOptions,
  prefix: string,
  read: (body: unknown, maxModelLen: number) => GenerationRequest,
  format: (id: string, created: number, model: string) => AnswerFormat,
  maxModelLen: number,
): Promise<void> {
  const request = read(await exchange.readJson(), maxModelLen);
  const { servedNames } = options.deployment;
  const model = request.model ?? servedNames[0] ?? '';
  if (!servedNames.includes(model))
    throw new ApiError(404, 'NotFoundError', `The model \`${model}\` does not exist.`, 'model');
  const id = exchange.request.headers['x-request-id'] ?? randomUUID().replaceAll('-', '');
  generate(exchange, request, format(`${prefix}-${String(id)}`, Math.floor(options.nowS()), model), options.generation);
}

async function tokenizeRequest(exchange: Exchange, options: RouteOptions): Promise<void> {
  const parsed = tokenizeBody.safeParse(await exchange.readJson());
  if (!parsed.success) throw badRequest('Expected an object with `prompt` or `messages`.');
  const body = parsed.data;
  const tokens =
    'prompt' in body && typeof body.prompt === 'string'
      ? tokenize(body.prompt)
      : renderChat(
          'messages' in body ? z.array(z.object({ role: z.string(), content: z.string() })).parse(body.messages) : [],
        );
  const strings = body.return_token_strs ? tokens.map((token) => detokenize([token])) : null;
  reply(exchange, options, () =>
    exchange.json(200, {
      count: tokens.length,
      max_model_len: options.deployment.config.maxModelLen,
      tokens,
      token_strs: strings,
    }),
  );
}

async function detokenizeRequest(exchange: Exchange, options: RouteOptions): Promise<void> {
  const parsed = detokenizeBody.safeParse(await exchange.readJson());
  if (!parsed.success) throw badRequest('Expected an object with `tokens`.');
  const outside = parsed.data.tokens.find((token) => !isToken(token));
  if (outside !== undefined) throw badRequest(`Token id ${outside} is out of vocabulary`, 'tokens');
  reply(exchange, options, () => exchange.json(200, { prompt: detokenize(parsed.data.tokens) }));
}

function reply(exchange: Exchange, options: RouteOptions, send: () => void): void {
  send();
  options.generation.onAnswer(exchange, exchange.response.statusCode);
}

function listModels(deployment: Deployment, startedAtS: number) {
  const created = Math.floor(startedAtS);
  return {
    object: 'list',
    data: deployment.servedNames.map((name) => ({
      id: name,
      object: 'model',
      created,
      owned_by: simulatorName,
      root: deployment.model,
      parent: null,
      max_model_len: deployment.config.maxModelLen,
      permission: [
        {
          id: `modelperm-${created}`,
          object: 'model_permission',
          created,
          allow_create_engine: false,
          allow_sampling: true,
          allow_logprobs: true,
          allow_search_indices: false,
          allow_view: true,
          allow_fine_tuning: false,
          organization: '*',
          group: null,
          is_blocking: false,
        },
      ],
    })),
  };
}

function describeServer({ model, servedNames, config, expertParallel }: Deployment) {
  const { layout, precision } = config;
  return {
    vllm_config: {
      model_config: {
        model,
        served_model_name: servedNames,
        dtype: `torch.${precision.dtype}`,
        quantization: precision.quantization,
        max_model_len: config.maxModelLen,
        seed: config.seed,
        enforce_eager: config.enforceEager,
      },
      parallel_config: {
        tensor_parallel_size: layout.tp,
        pipeline_parallel_size: layout.pp,
        data_parallel_size: layout.dp,
        prefill_context_parallel_size: layout.pcp,
        decode_context_parallel_size: layout.dcp,
        enable_expert_parallel: expertParallel,
      },
      cache_config: {
        block_size: config.blockSize,
        cache_dtype: precision.kvCacheDtype,
        gpu_memory_utilization: config.gpuMemoryUtilization,
        enable_prefix_caching: config.prefixCaching,
      },
      scheduler_config: {
        max_num_seqs: config.maxNumSeqs,
        max_num_batched_tokens: config.maxNumBatchedTokens,
        enable_chunked_prefill: config.chunkedPrefill,
      },
    },
    vllm_env: {},
    system_env: { simulator: simulatorName },
  };
}
