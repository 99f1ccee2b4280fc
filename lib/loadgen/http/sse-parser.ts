import { StringDecoder } from 'node:string_decoder';

/**
 * Server-sent events out of bytes, however they are cut. `push` returns the data of each event that the bytes
 * complete; `finish` that of a last event left without its empty line. Line ends are LF, CRLF or CR; comments, names,
 * ids and retry fields are dropped; several data lines of one event are joined by LF. Source: WHATWG HTML, 9.2.6.
 */
export class SseParser {
  readonly #decoder = new StringDecoder('utf8');
  /** A line without its end so far, in pieces: joining them each time would cost a square of its length. */
  #line: string[] = [];
  #data: string | null = null;
  #atStart = true;
  #skipLineFeed = false;

  push(bytes: Buffer): string[] {
    return this.#read(this.#decoder.write(bytes), false);
  }

  finish(): string[] {
    const events = this.#read(this.#decoder.end(), true);
    if (this.#data !== null) events.push(this.#data);
    this.#data = null;
    return events;
  }

  #read(decoded: string, ended: boolean): string[] {
    const text = this.#withoutSplitLineEnd(decoded);
    const events: string[] = [];
    let from = 0;
    let carriageReturn = text.indexOf('\r');
    for (;;) {
      const lineFeed = text.indexOf('\n', from);
      if (carriageReturn !== -1 && carriageReturn < from) carriageReturn = text.indexOf('\r', from);
      const end = earlier(lineFeed, carriageReturn);
      if (end === -1) break;
      this.#takeLine(this.#completeLine(text.slice(from, end)), events);
      from = this.#afterLineEnd(text, end);
    }
    if (from < text.length) this.#line.push(text.slice(from));
    if (ended && this.#line.length > 0) this.#takeLine(this.#completeLine(''), events);
    return events;
  }

  #completeLine(end: string): string {
    if (this.#line.length === 0) return end;
    const line = this.#line.join('') + end;
    this.#line = [];
    return line;
  }

  /** A CR that ended the last piece may have its LF at the start of this one. */
  #withoutSplitLineEnd(text: string): string {
    let start = 0;
    if (this.#atStart && text !== '') {
      this.#atStart = false;
      if (text.startsWith('\uFEFF')) start = 1;
    }
    if (this.#skipLineFeed && text !== '') {
      this.#skipLineFeed = false;
      if (text.startsWith('\n', start)) start += 1;
    }
    return start === 0 ? text : text.slice(start);
  }

  #afterLineEnd(text: string, end: number): number {
    if (text[end] === '\n') return end + 1;
    if (end + 1 === text.length) this.#skipLineFeed = true;
    return text[end + 1] === '\n' ? end + 2 : end + 1;
  }

  #takeLine(line: string, events: string[]): void {
    if (line === '') {
      if (this.#data !== null) events.push(this.#data);
      this.#data = null;
    } else if (line.startsWith('data:')) {
      const value = line.slice(line[5] === ' ' ? 6 : 5);
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
    }
  }
}

/** The smaller of two positions, of which -1 means "nowhere". */
function earlier(one: number, other: number): number {
  if (one === -1 || other === -1) return Math.max(one, other);
  return Math.min(one, other);
}
