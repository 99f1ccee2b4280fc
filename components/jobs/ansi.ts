/** A piece of a log's line and how the program coloured it. */
export interface AnsiSpan {
  text: string;
  color: AnsiColor | null;
  bold: boolean;
  dim: boolean;
}
const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type AnsiColor = (typeof colors)[number];

// Colour sequences, captured; and every other escape or control character, which a page has no use for.

const sequence =
  /\x1b\[([\d;]*)m|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-_]?|[\x00-\x08\x0b-\x1f\x7f]/g;

/**
 * A line of a log in pieces of one colour each. Knows the eight colours and their bright forms, bold and dim; other
 * sequences are dropped. Of a line that was written over with carriage returns, as progress bars are, the last state
 * is kept.
 */
export function parseAnsi(line: string): AnsiSpan[] {
  const text = lastWriting(line);
  const spans: AnsiSpan[] = [];
  let look: Omit<AnsiSpan, 'text'> = { color: null, bold: false, dim: false };
  let from = 0;
  const push = (to: number) => {
    if (to > from) spans.push({ text: text.slice(from, to), ...look });
  };
  for (const match of text.matchAll(sequence)) {
    push(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) look = applied(look, match[1]);
  }
  push(text.length);
  return spans;
}

/** The text of a line as it is read and searched: no colours, the last state of what was written over. */
export const plainText = (line: string): string => withoutSequences(lastWriting(line));

/** A text of any number of lines without colours and control characters; what was written over is still there. */
export const withoutSequences = (text: string): string => text.replace(sequence, '');

function lastWriting(line: string): string {
  const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
  return whole.slice(whole.lastIndexOf('\r') + 1);
}

function applied(look: Omit<AnsiSpan, 'text'>, codes: string): Omit<AnsiSpan, 'text'> {
  const next = { ...look };
  const numbers = codes === '' ? [0] : codes.split(';').map(Number);
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i]!;
    if (code === 0) Object.assign(next, { color: null, bold: false, dim: false });
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 22) Object.assign(next, { bold: false, dim: false });
    else if (code === 39) next.color = null;
    else if (code >= 30 && code <= 37) next.color = colors[code - 30]!;
    else if (code >= 90 && code <= 97) next.color = colors[code - 90]!;
    else if (code === 38 || code === 48) {
      // One of 256, or red, green and blue: the numbers that follow are none of ours.
      if (code === 38 && numbers[i + 1] === 5) next.color = colors[(numbers[i + 2] ?? 7) % 8] ?? null;
      i += numbers[i + 1] === 5 ? 2 : 4;
    }
  }
  return next;
}
