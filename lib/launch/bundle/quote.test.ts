import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLines, pathWord, quote, quoteAll, variable } from './quote';

/** Every POSIX shell that is here; sh always is. */
const shells: string[][] = [
  ['sh'],
  ...['/bin/dash', '/bin/bash', '/bin/ksh', '/bin/zsh'].filter(existsSync).map((path) => [path]),
  ...(existsSync('/bin/busybox') ? [['/bin/busybox', 'sh']] : []),
];

/** What a program gets as its arguments, when a shell reads the quoted words. */
function arrive(shell: string[], words: string): string[] {
  const [command, ...args] = shell as [string, ...string[]];
  const show = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
  const script = `exec '${process.execPath}' -e '${show}' -- ${words}`;
  return JSON.parse(execFileSync(command, [...args, '-s'], { input: script, encoding: 'utf8' })) as string[];
}

const nasty = [
  '',
  ' ',
  "it's",
  `"double" and 'single'`,
  "''''",
  'a\nb\n',
  '\r\n\t\u0007\u001b[31m',
  '$(touch /tmp/kneepoint-pwned)',
  '`id`',
  '${HOME} $HOME $$ $0',
  '; rm -rf ~',
  '&& true || false | cat > /dev/null < /dev/null',
  '-rf',
  '--',
  '-',
  '~',
  '~root/x',
  '*',
  '?[a-z]{a,b}',
  '\\',
  '\\\\n\\',
  'a\\\nb',
  '!history',
  '#comment',
  '=cmd',
  'NAME=value',
  'ünïcödé 漢字 🙂 \u202e',
  '%s%n',
  'EOF\n',
];

describe('quote', () => {
  it.each(shells.map((shell) => [shell.join(' '), shell] as const))(
    'lets every nasty text arrive byte for byte in %s',
    (_, shell) => {
      expect(arrive(shell, nasty.map(quote).join(' '))).toEqual(nasty);
    },
  );

  it.each(shells.map((shell) => [shell.join(' '), shell] as const))(
    'lets any text arrive byte for byte in %s',
    (_, shell) => {
      const text = fc
        .string({ unit: 'binary', maxLength: 40 })
        .map((s) => Buffer.from(s.replaceAll('\0', '')).toString());
      const shellish = fc.string({
        unit: fc.constantFrom(...Array.from('\'"\\$`;&|<>()[]{}*?!#~=-\n\t ab')),
        maxLength: 12,
      });
      fc.assert(
        fc.property(fc.array(fc.oneof(text, shellish), { minLength: 1, maxLength: 150 }), (words) => {
          expect(arrive(shell, words.map(quote).join(' '))).toEqual(words);
        }),
        { seed: 20_260_812, numRuns: 10 },
      );
    },
  );

  it('leaves plain words as they are', () => {
    expect(['--max-num-seqs=4', 'meta-llama/Llama-3.1-8B', '/models/x', 'a,b:c@d'].map(quote)).toEqual([
      '--max-num-seqs=4',
      'meta-llama/Llama-3.1-8B',
      '/models/x',
      'a,b:c@d',
    ]);
  });

  it('refuses what no program could be given', () => {
    expect(() => quote('a\0b')).toThrow(RangeError);
  });
});

describe('quoteAll', () => {
  it('passes a variable of the script as one argument, spaces and all', () => {
    const words = quoteAll([variable('gpu_name', 'gpu_type='), 'x y']);
    const [command, ...args] = shells[0] as [string];
    const script = `gpu_name='NVIDIA  "H100" $(id)'\nprintf '%s|' ${words}\n`;
    expect(execFileSync(command, [...args, '-s'], { input: script, encoding: 'utf8' })).toBe(
      'gpu_type=NVIDIA  "H100" $(id)|x y|',
    );
  });

  it('finds a path below the home folder of whoever runs the script, and no other', () => {
    const words = quoteAll([pathWord("~/it's here.jsonl"), pathWord('/data/~/x'), pathWord('~root/x')]);
    const env = { ...process.env, HOME: '/home/some one' };
    expect(execFileSync('sh', ['-c', `printf '%s|' ${words}`], { env, encoding: 'utf8' })).toBe(
      "/home/some one/it's here.jsonl|/data/~/x|~root/x|",
    );
  });

  it('refuses a beginning that could mean something to the shell', () => {
    expect(() => quoteAll([variable('gpu_name', '$(id)')])).toThrow(RangeError);
  });
});

describe('commandLines', () => {
  it('writes one option a line, and the shell reads them as one command', () => {
    const lines = commandLines("printf '%s|'", [['--model', "it's"], { call: '$(printf -- --warm)' }, ['--last']], '');
    expect(execFileSync('sh', ['-c', lines], { encoding: 'utf8' })).toBe("--model|it's|--warm|--last|");
    expect(lines.split('\n')).toHaveLength(4);
  });
});
