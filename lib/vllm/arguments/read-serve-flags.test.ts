import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments } from './argument-parser';
import { readServeFlags } from './read-serve-flags';
import { SERVE_FLAGS } from './serve-flags';

const read = (...argv: string[]) => Object.fromEntries(readServeFlags(argv).values);

describe('readServeFlags', () => {
  it.each([
    [['--tensor-parallel-size', '2']],
    [['--tensor-parallel-size=2']],
    [['--tensor_parallel_size', '2']],
    [['--tensor', '2']],
    [['-tp', '2']],
    [['-tp=2']],
    [['-tp', '8', '--tensor-parallel-size=2']],
  ])('reads %j as TP 2', (argv) => expect(read(...argv)).toEqual({ 'tensor-parallel-size': 2 }));

  it('reads the flags of 2024: a short beginning, a switch with a value, one that is gone', () => {
    const argv = '--max-num-batched-token=32768 --enable-chunked-prefill=false --enable-prefix-caching True';
    expect(read(...`${argv} --num-scheduler-steps 10 --use-v2-block-manager`.split(' '))).toEqual({
      'max-num-batched-tokens': 32_768,
      'enable-chunked-prefill': false,
      'enable-prefix-caching': true,
      'num-scheduler-steps': 10,
      'use-v2-block-manager': true,
    });
  });

  it('finds the model before, behind and among the flags', () => {
    const model = (...argv: string[]) => readServeFlags(argv).model;
    expect(model('a/b', '-tp', '2')).toBe('a/b');
    expect(model('-tp', '2', 'a/b')).toBe('a/b');
    expect(model('--enforce-eager', 'a/b', '-tp', '2')).toBe('a/b');
    expect(model('$MODEL', '-tp', '2')).toBeNull();
  });

  it.each([
    [['$MODEL', '-tp', '2'], false],
    [['a/b', '--served-model-name', '$NAME', '--unknown', '$VALUE'], false],
    [['$VLLM_ARGS'], true],
    [['a/b', '$@'], true],
    [['a/b', '--max-num-seqs', '8', '$EXTRA'], true],
    [['a/b', '--enforce-eager', '{{ .Values.args }}'], true],
    [[], true],
  ])('tells of %j whether more arguments may stand in it', (argv, isOpen) => {
    expect(readServeFlags(argv).isOpen).toBe(isOpen);
  });

  it('reads a value in front of what a shell puts in place', () => {
    expect(read('a/b', '--max-num-seqs', '8', '$EXTRA')).toEqual({ 'max-num-seqs': 8 });
  });

  it('lets one flag it cannot read spoil nothing else', () => {
    const { values, unread } = readServeFlags([
      '-tp',
      '$TP',
      '--no-such',
      'x',
      '-pp',
      'many',
      '--max-num',
      '3',
      '-dp',
      '2',
    ]);
    expect(Object.fromEntries(values)).toEqual({ 'data-parallel-size': 2 });
    expect(unread).toEqual(['tensor-parallel-size', 'pipeline-parallel-size']);
  });

  it('adds dotted keys up and takes JSON with blanks', () => {
    expect(read('--hf-overrides.a.b', '1', '--hf-overrides.a.c=x', '--speculative-config={"method": "mtp"}')).toEqual({
      'hf-overrides': { a: { b: 1, c: 'x' } },
      'speculative-config': { method: 'mtp' },
    });
  });

  it('takes a value no version we know of has', () => {
    expect(read('--kv-cache-dtype', 'fp2_new')).toEqual({ 'kv-cache-dtype': 'fp2_new' });
  });

  it('reads what the strict reader reads, the same', () => {
    const number = fc.integer({ min: -9, max: 1e6 });
    const ways = (name: string, short: string | undefined, value: string) =>
      fc.constantFrom(
        [`--${name}`, value],
        [`--${name}=${value}`],
        [`--${name.replaceAll('-', '_')}`, value],
        ...(short === undefined ? [] : [[short, value]]),
      );
    const anInt = fc
      .constantFrom(...SERVE_FLAGS.filter(({ kind }) => kind === 'int'))
      .chain(({ name, short }) => number.chain((value) => ways(name, short, String(value))));
    const aSwitch = fc
      .constantFrom(...SERVE_FLAGS.filter(({ kind }) => kind === 'boolean'))
      .chain(({ name }) => fc.constantFrom([`--${name}`], [`--no-${name}`]));
    const argv = fc.array(fc.oneof(anInt, aSwitch), { maxLength: 12 }).map((parts) => parts.flat());
    fc.assert(
      fc.property(argv, (words) => {
        const strict = parseArguments(SERVE_FLAGS, words, 0);
        expect(strict.ok && Object.fromEntries(strict.values)).toEqual(read(...words));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('reads every beginning of a flag that is its alone', () => {
    const longest = fc
      .constantFrom(...SERVE_FLAGS.filter(({ kind }) => kind === 'int'))
      .chain(({ name }) =>
        fc.integer({ min: 1, max: name.length }).map((length) => ({ name, start: name.slice(0, length) })),
      );
    fc.assert(
      fc.property(longest, ({ name, start }) => {
        const fits = SERVE_FLAGS.flatMap((flag) => [
          flag.name,
          ...(flag.kind === 'boolean' ? [`no-${flag.name}`] : []),
        ]).filter((candidate) => candidate.startsWith(start));
        const isAlone = fits.length === 1 || fits.includes(start);
        expect(read(`--${start}`, '7')[name]).toBe(isAlone && (fits.length === 1 || start === name) ? 7 : undefined);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('never throws, whatever the words', () => {
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom('-tp', '--', '-', '--hf-overrides.__proto__.x', '-O3', '--=', '1'),
    );
    fc.assert(
      fc.property(fc.array(words), (argv) => {
        expect(readServeFlags(argv).values).toBeInstanceOf(Map);
        expect(({} as { x?: unknown }).x).toBeUndefined();
      }),
      { seed: 7 },
    );
  });
});
