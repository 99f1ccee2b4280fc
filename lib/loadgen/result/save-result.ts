import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BenchServeResult } from './bench-serve-result';
import { formatPythonFloat, formatPythonJson } from './python-json';

export interface SaveOptions {
  /** null = the current folder. Made where it is missing. */
  resultDir: string | null;
  /** null = named after the run, as vLLM does. */
  resultFilename: string | null;
  /** Add a line to the file rather than replace it. */
  append: boolean;
}

/**
 * Writes a result where and as `vllm bench serve` does and returns the path. A new file is there whole or not at all;
 * an appended one is its records, one a line, without a last line end.
 */
export async function saveResult(result: BenchServeResult, options: SaveOptions): Promise<string> {
  const path = join(options.resultDir ?? '', options.resultFilename ?? nameResult(result));
  if (options.resultDir !== null) await mkdir(options.resultDir, { recursive: true });
  const line = formatPythonJson(result);
  if (options.append) await appendLine(path, line);
  else await replaceFile(path, line);
  return path;
}

/** `{label or backend}-{rate}qps[-concurrency{N}]-{model}-{date}.json`. */
export function nameResult({ label, backend, request_rate: rate, max_concurrency: cap, ...result }: BenchServeResult) {
  const qps = typeof rate === 'number' ? formatPythonFloat(rate) : rate;
  const model = result.model_id.split('/').at(-1) ?? '';
  return `${label ?? backend}-${qps}qps${cap === null ? '' : `-concurrency${cap}`}-${model}-${result.date}.json`;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    const { size } = await file.stat();
    await file.appendFile(size === 0 ? line : `\n${line}`);
  } finally {
    await file.close();
  }
}
