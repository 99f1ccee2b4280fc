import type { ServerFlag } from '@/lib/domain/plan/server-flags';

/**
 * Server flags as they stand on a command line: "--max-num-seqs 256 --enable-prefix-caching", quotes as in a shell,
 * over several lines with or without backslashes. Nothing is ever expanded. Whether a flag may be set is for the plan
 * to say. Returns the sentence that says what is wrong where the text is no list of flags.
 */
export function parseFlagText(text: string): ServerFlag[] | string {
  const words = splitWords(text);
  if (words === null) return 'A quotation mark is not closed.';
  const flags: ServerFlag[] = [];
  for (const { text: word, quoted } of words) {
    const isFlag = !quoted && /^--?[A-Za-z]/.test(word);
    const last = flags.at(-1);
    if (isFlag) flags.push(flagOf(word));
    else if (last?.value === null) last.value = word;
    else return `“${word.slice(0, 60)}” stands alone: a flag begins with --, and takes one value.`;
  }
  return flags;
}

function flagOf(word: string): ServerFlag {
  const bare = word.replace(/^--?/, '');
  const equals = bare.indexOf('=');
  const name = (equals < 0 ? bare : bare.slice(0, equals)).replaceAll('_', '-');
  return { name, value: equals < 0 ? null : bare.slice(equals + 1) };
}

interface Word {
  text: string;
  /** Its beginning stood in quotes, so it is a value whatever it looks like. */
  quoted: boolean;
}

/** The words of a command line; null where a quotation mark stays open. */
function splitWords(text: string): Word[] | null {
  const words: Word[] = [];
  const piece = /\s+|\\\r?\n|\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\s\\'"]+)|([\s\S])/g;
  let open: Word | null = null;
  for (const [whole, escaped, single, double, plain, stray] of text.matchAll(piece)) {
    if (stray !== undefined) return null;
    const isGap = escaped === undefined && single === undefined && double === undefined && plain === undefined;
    if (isGap) {
      open = null;
      continue;
    }
    if (open === null) words.push((open = { text: '', quoted: whole.startsWith("'") || whole.startsWith('"') }));
    open.text += escaped ?? single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? plain ?? '';
  }
  return words;
}

const plainValue = /^[A-Za-z0-9._:,+/@%-]+$/;

/** Flags as `parseFlagText` reads them back, one to a line. */
export function writeFlagText(flags: readonly ServerFlag[]): string {
  return flags
    .map(({ name, value }) => {
      if (value === null) return `--${name}`;
      const isPlain = plainValue.test(value) && !/^--?[A-Za-z]/.test(value);
      return `--${name} ${isPlain ? value : `'${value.replaceAll("'", `'\\''`)}'`}`;
    })
    .join('\n');
}
