import { withoutTerminalCodes } from '@/lib/vllm/server-log/plain-log';
import { damagedGzip, isDamagedGzip, refuseHead, textBytes, tooLarge, withoutMark } from '../bytes/text-bytes';
import type { Problem, SourceFile, TextLine } from '../importer';

/** A line or what made reading on pointless. */
export type LineEvent = { line: TextLine; problem: null } | { line: null; problem: Problem };

/** What is looked at of one line: longer ones are no line of any benchmark. */
const longestLine = 256 << 10;
const defaultFileBytes = 300 << 20;
const linesPerBreath = 10_000;

/**
 * Reads a text line by line, compressed or not, as a terminal would have shown it: without colours, and what a progress
 * bar wrote over in lines of their own under one number, for what was printed behind a bar stands on the bar's line.
 * Empty lines are left out. Memory holds one slice and one line. What cannot be read comes as a problem.
 */
export async function* readLines(file: SourceFile, fileBytes = defaultFileBytes): AsyncGenerator<LineEvent> {
  const splitter = new LineSplitter();
  let total = 0;
  let sinceBreath = 0;
  try {
    for await (const slice of textBytes(file.open())) {
      const refusal = total === 0 ? refuseHead(slice, file.path) : null;
      const isFirst = total === 0;
      total += slice.length;
      const problem = refusal ?? (total > fileBytes ? tooLarge(file.path, fileBytes) : null);
      if (problem) {
        yield { line: null, problem };
        return;
      }
      for (const line of splitter.push(isFirst ? withoutMark(slice) : slice)) {
        yield { line, problem: null };
        if (++sinceBreath % linesPerBreath === 0) await new Promise((resume) => setTimeout(resume, 0));
      }
    }
  } catch (error) {
    if (!isDamagedGzip(error)) throw error;
    yield { line: null, problem: damagedGzip(file.path) };
    return;
  }
  for (const line of splitter.end()) yield { line, problem: null };
}

/** The lines of a text that is there as a whole, as `readLines` gives them. */
export function linesOf(text: string): TextLine[] {
  return text.split('\n').flatMap((line, index) => [...settled(line, index + 1)]);
}

class LineSplitter {
  #decoder = new TextDecoder();
  #rest = '';
  #number = 1;

  *push(bytes: Uint8Array): Generator<TextLine> {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#rest = shortened(lines.pop()!);
    for (const line of lines) yield* settled(line, this.#number++);
  }

  *end(): Generator<TextLine> {
    yield* settled(this.#rest + this.#decoder.decode(), this.#number);
  }
}

/** What can still matter of a line that goes on: its beginning, or what stands behind its last carriage return. */
function shortened(line: string): string {
  if (line.length <= longestLine) return line;
  return line.slice(Math.max(0, line.lastIndexOf('\r') + 1)).slice(0, longestLine);
}

function* settled(line: string, number: number): Generator<TextLine> {
  for (const state of line.split('\r')) {
    const text = withoutTerminalCodes(state.slice(0, longestLine)).trimEnd();
    if (text !== '') yield { number, text };
  }
}
