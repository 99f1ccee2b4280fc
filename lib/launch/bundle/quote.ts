const plain = /^[A-Za-z0-9_/.:,@+-][A-Za-z0-9_/.:,@+=-]*$/;

/**
 * One argument for a POSIX shell: it arrives byte for byte, whatever it holds. The only way text gets into a script
 * here. Plain words stay as they are, for the reader. A NUL cannot be passed to a program at all, and throws.
 */
export function quote(text: string): string {
  if (text.includes('\0')) throw new RangeError('An argument cannot hold a NUL character.');
  return plain.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What only the target knows: variables of the job script. */
export type ScriptVariable =
  'base_url' | 'port' | 'gpu_name' | 'vllm_version' | 'server_version' | 'served_model' | 'client';

/**
 * A word of a command: text, a variable of the job script behind a fixed beginning, or a path below the home folder of
 * whoever runs the script. Each arrives as one argument.
 */
export type Word = string | { prefix: string; variable: ScriptVariable } | { belowHome: string };

/** A value only the target knows: `variable('gpu_name', 'gpu_type=')`. */
export const variable = (name: ScriptVariable, prefix = ''): Word => ({ prefix, variable: name });

/** A path on the target; "~/" stands for the home folder there. */
export const pathWord = (path: string): Word => (path.startsWith('~/') ? { belowHome: path.slice(2) } : path);

function quoteWord(word: Word): string {
  if (typeof word === 'string') return quote(word);
  if ('belowHome' in word) return `"$HOME"/${quote(word.belowHome)}`;
  if (!/^[A-Za-z0-9_=-]*$/.test(word.prefix)) throw new RangeError(`Not a plain beginning: ${word.prefix}`);
  return `"${word.prefix}$${word.variable}"`;
}

/**
 * One option of a command with its values, or a call of one of the script's own functions that prints options; such
 * text is ours and holds nothing from outside.
 */
export type Option = readonly Word[] | { call: string };

/** A command over several lines, an option on each. `head` is a call of our own with its quoted words. */
export function commandLines(head: string, options: readonly Option[], indent: string): string {
  const lines = options.map((option) => ('call' in option ? option.call : option.map(quoteWord).join(' ')));
  return [head, ...lines].join(` \\\n${indent}  `);
}

/** Words of a command on one line. */
export const quoteAll = (words: readonly Word[]): string => words.map(quoteWord).join(' ');
