import type { LookupFunction } from 'node:net';
import type { Objectives } from './measuring/goodput';

export const backends = ['openai', 'vllm', 'openai-chat'] as const;
export type Backend = (typeof backends)[number];

export const datasetNames = ['random', 'sharegpt', 'custom'] as const;
export type DatasetName = (typeof datasetNames)[number];

/** Latencies that can be reported, by vLLM's names. */
export const latencyNames = [
  'ttft',
  'tpot',
  'itl',
  'e2el',
  'client_queue_time',
  'e2el_including_client_queue',
] as const;
export type LatencyName = (typeof latencyNames)[number];

/** How much lengths vary around what is asked for: from length x (1 - ratio) to length x (1 + ratio), 0 <= ratio < 1. */
export interface RangeRatio {
  input: number;
  output: number;
}

/** Sent as they are with each request; those absent are the server's choice. */
export type SamplingParameters = Readonly<Partial<Record<SamplingName, number>>>;
export type SamplingName =
  'top_p' | 'top_k' | 'min_p' | 'temperature' | 'frequency_penalty' | 'presence_penalty' | 'repetition_penalty';

/** What one run of the load generator does. The names are those of `vllm bench serve`. */
export interface BenchServeOptions {
  backend: Backend;
  /** Scheme, host and port, without the endpoint. */
  baseUrl: string;
  endpoint: string;
  /** null = the first model the server names. */
  model: string | null;
  /** The name sent, where it is not the model's. */
  servedModelName: string | null;
  /** Only recorded: prompts are measured with the server's own tokenizer. */
  tokenizer: string | null;

  datasetName: DatasetName;
  datasetPath: string | null;
  randomInputLen: number;
  randomOutputLen: number;
  randomPrefixLen: number;
  randomRangeRatio: RangeRatio;
  /** null = as long as the answer in the data. */
  sharegptOutputLen: number | null;
  /** null = what the file says of each prompt. */
  customOutputLen: number | null;
  disableShuffle: boolean;
  /** Send a prompt twice rather than fewer prompts than asked for. */
  oversample: boolean;

  numPrompts: number;
  maxConcurrency: number | null;
  /** Requests per second; `Infinity` = all at once. */
  requestRate: number;
  burstiness: number;
  numWarmups: number;
  /** 0 = no check. */
  readyCheckTimeoutSec: number;
  seed: number;

  ignoreEos: boolean;
  logprobs: number | null;
  sampling: SamplingParameters;
  /** Wins over all else in the body. */
  extraBody: Readonly<Record<string, unknown>>;
  headers: Readonly<Record<string, string>>;
  requestIdPrefix: string;
  insecure: boolean;

  percentileMetrics: readonly LatencyName[];
  metricPercentiles: readonly number[];
  /** null = goodput is not reported. */
  goodput: Objectives | null;
  metadata: readonly (readonly [key: string, value: string])[];
  label: string | null;
  /** Keep and report what each request saw. */
  saveDetailed: boolean;

  /** Each request fails when its answer is not whole after so long. */
  requestTimeoutSec: number;
  /** Each request fails when its answer is longer; null = by the output length asked for. */
  maxResponseBytes: number | null;

  /** The bearer token; in no output. */
  apiKey?: string | undefined;
  /** Resolves host names, the place for a check of addresses; see `TargetOptions.lookup`. */
  lookup?: LookupFunction | undefined;
  /** Told each line of what vLLM's client prints; default nowhere. */
  print?: ((line: string) => void) | undefined;
  /** Told after each finished request. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  finished: number;
  failed: number;
  total: number;
}

/** The defaults of `vllm bench serve`; only the address must be known. */
export const defaultOptions: Omit<BenchServeOptions, 'baseUrl'> = {
  backend: 'openai',
  endpoint: '/v1/completions',
  model: null,
  servedModelName: null,
  tokenizer: null,
  datasetName: 'random',
  datasetPath: null,
  randomInputLen: 1024,
  randomOutputLen: 128,
  randomPrefixLen: 0,
  randomRangeRatio: { input: 0, output: 0 },
  sharegptOutputLen: null,
  customOutputLen: 256,
  disableShuffle: false,
  oversample: true,
  numPrompts: 1000,
  maxConcurrency: null,
  requestRate: Infinity,
  burstiness: 1,
  numWarmups: 0,
  readyCheckTimeoutSec: 0,
  seed: 0,
  ignoreEos: false,
  logprobs: null,
  sampling: {},
  extraBody: {},
  headers: {},
  requestIdPrefix: '',
  insecure: false,
  percentileMetrics: ['ttft', 'tpot', 'itl'],
  metricPercentiles: [99],
  goodput: null,
  metadata: [],
  label: null,
  saveDetailed: false,
  requestTimeoutSec: 6 * 60 * 60,
  maxResponseBytes: null,
};
