import { describe, expect, it } from 'vitest';
import { formatHelp, formatNamespace } from './describe-flags';
import { benchServeFlags } from './flags';
import { parseBenchServe } from './parse-bench-serve';

const optionsOf = (...argv: string[]) => parseBenchServe(argv).options;

describe('parseBenchServe', () => {
  it("has vLLM's defaults", () => {
    const { options, save, showProgress } = parseBenchServe([]);
    expect(options).toMatchObject({
      baseUrl: 'http://127.0.0.1:8000',
      backend: 'openai',
      endpoint: '/v1/completions',
      model: null,
      datasetName: 'random',
      numPrompts: 1000,
      requestRate: Infinity,
      burstiness: 1,
      maxConcurrency: null,
      randomInputLen: 1024,
      randomOutputLen: 128,
      randomRangeRatio: { input: 0, output: 0 },
      percentileMetrics: ['ttft', 'tpot', 'itl'],
      metricPercentiles: [99],
      goodput: null,
      seed: 0,
      requestTimeoutSec: 21_600,
    });
    expect(options.requestIdPrefix).toMatch(/^bench-[0-9a-f]{8}-$/);
    expect([save, showProgress]).toEqual([null, true]);
  });

  it('reads every flag of a full command line', () => {
    const line =
      '--backend openai-chat --base-url https://h:1/x --endpoint /v1/chat/completions --model org/m --served-model-name s' +
      ' --dataset-name custom --dataset-path p.jsonl --custom-output-len -1 --num-prompts 8 --max-concurrency 4' +
      ' --request-rate 2.5 --burstiness inf --num-warmups 3 --seed -7 --ignore-eos --temperature 0 --top-k 5' +
      ' --percentile-metrics ttft,e2el --metric-percentiles 50,99.9 --goodput ttft:200 e2el:3000.5 --save-detailed' +
      ' --append-result --result-dir d --result-filename f.json --metadata tp=8 note=a=b --header X-A=b --label l' +
      ' --ready-check-timeout-sec 9 --disable-tqdm --request-timeout-sec 60 --max-response-bytes 99 --insecure';
    const { options, save, showProgress } = parseBenchServe([...line.split(' '), '--extra-body', '{"min_tokens": 1}']);
    expect(options).toMatchObject({
      backend: 'openai-chat',
      baseUrl: 'https://h:1/x',
      endpoint: '/v1/chat/completions',
      model: 'org/m',
      servedModelName: 's',
      datasetName: 'custom',
      datasetPath: 'p.jsonl',
      customOutputLen: null,
      numPrompts: 8,
      maxConcurrency: 4,
      requestRate: 2.5,
      burstiness: Infinity,
      numWarmups: 3,
      seed: -7,
      ignoreEos: true,
      sampling: { temperature: 0, top_k: 5 },
      extraBody: { min_tokens: 1 },
      percentileMetrics: ['ttft', 'e2el'],
      metricPercentiles: [50, 99.9],
      goodput: { ttft: 200, e2el: 3000.5 },
      metadata: [
        ['tp', '8'],
        ['note', 'a=b'],
      ],
      headers: { 'X-A': 'b' },
      label: 'l',
      saveDetailed: true,
      readyCheckTimeoutSec: 9,
      requestTimeoutSec: 60,
      maxResponseBytes: 99,
      insecure: true,
    });
    expect(save).toEqual({ resultDir: 'd', resultFilename: 'f.json', append: true });
    expect(showProgress).toBe(false);
  });

  it('ignores the end of sequence for random prompts only', () => {
    expect(optionsOf().ignoreEos).toBe(true);
    expect(optionsOf('--dataset-name', 'custom', '--dataset-path', 'p').ignoreEos).toBe(false);
  });

  it('lets the short names of the lengths win', () => {
    const options = optionsOf('--random-input-len', '1', '--input-len', '2', '--output-len', '3');
    expect([options.randomInputLen, options.randomOutputLen, options.sharegptOutputLen]).toEqual([2, 3, 3]);
  });

  it('brackets an IPv6 host', () => {
    expect(optionsOf('--host', '::1', '--port', '9').baseUrl).toBe('http://[::1]:9');
  });

  it('reads a range ratio for both lengths or each', () => {
    expect(optionsOf('--random-range-ratio', '0.3').randomRangeRatio).toEqual({ input: 0.3, output: 0.3 });
    expect(optionsOf('--random-range-ratio', '{"input": 0.1, "output": 0}').randomRangeRatio).toEqual({
      input: 0.1,
      output: 0,
    });
  });

  it.each([
    [['--random-range-ratio', '1.0'], '--random-range-ratio'],
    [['--random-range-ratio', '{"input": 0.1}'], '--random-range-ratio'],
    [['--max-concurrency', '0'], '--max-concurrency: expected a number of 1 or more'],
    [['--num-prompts', '0'], '--num-prompts'],
    [['--request-rate', '0'], '--request-rate'],
    [['--burstiness', '-1'], '--burstiness'],
    [['--temperature', 'inf'], '--temperature: expected a finite number'],
    [['--goodput', 'itl:5'], '--goodput'],
    [['--goodput', 'ttft:5:6'], '--goodput'],
    [['--goodput', 'ttft:'], '--goodput'],
    [['--percentile-metrics', 'ttft,speed'], '--percentile-metrics'],
    [['--metric-percentiles', '101'], '--metric-percentiles'],
    [['--metric-percentiles', '50,'], '--metric-percentiles'],
    [['--metadata', 'tp'], '--metadata: expected KEY=VALUE'],
    [['--header', 'a b=c'], '--header'],
    [['--extra-body', '[1]'], '--extra-body: expected a JSON object'],
    [['--base-url', 'localhost:8000'], '--base-url'],
    [['--base-url', 'http://h/?key=x'], '--base-url: the base URL has a query'],
    [['--endpoint', '/v1/ completions'], '--endpoint'],
    [['--base-url', 'http://user:pw@h'], '--base-url: the base URL holds credentials'],
    [['--endpoint', '/v1/chat/completions'], '--backend: expected openai-chat'],
    [['--backend', 'openai-chat'], '--endpoint: expected a path that ends in chat/completions'],
    [['--dataset-path', 'x'], '--dataset-path: expected none'],
    [['--dataset-name', 'sharegpt'], '--dataset-path: expected a file'],
    [['--dataset-name', 'sonnet'], '--dataset-name: invalid choice'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseBenchServe(argv)).toThrow(message);
  });

  it('never repeats a header in what it says', () => {
    expect(() => parseBenchServe(['--header', 'secret\nvalue=x'])).toThrow(/^(?!.*secret)/);
  });
});

describe('formatNamespace', () => {
  it('writes what was given as Python does, without headers', () => {
    const { given } = parseBenchServe(
      [
        '--model',
        "o'm",
        '--num-prompts',
        '8',
        '--request-rate',
        '2',
        '--save-result',
        '--header',
        'Authorization=x',
      ].concat(['--metadata', 'a=1', 'b=2', '--extra-body', '{"x": [true, null]}']),
    );
    expect(formatNamespace(given)).toBe(
      `Namespace(model="o'm", num_prompts=8, request_rate=2.0, save_result=True, metadata=['a=1', 'b=2'], header='***', extra_body={'x': [True, None]})`,
    );
  });
});

describe('formatHelp', () => {
  it('names every flag', () => {
    const help = formatHelp('vllm bench serve');
    for (const { name } of benchServeFlags) expect(help).toContain(`  ${name}`);
  });
});
