import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Objectives } from '../measuring/goodput';
import { defaultOptions, type LatencyName, latencyNames, type RangeRatio } from '../options';
import { ArgumentError } from '@/lib/vllm/arguments/argument-parser';
import { readFloat } from '@/lib/vllm/arguments/python-text';

/** "key=value", both trimmed. */
export function readPair(flag: string, text: string): readonly [key: string, value: string] {
  const equals = text.indexOf('=');
  if (equals === -1) throw new ArgumentError(`argument ${flag}: expected KEY=VALUE`);
  return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}

/** Header names and values, checked; values are secrets, so no message quotes one. */
export function readHeaders(texts: readonly string[]): Record<string, string> {
  const headers = texts.map((text) => readPair('--header', text));
  for (const [name, value] of headers) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw new ArgumentError('argument --header: expected a name and a value that HTTP allows');
    }
  }
  return Object.fromEntries(headers);
}

/** One ratio for both lengths, or a JSON object with one for each; null = the default. */
export function readRangeRatio(text: string | null): RangeRatio {
  if (text === null) return defaultOptions.randomRangeRatio;
  const both = text.trim().startsWith('{') ? readRatioObject(text) : { input: Number(text), output: Number(text) };
  if (both && [both.input, both.output].every((ratio) => ratio >= 0 && ratio < 1) && text.trim() !== '') return both;
  throw new ArgumentError(
    'argument --random-range-ratio: expected a number from 0 to below 1, or {"input": .., "output": ..}',
  );
}

function readRatioObject(text: string): RangeRatio | null {
  try {
    const { input, output } = JSON.parse(text) as Partial<Record<'input' | 'output', unknown>>;
    return typeof input === 'number' && typeof output === 'number' ? { input, output } : null;
  } catch {
    return null;
  }
}

/** Names of latencies with commas between; null or empty = the default. */
export function readLatencyNames(text: string | null): readonly LatencyName[] {
  if (text === null || text === '') return defaultOptions.percentileMetrics;
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !(latencyNames as readonly string[]).includes(name));
  if (wrong !== undefined) {
    throw new ArgumentError(`argument --percentile-metrics: expected names out of ${latencyNames.join(', ')}`);
  }
  return names as LatencyName[];
}

/** Percentiles with commas between. */
export function readPercentiles(text: string): number[] {
  const percents = text.split(',').map((part) => Number(part.trim() === '' ? NaN : part));
  if (percents.every((percent) => percent >= 0 && percent <= 100)) return percents;
  throw new ArgumentError('argument --metric-percentiles: expected numbers from 0 to 100, with commas between');
}

/** Limits such as "ttft:200", in milliseconds. */
export function readGoodput(texts: readonly string[]): Objectives {
  const pairs = texts.map((text) => {
    const [name = '', value = '', ...rest] = text.split(':');
    const limit = tryFloat(value);
    if (!['ttft', 'tpot', 'e2el'].includes(name) || limit === null || limit < 0 || rest.length > 0) {
      throw new ArgumentError('argument --goodput: expected ttft:MS, tpot:MS or e2el:MS, milliseconds of 0 or more');
    }
    return [name, limit] as const;
  });
  return Object.fromEntries(pairs);
}

function tryFloat(text: string): number | null {
  try {
    return readFloat(text);
  } catch {
    return null;
  }
}
