import type { BenchServeOptions } from '../options';
import { ArgumentError } from '@/lib/vllm/arguments/argument-parser';

/** Throws an ArgumentError for options that make no run, before anything is sent. */
export function checkOptions(options: BenchServeOptions): void {
  const { datasetName, datasetPath, backend, endpoint } = options;
  const expect = (isRight: boolean, flag: string, expected: string) => {
    if (!isRight) throw new ArgumentError(`argument ${flag}: expected ${expected}`);
  };
  const atLeast = (value: number | null, least: number, flag: string) => {
    expect(value === null || value >= least, flag, `a number of ${least} or more`);
  };
  const path = backend === 'openai-chat' ? 'chat/completions' : 'completions';
  expect(
    /^\/[\u0021-\u007e]*$/.test(endpoint) && endpoint.endsWith(path),
    '--endpoint',
    `a path that ends in ${path} for ${backend}`,
  );
  expect(
    backend === 'openai-chat' || !endpoint.endsWith('chat/completions'),
    '--backend',
    'openai-chat for this endpoint',
  );
  expect(datasetName !== 'random' || datasetPath === null, '--dataset-path', 'none with --dataset-name random');
  expect(
    datasetName === 'random' || datasetPath !== null,
    '--dataset-path',
    `a file for --dataset-name ${datasetName}`,
  );
  expect(options.requestRate > 0, '--request-rate', 'a number above 0');
  expect(options.burstiness > 0, '--burstiness', 'a number above 0');
  expect(options.requestTimeoutSec > 0, '--request-timeout-sec', 'a number above 0');
  expect(!/[^\u0020-\u007e]/.test(options.requestIdPrefix), '--request-id-prefix', 'printable ASCII');
  for (const [name, value] of Object.entries(options.sampling)) {
    expect(Number.isFinite(value), `--${name.replaceAll('_', '-')}`, 'a finite number');
  }
  atLeast(options.numPrompts, datasetName === 'custom' ? 0 : 1, '--num-prompts');
  atLeast(options.maxConcurrency, 1, '--max-concurrency');
  atLeast(options.numWarmups, 0, '--num-warmups');
  atLeast(options.readyCheckTimeoutSec, 0, '--ready-check-timeout-sec');
  atLeast(options.randomInputLen, 0, '--random-input-len');
  atLeast(options.randomPrefixLen, 0, '--random-prefix-len');
  atLeast(options.randomOutputLen, 1, '--random-output-len');
  atLeast(options.sharegptOutputLen, 1, '--sharegpt-output-len');
  atLeast(options.customOutputLen, 1, '--custom-output-len');
  atLeast(options.maxResponseBytes, 1, '--max-response-bytes');
}
