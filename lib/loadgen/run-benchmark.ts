import { planArrivals } from './arrivals';
import { findModel, type ServedModel } from './find-model';
import { ChunkInbox } from './http/chunk-inbox';
import { fetchText } from './http/fetch-text';
import { connectTarget, type HttpTarget } from './http/target';
import { measureRequest } from './measure-request';
import { ClientLagMeter } from './measuring/client-lag';
import { compareSpecDecode, readSpecDecodeCounters, type SpecDecodeCounters } from './measuring/spec-decode';
import type { BenchServeOptions } from './options';
import { promptMeter } from './prompt-meter';
import type { Sample } from './prompts/sample';
import { samplePrompts } from './prompts/sample-prompts';
import { seededRandom } from './random-source';
import { RequestSender } from './request-sender';
import type { BenchServeResult } from './result/bench-serve-result';
import { buildResult, type RunFindings } from './result/build-result';
import { reportLatencies } from './result/latency-report';
import { printFailures, printResult } from './result/print-result';
import { formatPythonFloat } from './result/python-json';
import { runLoad } from './run-load';
import { simulatorName } from './simulator-name';
import { findServerTokenizer } from './server-tokenizer';
import { awaitReady, warmUp } from './warm-up';

/**
 * Runs one load against a server as `vllm bench serve` does and resolves with its result JSON. Failed requests are part
 * of the result; it rejects where no run is possible (no model, no prompts, refused address, ready check failed), with a
 * message that holds no secret, and with the signal's reason when that is given. Nothing is written.
 */
export async function runBenchmark(options: BenchServeOptions, signal?: AbortSignal): Promise<BenchServeResult> {
  signal?.throwIfAborted();
  const target = connectTarget(options);
  try {
    await target.verify();
    const model = await findModel(target, options, signal);
    return await new Benchmark(options, target, model, signal).run();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    target.destroy();
  }
}

type Measured = Omit<RunFindings, 'modelId' | 'latencies'>;

class Benchmark {
  readonly #options: BenchServeOptions;
  readonly #target: HttpTarget;
  readonly #model: ServedModel;
  readonly #signal: AbortSignal | undefined;
  readonly #print: (line: string) => void;

  constructor(options: BenchServeOptions, target: HttpTarget, model: ServedModel, signal: AbortSignal | undefined) {
    this.#options = options;
    this.#target = target;
    this.#model = model;
    this.#signal = signal;
    this.#print = options.print ?? (() => undefined);
  }

  async run(): Promise<BenchServeResult> {
    const samples = await this.#sample();
    const lag = new ClientLagMeter();
    const inbox = new ChunkInbox(lag.observeTurn);
    const sender = new RequestSender(this.#options, this.#target, inbox, this.#model.name, samples);
    const cancel = () => {
      sender.abort('cancelled');
    };
    this.#signal?.addEventListener('abort', cancel);
    try {
      this.#signal?.throwIfAborted();
      await awaitReady(this.#options, sender, this.#print, this.#signal);
      await warmUp(this.#options, sender, this.#print, this.#signal);
      return this.#report(await this.#measure(samples, sender, lag));
    } finally {
      this.#signal?.removeEventListener('abort', cancel);
    }
  }

  async #sample(): Promise<Sample[]> {
    const found =
      this.#options.datasetName === 'custom'
        ? null
        : await findServerTokenizer(this.#target, this.#model.name, this.#signal);
    if (found?.tokenizer === null) this.#print(`The server has no tokenizer to build prompts with (${found.reason}).`);
    const measure = promptMeter(this.#options, this.#target, this.#model.name, this.#signal);
    const { samples, notices } = await samplePrompts(this.#options, { tokenizer: found?.tokenizer ?? null, measure });
    notices.forEach(this.#print);
    return samples;
  }

  async #measure(samples: readonly Sample[], sender: RequestSender, meter: ClientLagMeter): Promise<Measured> {
    const { maxConcurrency, seed } = this.#options;
    const arrivalsS = planArrivals({ ...this.#options, count: samples.length }, seededRandom(seed, 'arrivals'));
    this.#announce();
    const specDecodeBefore = await this.#readSpecDecode();
    meter.start();
    const startMs = performance.now();
    const send = (index: number) => sender.send(index);
    const plan = { arrivalsS, maxConcurrency, send, observeDelay: meter.observeSend };
    const { arrivedAtMs } = await runLoad(plan, this.#signal);
    const durationS = (performance.now() - startMs) / 1000;
    const lag = meter.stop();
    const endedAt = new Date();
    const specDecode = compareSpecDecode(specDecodeBefore, await this.#readSpecDecode());
    const outcomes = samples.map(({ promptTokens }, index) =>
      measureRequest(sender.recordOf(index), promptTokens, arrivedAtMs[index] ?? startMs),
    );
    const isSimulated = this.#target.servers.has(simulatorName) || this.#model.ownedBy === simulatorName;
    return { outcomes, durationS, endedAt, lag, isSimulated, specDecode };
  }

  #report(measured: Measured): BenchServeResult {
    const options = this.#options;
    const { percentileMetrics: names, metricPercentiles: percents } = options;
    const latencies = reportLatencies(measured.outcomes, { ...options, names, percents });
    const result = buildResult(options, { ...measured, latencies, modelId: this.#model.id });
    [...printFailures(measured.outcomes), ...printResult(result, latencies)].forEach(this.#print);
    return result;
  }

  #announce(): void {
    const { requestRate, burstiness, maxConcurrency } = this.#options;
    const kind = burstiness === 1 ? 'Poisson process' : 'Gamma distribution';
    this.#print('Starting main benchmark run...');
    this.#print(`Traffic request rate: ${formatPythonFloat(requestRate)}`);
    this.#print(`Burstiness factor: ${formatPythonFloat(burstiness)} (${kind})`);
    this.#print(`Maximum request concurrency: ${maxConcurrency ?? 'None'}`);
  }

  /** Null where the server has no metrics: they are a bonus. */
  async #readSpecDecode(): Promise<SpecDecodeCounters | null> {
    const request = { method: 'GET', path: '/metrics', deadlineMs: 10_000, maxBytes: 16 * 2 ** 20 } as const;
    const metrics = await fetchText(this.#target, request, this.#signal).catch(() => '');
    return readSpecDecodeCounters(metrics);
  }
}
