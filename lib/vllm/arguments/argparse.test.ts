import { describe, expect, it } from 'vitest';
import { type Flag, parseArguments } from './argparse';
import { quote, readFloat, readInteger, readJson } from './python-text';

const flags: Flag[] = [
  { name: '--num-prompts', values: 'one', read: readInteger, help: '' },
  { name: '--rate', values: 'one', read: readFloat, help: '' },
  { name: '--backend', values: 'one', choices: ['openai', 'vllm'], help: '' },
  { name: '--save-result', values: 'none', help: '' },
  { name: '--save-detailed', values: 'none', help: '' },
  { name: '--metadata', values: 'any', help: '' },
  { name: '--goodput', values: 'some', help: '' },
  { name: '--extra-body', values: 'one', read: readJson, help: '' },
];
const parse = (...argv: string[]) => Object.fromEntries(parseArguments(flags, argv));

describe('parseArguments', () => {
  it('takes a value behind the flag or behind its equals sign', () => {
    expect(parse('--num-prompts', '8', '--backend=vllm')).toEqual({ '--num-prompts': 8, '--backend': 'vllm' });
  });

  it('takes underscores for dashes in names, not in values', () => {
    expect(parse('--num_prompts=1_000', '--metadata', 'a_b=c_d')).toEqual({
      '--num-prompts': 1000,
      '--metadata': ['a_b=c_d'],
    });
  });

  it('takes a prefix that fits one flag', () => {
    expect(parse('--num', '8', '--back=vllm', '--save-r')).toEqual({
      '--num-prompts': 8,
      '--backend': 'vllm',
      '--save-result': true,
    });
  });

  it('lets the last of a repeated flag win', () => {
    expect(parse('--num-prompts', '1', '--num-prompts', '2', '--metadata', 'a=1', '--metadata', 'b=2')).toEqual({
      '--num-prompts': 2,
      '--metadata': ['b=2'],
    });
  });

  it('ends a list at the next flag', () => {
    expect(parse('--goodput', 'ttft:1', 'tpot:2', '--metadata', '--num-prompts', '-1')).toEqual({
      '--goodput': ['ttft:1', 'tpot:2'],
      '--metadata': [],
      '--num-prompts': -1,
    });
  });

  // The sentences are those of Python 3.11's argparse for the same flags.
  it.each([
    [['--num-prompts', 'x'], "argument --num-prompts: invalid int value: 'x'"],
    [['--num-prompts', "a'b"], 'argument --num-prompts: invalid int value: "a\'b"'],
    [['--rate', ''], "argument --rate: invalid float value: ''"],
    [['--backend', 'y'], "argument --backend: invalid choice: 'y' (choose from 'openai', 'vllm')"],
    [['--goodput'], 'argument --goodput: expected at least one argument'],
    [['--num-prompts'], 'argument --num-prompts: expected one argument'],
    [['--num-prompts', '--save-result'], 'argument --num-prompts: expected one argument'],
    [['--num-prompts', '-x'], 'argument --num-prompts: expected one argument'],
    [['--save'], 'ambiguous option: --save could match --save-result, --save-detailed'],
    [['--save-result=1'], "argument --save-result: ignored explicit argument '1'"],
    [['--nope', '3', '--num-prompts', '1'], 'unrecognized arguments: --nope 3'],
    [['x'], 'unrecognized arguments: x'],
    [['--extra-body', '{'], "argument --extra-body: invalid loads value: '{'"],
  ])('refuses %j', (argv, message) => {
    expect(() => parse(...argv)).toThrow(message);
  });
});

describe('readFloat', () => {
  it.each([
    ['1', 1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1_000.5', 1000.5],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    [' +2. ', 2],
  ])('reads %j as Python does', (text, value) => {
    expect(readFloat(text)).toBe(value);
  });

  it.each(['', 'x', '1e', '0x10', 'nan', '1 2'])('refuses %j', (text) => {
    expect(() => readFloat(text)).toThrow(RangeError);
  });
});

describe('quote', () => {
  it('writes a text as Python does', () => {
    expect([quote('a'), quote("it's"), quote('"'), quote(`'"`), quote('a\nb\\')]).toEqual([
      "'a'",
      `"it's"`,
      `'"'`,
      `'\\'"'`,
      "'a\\nb\\\\'",
    ]);
  });
});
