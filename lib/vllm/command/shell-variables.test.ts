import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentVariables, expandWords, readVariables } from './shell-variables';

const expand = (script: string, ...words: string[]) => expandWords(words, readVariables(script));

describe('readVariables', () => {
  it.each([
    ['TP=4', ['$TP', '${TP}', 'tp$TP'], ['4', '4', 'tp4']],
    ['export MODEL="org/name"\nTP=2 PP=3', ['$MODEL', '--pp=$PP'], ['org/name', '--pp=3']],
    ['BASE=org\nMODEL=$BASE/name', ['$MODEL'], ['org/name']],
    ['ARGS="-tp 2 --enforce-eager"', ['$ARGS'], ['-tp', '2', '--enforce-eager']],
    ['ARGS=(\n  -tp 2\n  --model "a b"\n)', ['${ARGS[@]}'], ['-tp', '2', '--model', 'a b']],
    ['$ export TP=8', ['$TP'], ['8']],
  ])('of %j', (script, words, expanded) => expect(expand(script, ...words)).toEqual(expanded));

  it.each([
    ['set twice', 'TP=2\nTP=4'],
    ['in a loop', 'TP=2\nfor TP in 1 2 4; do'],
    ['added to', 'TP=2\nTP+=4'],
    ['handed in from outside', 'TP=$1'],
    ['a default that something else may win over', 'TP=${TP:-4}'],
    ['set for one program alone', 'TP=4 python x.py'],
    ['in a comment', '# TP=4'],
  ])('leaves a name that is %s', (_case, script) => expect(expand(script, '$TP')).toEqual(['$TP']));
});

describe('a text made to grow', () => {
  it('leaves names that are made of ever more names', () => {
    const doubled = Array.from({ length: 60 }, (_, index) => `A${index + 1}="$A${index}$A${index}"`);
    const script = ['A0=0123456789', ...doubled].join('\n');
    expect(expand(script, '$A2', '$A60')).toEqual(['0123456789'.repeat(4), '$A60']);
  });

  it('leaves names whose value is longer than any argument', () => {
    expect(expand(`A=${'x'.repeat(5000)}`, '$A')).toEqual(['$A']);
    expect(expandWords(['$(A)'], environmentVariables([['A', 'x'.repeat(5000)]]))).toEqual(['$(A)']);
  });

  it('puts a name in place until a command has grown long', () => {
    const words = expand(`A=${'x'.repeat(4000)}`, ...Array.from({ length: 1000 }, () => '$A'));
    expect(words.filter((word) => word !== '$A')).toHaveLength(4);
    expect(words).toHaveLength(1000);
  });

  it('knows nothing of a text with more assignments than a script has', () => {
    const lines = Array.from({ length: 1001 }, (_, index) => `A${index}=1`);
    expect(expand(lines.slice(1).join('\n'), '$A1')).toEqual(['1']);
    expect(expand(lines.join('\n'), '$A1')).toEqual(['$A1']);
  });
});

describe('expandWords', () => {
  it('puts an environment in place as Kubernetes does', () => {
    expect(expandWords(['--tp=$(TP)', '$(NO)', '$$'], environmentVariables([['TP', '2']]))).toEqual([
      '--tp=2',
      '$(NO)',
      '$$',
    ]);
  });

  it('never throws, whatever the text', () => {
    const pieces = fc.constantFrom(
      'A=',
      'B=(',
      ')',
      '$A',
      '${B[@]}',
      '\n',
      '"',
      "'",
      'export ',
      'for A in ',
      '+=',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        expect(Array.isArray(expand(parts.join(''), ...parts))).toBe(true);
      }),
      { seed: 5 },
    );
  });
});
