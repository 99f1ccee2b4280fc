import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExpanded, readShellCommands } from './shell-words';

describe('readShellCommands', () => {
  it.each([
    ['a b', [['a', 'b']]],
    ['a  "b c" \'d e\'', [['a', 'b c', 'd e']]],
    ["a 'it'\\''s'", [['a', "it's"]]],
    ['a \\\n  -b \\\r\n c', [['a', '-b', 'c']]],
    ['a "" b', [['a', '', 'b']]],
    ['a # not b\nc', [['a'], ['c']]],
    ['a && b; c | d &', [['a'], ['b'], ['c'], ['d']]],
    ['a > out.log 2>&1 b', [['a', 'b']]],
    ['a --n=$(nproc --all) ${B} $C', [['a', '--n=$(nproc --all)', '${B}', '$C']]],
    ['a "x \\"y\\" $Z"', [['a', 'x "y" $Z']]],
    [`a '{"m": "n"}' b`, [['a', '{"m": "n"}', 'b']]],
    [`a {"m": {"n": "} x"}} b`, [['a', '{"m": {"n": "} x"}}', 'b']]],
    ['a "never closed', [['a', 'never closed']]],
    ['', []],
  ])('reads %j', (text, commands) => expect(readShellCommands(text)).toEqual(commands));

  it('reads back any words in single quotes', () => {
    const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((word) => word.replaceAll('\r', '')),
          { minLength: 1 },
        ),
        (words) => {
          expect(readShellCommands(words.map(quote).join(' \\\n'))).toEqual([words]);
        },
      ),
      { seed: 3 },
    );
  });

  it('never throws, whatever the text', () => {
    const pieces = fc.constantFrom("'", '"', '\\', '$(', '{"', '}', '>', '&', '\n', '#', ' ', 'a', '`');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (parts) => {
        expect(Array.isArray(readShellCommands(parts.join('')))).toBe(true);
      }),
      { seed: 4 },
    );
  });
});

describe('isExpanded', () => {
  it.each(['$TP', '${TP:-4}', '$(LWS_GROUP_SIZE)', '`nproc`', '{{ .Values.tp }}'])('knows %j', (word) => {
    expect(isExpanded(word)).toBe(true);
  });
  it.each(['4', 'a$', '{"a": 1}', 'meta-llama/Llama-3.1-8B'])('leaves %j', (word) => {
    expect(isExpanded(word)).toBe(false);
  });
});
