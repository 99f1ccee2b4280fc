import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ascending, mean, percentileOf } from '../../measuring/statistics';
import type { BenchServeResult } from '../../result/bench-serve-result';
import { awaitOutput, type Program, startGenerator, startScript } from '../run-programs';
import type { Stamp } from './stamping-server';

export interface Trial {
  /** Both programs get the processor before all other work, where that is possible. */
  isFirst: boolean;
  streams: number;
  requests: number;
  /** Of each request, one chunk each, at 20 tokens/s. */
  tokens: number;
  /** Take the processor away from the generator half of the time. */
  throttled: boolean;
}

/** What the server stamped and what the generator reported of the same requests. */
export interface Comparison {
  result: BenchServeResult;
  stamps: Stamp[];
  /** Both programs did get the processor before all other work. */
  wasFirst: boolean;
}

const periodMs = 50;
const firstTokenMs = [200, 400] as const;

/**
 * Runs the generator against the stamping server, each a process of its own, and gives what each of them saw. Throws
 * where either ends badly; neither outlives it.
 */
export async function compare(trial: Trial): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'loadgen-accuracy-'));
  const serverArguments = [trial.tokens, periodMs, ...firstTokenMs].map(String);
  const server = startScript(join(import.meta.dirname, 'stamping-server.ts'), serverArguments, {
    isFirst: trial.isFirst,
  });
  try {
    const port = (await awaitOutput(server, /listening (\d+)/))[1] ?? '';
    const { result, isFirst } = await generate(trial, port, folder);
    const stamps = (await (await fetch(`http://127.0.0.1:${port}/stamps`)).json()) as Stamp[];
    // Those before are of the warm-up.
    return { result, stamps: stamps.slice(-trial.requests), wasFirst: server.isFirst && isFirst };
  } finally {
    server.process.kill('SIGKILL');
    await server.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function generate(
  trial: Trial,
  port: string,
  folder: string,
): Promise<{ result: BenchServeResult; isFirst: boolean }> {
  const { streams, requests, tokens, throttled, isFirst } = trial;
  const generator = startGenerator(
    [
      ...['--base-url', `http://127.0.0.1:${port}`, '--model', 'm'],
      ...['--random-input-len', '8', '--random-output-len', String(tokens)],
      ...['--num-prompts', String(requests), '--max-concurrency', String(streams), '--num-warmups', String(streams)],
      ...['--save-result', '--result-dir', folder, '--result-filename', 'result.json', '--disable-tqdm'],
    ],
    { isFirst },
  );
  try {
    await awaitOutput(generator, /Maximum request concurrency: \d+\n/);
    const release = throttled ? throttle(generator) : () => undefined;
    const { code } = await generator.ended;
    release();
    if (code !== 0) throw new Error(`the generator ended with ${code}: ${generator.output.stderr}`);
    const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as BenchServeResult;
    return { result, isFirst: generator.isFirst };
  } finally {
    generator.process.kill('SIGKILL');
  }
}

/** 30 ms with the processor, 30 ms without; gives what ends it. */
function throttle({ process: generator }: Program): () => void {
  let stopped = false;
  const halves = setInterval(() => {
    stopped = !stopped;
    generator.kill(stopped ? 'SIGSTOP' : 'SIGCONT');
  }, 30);
  return () => clearInterval(halves);
}

/** One number, by the stamps of the server and by the generator, milliseconds. */
export interface Figure {
  name: string;
  stampedMs: number;
  reportedMs: number;
}

/** Mean and p99 of TTFT and TPOT. */
export function figuresOf({ result, stamps }: Comparison): Figure[] {
  return (['ttft', 'tpot'] as const).flatMap((name) => {
    const truth = ascending(stamps.map((stamp) => stamp[`${name}Ms`]));
    return [
      { name: `mean ${name}`, stampedMs: mean(truth), reportedMs: result[`mean_${name}_ms`] as number },
      { name: `p99 ${name}`, stampedMs: percentileOf(truth, 99), reportedMs: result[`p99_${name}_ms`] as number },
    ];
  });
}

/** Within the larger of 1 % and 0.5 ms. */
export const isAccurate = ({ stampedMs, reportedMs }: Figure): boolean =>
  Math.abs(reportedMs - stampedMs) <= Math.max(0.01 * stampedMs, 0.5);
