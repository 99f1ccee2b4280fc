import { plainLines } from './plain-log';
import { type PythonValue, readPythonLiteral } from './python-literal';
import { type ServerFailure, failureIn } from './server-failure';

/** What a vLLM server's log says about what runs. null: the log does not say. */
export interface ServerLogFacts {
  version: string | null;
  model: string | null;
  tp: number | null;
  pp: number | null;
  dp: number | null;
  dtype: string | null;
  quantization: string | null;
  kvCacheDtype: string | null;
  maxModelLen: number | null;
  /** Of each data-parallel engine, in the order they spoke. */
  kvCacheTokensPerEngine: number[];
  /** All engines together. */
  kvCacheTokens: number | null;
  /** Requests of the longest context that fit at once, all engines together. */
  maxConcurrency: number | null;
  /** What the weights take of one GPU, and what is left there for the KV cache; the least of all workers. GiB. */
  modelMemoryGib: number | null;
  kvCacheMemoryGib: number | null;
  /** Flags that differ from their default, as vLLM prints them. */
  arguments: Record<string, PythonValue> | null;
  failure: ServerFailure | null;
}

const engineLine = /Initializing an? (?:V\d )?LLM engine \(v([^)]+)\) with config: (.*)$/;
const versionLines = [/vLLM API server version (\S+)/, /█\s+version\s+(\S+)/, engineLine];
const rankLine = /is assigned as DP rank (\d+), PP rank (\d+),(?: PCP rank \d+,)? TP rank (\d+)/;
const blockSizeOfV0 = 16;

/**
 * Reads a vLLM server's log, V0 and V1, with or without the prefixes of its processes. What the engine says it was
 * built with counts before the arguments it was given, and the ranks its workers took before either of them is missed.
 * The start of the log is enough; pure, and never throws.
 */
export function readServerLog(text: string): ServerLogFacts {
  const lines = plainLines(text);
  const config = engineConfig(lines);
  const given = nonDefaultArguments(lines);
  const ranks = ranksIn(lines);
  const kv = kvCache(lines, given);
  const size = (key: string, rank: number | null) => numberIn(config[key]) ?? numberIn(given?.[key]) ?? rank;
  return {
    version: firstMatch(lines, versionLines),
    model: textIn(config.model) ?? textIn(given?.model) ?? textIn(given?.model_tag),
    tp: size('tensor_parallel_size', ranks.tp),
    pp: size('pipeline_parallel_size', ranks.pp),
    dp: size('data_parallel_size', ranks.dp),
    dtype: textIn(config.dtype)?.replace(/^torch\./, '') ?? null,
    quantization: textIn(config.quantization),
    kvCacheDtype: textIn(config.kv_cache_dtype),
    maxModelLen: numberIn(config.max_seq_len) ?? numberIn(given?.max_model_len),
    ...kv,
    modelMemoryGib: leastOf(lines, /Model loading took ([\d.]+) Gi?B/),
    kvCacheMemoryGib: leastOf(lines, /Available KV cache memory: ([\d.]+) GiB/),
    arguments: given,
    failure: failureIn(lines),
  };
}

const numberIn = (value: PythonValue | undefined) =>
  typeof value === 'number' ? value : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
const textIn = (value: PythonValue | undefined) =>
  typeof value === 'string' && value !== '' && value !== 'None' ? value : null;
const wholeNumber = (text: string) => Number(text.replaceAll(',', ''));

function leastOf(lines: string[], pattern: RegExp): number | null {
  const found = lines.flatMap((line) => Number(pattern.exec(line)?.[1] ?? NaN)).filter(Number.isFinite);
  return found.length === 0 ? null : Math.min(...found);
}

function firstMatch(lines: string[], patterns: RegExp[]): string | null {
  for (const pattern of patterns) {
    for (const line of lines) {
      const match = pattern.exec(line);
      if (match) return match[1]!;
    }
  }
  return null;
}

/** `name=value` pairs of the line the engine starts with. A value ends at the next ", name=". */
function engineConfig(lines: string[]): Record<string, PythonValue> {
  const text = lines.map((line) => engineLine.exec(line)?.[2]).find((match) => match !== undefined);
  if (text === undefined) return {};
  const pairs = [...text.matchAll(/(?:^|, )([a-z_]+)=('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,]*)/g)];
  const config: Record<string, PythonValue> = {};
  // The first of a name counts: the nested settings further on repeat some.
  for (const [, name, value] of pairs)
    if (!Object.hasOwn(config, name!)) config[name!] = readPythonLiteral(value!) ?? value!;
  return config;
}

function nonDefaultArguments(lines: string[]): Record<string, PythonValue> | null {
  const line = lines.find((candidate) => candidate.includes('non-default args: {'));
  if (line === undefined) return null;
  const value = readPythonLiteral(line.slice(line.indexOf('non-default args: ') + 'non-default args: '.length));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !/api_key|token$/.test(key)));
}

/** Sizes as the workers took their ranks: one more than the highest. */
function ranksIn(lines: string[]): { tp: number | null; pp: number | null; dp: number | null } {
  const ranks = lines.flatMap((line) => {
    const match = rankLine.exec(line);
    return match ? [{ dp: Number(match[1]), pp: Number(match[2]), tp: Number(match[3]) }] : [];
  });
  if (ranks.length === 0) return { tp: null, pp: null, dp: null };
  const highest = (pick: 'tp' | 'pp' | 'dp') => Math.max(...ranks.map((rank) => rank[pick])) + 1;
  return { tp: highest('tp'), pp: highest('pp'), dp: highest('dp') };
}

function kvCache(lines: string[], given: Record<string, PythonValue> | null) {
  const all = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  const sum = (values: number[]) => (values.length === 0 ? null : values.reduce((total, value) => total + value, 0));
  const tokens = all(/GPU KV cache size: ([\d,]+) tokens/).map(wholeNumber);
  const blocks = all(/# (?:GPU|cuda) blocks: ([\d,]+)/).map(wholeNumber);
  const blockSize = numberIn(given?.block_size) ?? blockSizeOfV0;
  const perEngine = tokens.length > 0 ? tokens : blocks.map((count) => count * blockSize);
  const concurrency = sum(all(/Maximum concurrency for [\d,]+ tokens per request: ([\d.,]+)x/).map(wholeNumber));
  return { kvCacheTokensPerEngine: perEngine, kvCacheTokens: sum(perEngine), maxConcurrency: concurrency };
}
