import { describe, expect, it } from 'vitest';
import { parseServeArguments } from './serve-arguments';
import { SERVE_FLAGS } from '@/lib/vllm/arguments/serve-flags';

const noFile = (path: string): string => {
  throw new Error(`No such file or directory: '${path}'`);
};

function parse(argv: string[], files: Record<string, string> = {}) {
  const parsed = parseServeArguments(argv, (path) => files[path] ?? noFile(path));
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.arguments;
}

function problemOf(argv: string[], files: Record<string, string> = {}): string {
  const parsed = parseServeArguments(argv, (path) => files[path] ?? noFile(path));
  return 'problem' in parsed ? parsed.problem : '';
}

describe('parseServeArguments', () => {
  it.each([
    [['m', '--tensor-parallel-size', '4']],
    [['m', '--tensor-parallel-size=4']],
    [['m', '--tensor_parallel_size', '4']],
    [['m', '-tp', '4']],
    [['m', '-tp=4']],
    [['m', '--tensor', '4']],
    [['-tp', '2', '--tensor-parallel-size', '4', 'm']],
  ])('reads %j as TP 4', (argv) => {
    const args = parse(argv);
    expect(args.number('tensor-parallel-size')).toBe(4);
    expect(args.model).toBe('m');
  });

  it.each([
    ['32k', 32_000],
    ['32K', 32_768],
    ['25.6k', 25_600],
    ['1M', 1_048_576],
    ['4096', 4096],
    ['auto', -1],
    ['-1', -1],
  ])('reads --max-model-len %s as %i', (text, value) => {
    expect(parse(['m', '--max-model-len', text]).number('max-model-len')).toBe(value);
  });

  it('reads switches with their opposites, lists, JSON with dotted keys, and -O3', () => {
    const args = parse([
      'm',
      '--no-enable-prefix-caching',
      '--enforce-eager',
      '--served-model-name',
      'a',
      'b',
      '--hf-overrides.rope.factor',
      '2.0',
      '--hf-overrides.name',
      'x',
      '-cc',
      '{"mode": 3}',
      '-O3',
      '--api-key=k1',
    ]);
    expect(args.flag('enable-prefix-caching')).toBe(false);
    expect(args.flag('enforce-eager')).toBe(true);
    expect(args.texts('served-model-name')).toEqual(['a', 'b']);
    expect(args.values.get('hf-overrides')).toEqual({ rope: { factor: 2 }, name: 'x' });
    expect(args.values.get('compilation-config')).toEqual({ mode: 3 });
    expect(args.number('optimization-level')).toBe(3);
    expect(args.texts('api-key')).toEqual(['k1']);
  });

  it('understands the shortened flag of the KubeAI story', () => {
    expect(parse(['m', '--max-num-batched-token=8192']).number('max-num-batched-tokens')).toBe(8192);
  });

  it.each([
    [['m', '--port', 'x'], "vllm serve: error: argument --port: invalid int value: 'x'"],
    [['m', '-tp', '2.5'], "argument --tensor-parallel-size/-tp: invalid int value: '2.5'"],
    [['m', '--max-model-len', 'long'], "invalid human_readable_int_or_auto value: 'long'"],
    [['m', '--dtype', 'int3'], "argument --dtype: invalid choice: 'int3' (choose from"],
    [['m', '--max-num', '3'], 'ambiguous option: --max-num could match --max-num-batched-tokens, --max-num-seqs'],
    [['m', '--seed'], 'argument --seed: expected one argument'],
    [['m', '--seed', '--port', '1'], 'argument --seed: expected one argument'],
    [['m', '--enforce-eager=yes'], "ignored explicit argument 'yes'"],
    [['m', 'n'], 'unrecognized arguments: n'],
    [['m', '-tp2'], 'unrecognized arguments: -tp2'],
    [['m', '--config', 'a.json'], 'Config file must be of a yaml/yml type'],
    [['m', '--config', 'gone.yaml'], 'Unable to read the config file at gone.yaml'],
  ])('refuses %j', (argv, words) => {
    expect(problemOf(argv)).toContain(words);
  });

  it('reads a YAML file, and lets the command line win', () => {
    const yaml =
      'model: from-file\ntensor-parallel-size: 2\nmax_model_len: 8k\nserved-model-name: [x, y]\nenforce-eager: true\nenable-prefix-caching: false\ntrust-remote-code: false\ncompilation-config: {mode: 3}\nquantization: null\n';
    const args = parse(['--config', 'a.yaml', '-tp', '4'], { 'a.yaml': yaml });
    expect(args.model).toBe('from-file');
    expect(args.number('tensor-parallel-size')).toBe(4);
    expect(args.number('max-model-len')).toBe(8000);
    expect(args.texts('served-model-name')).toEqual(['x', 'y']);
    expect(args.flag('enforce-eager')).toBe(true);
    expect(args.flag('enable-prefix-caching')).toBe(false);
    expect(args.values.get('compilation-config')).toEqual({ mode: 3 });
    expect(parse(['m', '--config=a.yaml'], { 'a.yaml': yaml }).model).toBe('m');
  });
});

describe('SERVE_FLAGS', () => {
  it('name every flag and every short form once', () => {
    const names = SERVE_FLAGS.flatMap((flag) => [flag.name, ...(flag.short === undefined ? [] : [flag.short])]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
