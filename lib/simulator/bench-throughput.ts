import { writeFileSync } from 'node:fs';
import type { FlagSpec } from '@/lib/vllm/arguments/argument-parser';
import { parseWith, type ServeArguments } from './cli/serve-arguments';
import { ENGINE_FLAGS } from '@/lib/vllm/arguments/serve-flags';
import { planMemory } from './engine/memory-plan';
import { createRandom, mix } from './engine/random';
import { runVirtual, type VirtualRequest } from './engine/run-virtual';
import { planDeployment, type ConfigProblem, type Deployment } from './settings/deployment';
import { readEnvironment } from './settings/environment';
import { checkCache, checkWeights, type MemoryProblem } from './settings/memory-check';

const THROUGHPUT_FLAGS: readonly FlagSpec[] = [
  { name: 'backend', kind: 'str', choices: ['vllm', 'hf', 'mii', 'vllm-chat'] },
  {
    name: 'dataset-name',
    kind: 'str',
    choices: ['sharegpt', 'random', 'sonnet', 'burstgpt', 'hf', 'prefix_repetition', 'random-mm', 'random-rerank'],
  },
  { name: 'dataset-path', kind: 'str' },
  { name: 'dataset', kind: 'str' },
  { name: 'input-len', kind: 'int' },
  { name: 'output-len', kind: 'int' },
  { name: 'random-input-len', kind: 'int' },
  { name: 'random-output-len', kind: 'int' },
  { name: 'random-range-ratio', kind: 'float' },
  { name: 'prefix-len', kind: 'int' },
  { name: 'random-prefix-len', kind: 'int' },
  { name: 'n', kind: 'int' },
  { name: 'num-prompts', kind: 'int' },
  { name: 'num-warmups', kind: 'int' },
  { name: 'hf-max-batch-size', kind: 'int' },
  { name: 'output-json', kind: 'str' },
  { name: 'async-engine', kind: 'once' },
  { name: 'disable-frontend-multiprocessing', kind: 'once' },
  { name: 'disable-detokenize', kind: 'once' },
  { name: 'prequeue-requests', kind: 'once' },
  { name: 'profile', kind: 'once' },
  { name: 'lora-path', kind: 'str' },
];

/**
 * `vllm bench throughput`: all prompts handed to the engines at once. It runs in the engine's own time, so the elapsed time
 * reported is what the simulated GPUs would take, and the command itself is done sooner. Only random lengths are
 * simulated: files of prompts are refused.
 */
export function runBenchThroughput(argv: readonly string[]): void {
  const own = new Set(THROUGHPUT_FLAGS.map((flag) => flag.name));
  const specs = [...THROUGHPUT_FLAGS, ...ENGINE_FLAGS.filter((flag) => !own.has(flag.name))];
  const parsed = parseWith(specs, 'vllm bench throughput [options]', argv, () => '');
  if ('problem' in parsed) return end(2, parsed.problem);
  const read = readEnvironment(process.env);
  if ('problem' in read) return end(2, `vllm (simulated): error: ${read.problem}\n`);
  const { failures } = read.environment;
  if (failures.has('bench-fail')) return end(1, 'RuntimeError: ordered to fail by SIM_FAIL\n');
  if (failures.has('bench-hang')) return void setInterval(() => undefined, 1 << 30);
  const requests = planRequests(parsed.arguments);
  if ('problem' in requests) return end(1, `ValueError: ${requests.problem}\n`);
  const planned = planDeployment(parsed.arguments, read.environment);
  if ('kind' in planned) return end(1, formatError(planned));
  const problem = checkOffline(planned.deployment);
  if (problem) return end(1, formatError(problem));
  report(parsed.arguments, planned.deployment, requests.requests, failures.has('bench-garbage'));
}

function checkOffline({ config }: Deployment): MemoryProblem | ConfigProblem | null {
  if (config.layout.dp > 1 && !config.model.experts) {
    return {
      kind: 'ValueError',
      message: 'Data parallel is not supported in offline benchmark, please use benchmark serving instead',
    };
  }
  return checkWeights(config) ?? checkCache(config, planMemory(config));
}

function planRequests(args: ServeArguments): { requests: VirtualRequest[] } | { problem: string } {
  if (args.text('dataset-path') ?? args.text('dataset'))
    return { problem: 'the simulator has no prompts of a file: give --input-len and --output-len' };
  const input = args.number('input-len') ?? args.number('random-input-len');
  const output = args.number('output-len') ?? args.number('random-output-len');
  if (input === null || output === null || input < 1 || output < 1)
    return { problem: 'must provide input_len and output_len, at least 1 each' };
  const ratio = args.number('random-range-ratio') ?? 0;
  if (!(ratio >= 0 && ratio < 1)) return { problem: 'range_ratio must be in [0, 1).' };
  const prefix = args.number('prefix-len') ?? args.number('random-prefix-len') ?? 0;
  const random = createRandom(mix(args.number('seed') ?? 0, 7));
  const draw = (length: number) => Math.max(1, Math.round(length * (1 - ratio + 2 * ratio * random())));
  const one = (_: unknown, index: number): VirtualRequest => {
    const inputTokens = prefix + draw(input);
    const prompt = Array.from({ length: inputTokens }, (__, at) => mix(at < prefix ? -1 : index, at) % 32_000);
    return { inputTokens, outputTokens: draw(output), prompt };
  };
  return { requests: Array.from({ length: args.number('num-prompts') ?? 1000 }, one) };
}

function report(args: ServeArguments, deployment: Deployment, requests: VirtualRequest[], garbage: boolean): void {
  const { durationS } = runVirtual(deployment.config, requests, { concurrency: Infinity });
  const prompt = requests.reduce((sum, request) => sum + request.inputTokens, 0);
  const written = requests.reduce((sum, request) => sum + request.outputTokens, 0);
  const perSecond = (count: number) => (count / durationS).toFixed(2);
  process.stdout.write(
    `Throughput: ${perSecond(requests.length)} requests/s, ${perSecond(prompt + written)} total tokens/s, ${perSecond(written)} output tokens/s\n` +
      `Total num prompt tokens:  ${prompt}\nTotal num output tokens:  ${written}\n`,
  );
  const path = args.text('output-json');
  if (path === null) return;
  const result = {
    elapsed_time: durationS,
    num_requests: requests.length,
    total_num_tokens: prompt + written,
    requests_per_second: requests.length / durationS,
    tokens_per_second: (prompt + written) / durationS,
    simulated: 'true',
  };
  const text = JSON.stringify(result, null, 4);
  writeFileSync(path, garbage ? text.slice(0, 40) : text);
}

function formatError(problem: ConfigProblem | MemoryProblem): string {
  return `Traceback (most recent call last):\n${problem.kind}: ${problem.message}\n`;
}

function end(code: number, text: string): void {
  process.stderr.write(text);
  process.exitCode = code;
}
