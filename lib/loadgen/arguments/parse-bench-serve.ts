import { randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { isRecord } from '../is-record';
import { readBaseUrl } from '../http/target';
import { type Backend, type BenchServeOptions, type DatasetName, defaultOptions, type SamplingName } from '../options';
import type { SaveOptions } from '../result/save-result';
import { type GivenFlags, parseArguments } from '@/lib/vllm/arguments/argparse';
import { ArgumentError } from '@/lib/vllm/arguments/argument-parser';
import { checkOptions } from './check-options';
import { benchServeFlags } from './flags';
import { readGoodput, readHeaders, readLatencyNames, readPair, readPercentiles, readRangeRatio } from './read-values';

/** A command line of `vllm bench serve`, understood. */
export interface BenchServeCommand {
  options: BenchServeOptions;
  /** null = nothing is written. */
  save: SaveOptions | null;
  showProgress: boolean;
  /** As given, by flag. */
  given: GivenFlags;
}

/** Reads the arguments behind `vllm bench serve`. Throws an ArgumentError that says what is wrong. */
export function parseBenchServe(argv: readonly string[]): BenchServeCommand {
  const given = parseArguments(benchServeFlags, argv);
  const flags = new FlagReader(given);
  const options: BenchServeOptions = {
    ...defaultOptions,
    ...readServer(flags),
    ...readDataset(flags),
    ...readLoad(flags),
    ...readRequest(flags),
    ...readReport(flags),
    requestTimeoutSec: flags.number('--request-timeout-sec') ?? defaultOptions.requestTimeoutSec,
    maxResponseBytes: flags.number('--max-response-bytes'),
  };
  checkOptions(options);
  const append = flags.isOn('--append-result');
  const place = { resultDir: flags.text('--result-dir'), resultFilename: flags.text('--result-filename'), append };
  const save = append || flags.isOn('--save-result') ? place : null;
  return { options, save, showProgress: !flags.isOn('--disable-tqdm'), given };
}

class FlagReader {
  readonly #given: GivenFlags;

  constructor(given: GivenFlags) {
    this.#given = given;
  }

  text = (name: string) => (this.#given.get(name) as string | undefined) ?? null;
  number = (name: string) => (this.#given.get(name) as number | undefined) ?? null;
  list = (name: string) => (this.#given.get(name) as string[] | undefined) ?? [];
  isOn = (name: string) => this.#given.has(name);
  any = (name: string) => this.#given.get(name);
}

function readServer(flags: FlagReader) {
  const host = flags.text('--host') ?? '127.0.0.1';
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${flags.number('--port') ?? 8000}`;
  const baseUrl = flags.text('--base-url') ?? `http://${authority}`;
  try {
    readBaseUrl(baseUrl);
  } catch (error) {
    throw new ArgumentError(`argument --base-url: ${(error as Error).message}`);
  }
  return {
    baseUrl,
    backend: (flags.text('--backend') as Backend | null) ?? defaultOptions.backend,
    endpoint: flags.text('--endpoint') ?? defaultOptions.endpoint,
    model: flags.text('--model'),
    servedModelName: flags.text('--served-model-name'),
    tokenizer: flags.text('--tokenizer'),
    headers: readHeaders(flags.list('--header')),
    insecure: flags.isOn('--insecure'),
  };
}

function readDataset(flags: FlagReader) {
  const outputLen = flags.number('--output-len');
  const customOutputLen = outputLen ?? flags.number('--custom-output-len') ?? defaultOptions.customOutputLen;
  return {
    datasetName: (flags.text('--dataset-name') as DatasetName | null) ?? defaultOptions.datasetName,
    datasetPath: flags.text('--dataset-path'),
    randomInputLen: flags.number('--input-len') ?? flags.number('--random-input-len') ?? defaultOptions.randomInputLen,
    randomOutputLen: outputLen ?? flags.number('--random-output-len') ?? defaultOptions.randomOutputLen,
    randomPrefixLen: flags.number('--random-prefix-len') ?? defaultOptions.randomPrefixLen,
    randomRangeRatio: readRangeRatio(flags.text('--random-range-ratio')),
    sharegptOutputLen: outputLen ?? flags.number('--sharegpt-output-len'),
    customOutputLen: customOutputLen === -1 ? null : customOutputLen,
    disableShuffle: flags.isOn('--disable-shuffle'),
    oversample: !flags.isOn('--no-oversample'),
  };
}

const readLoad = (flags: FlagReader) => ({
  numPrompts: flags.number('--num-prompts') ?? defaultOptions.numPrompts,
  maxConcurrency: flags.number('--max-concurrency'),
  requestRate: flags.number('--request-rate') ?? defaultOptions.requestRate,
  burstiness: flags.number('--burstiness') ?? defaultOptions.burstiness,
  numWarmups: flags.number('--num-warmups') ?? defaultOptions.numWarmups,
  readyCheckTimeoutSec: flags.number('--ready-check-timeout-sec') ?? defaultOptions.readyCheckTimeoutSec,
  seed: flags.number('--seed') ?? defaultOptions.seed,
});

const samplingFlags: readonly SamplingName[] = [
  'top_p',
  'top_k',
  'min_p',
  'temperature',
  'frequency_penalty',
  'presence_penalty',
  'repetition_penalty',
];

function readRequest(flags: FlagReader) {
  const extraBody = flags.any('--extra-body') ?? {};
  if (!isRecord(extraBody)) throw new ArgumentError('argument --extra-body: expected a JSON object');
  const sampling = samplingFlags.flatMap((name) => {
    const value = flags.number(`--${name.replaceAll('_', '-')}`);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    // Random prompts end anywhere: without this the output length would be the model's whim.
    ignoreEos: flags.isOn('--ignore-eos') || (flags.text('--dataset-name') ?? 'random') === 'random',
    logprobs: flags.number('--logprobs'),
    sampling: Object.fromEntries(sampling),
    extraBody,
    requestIdPrefix: flags.text('--request-id-prefix') ?? `bench-${randomUUID().slice(0, 8)}-`,
  };
}

const readReport = (flags: FlagReader) => ({
  percentileMetrics: readLatencyNames(flags.text('--percentile-metrics')),
  metricPercentiles: readPercentiles(flags.text('--metric-percentiles') ?? '99'),
  goodput: flags.isOn('--goodput') ? readGoodput(flags.list('--goodput')) : null,
  metadata: flags.list('--metadata').map((text) => readPair('--metadata', text)),
  label: flags.text('--label'),
  saveDetailed: flags.isOn('--save-detailed'),
});
