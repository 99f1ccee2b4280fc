import { bytes as ascii, byteName, isBareByte, isSpace, kindOfValue } from './json-bytes';
import { type BuildOptions, RecordBuilder } from './record-builder';
import { writeNumbers } from './write-numbers';
import { ScanLog } from './scan-log';
import { maxDepth, type State, states } from './scan-states';

/** Entries of a list in a list stand here: nothing but their bytes matters on their own. */
const rowLevel = 3;

/**
 * Finds the records of a JSON document fed chunk by chunk: a lone object, an array of objects, or objects after each
 * other (JSON Lines, append layout). It knows the grammar's skeleton only: strings, numbers and words are judged by
 * `JSON.parse` when a record is whole. A broken record costs itself: scanning resumes at the next line that starts
 * with a brace, unless the records are in an array.
 */
export class JsonScanner {
  readonly #log = new ScanLog();
  #builder: RecordBuilder;
  #state: State = states.top;
  #stack = new Uint8Array(maxDepth + 2);
  #depth = 0;
  /** Depth at which records stand: 1 inside an array, else 0. */
  #base = 0;
  /** Inside a record, or inside an array's entry that is none. */
  #inEntry = false;
  #inKey = false;
  #entryIsObject = false;
  #firsts = new Uint8Array(maxDepth + 2);
  #stringBytes = 0;
  #significant = false;
  #atLineStart = true;

  constructor(options: BuildOptions) {
    this.#builder = new RecordBuilder(options);
  }

  /** What was found since it was last asked for. */
  take() {
    return this.#log.found.splice(0);
  }

  /** Whether nothing more can be found, whatever follows. */
  get done(): boolean {
    return this.#state === states.dead;
  }

  push(bytes: Uint8Array): void {
    let i = 0;
    while (i < bytes.length) {
      if (this.#state === states.string) i = this.#inString(bytes, i);
      else if (this.#state === states.bare) i = this.#inBare(bytes, i);
      else if (this.#state === states.escape) i = this.#inEscape(bytes, i);
      else if (this.#state === states.dead) break;
      else i = this.#between(bytes, i);
    }
    this.#log.offset += bytes.length;
  }

  /** Says that the file is over. */
  end(): void {
    if (this.#state === states.bare) this.#endBare(0);
    if (this.#state === states.dead) return;
    if (this.#inEntry) {
      const found = `the end of the file inside the record that starts on line ${this.#log.entryLine}`;
      this.#problem(0, 'the rest of the record', found);
    } else if (this.#depth > 0) {
      this.#problem(0, 'the closing bracket of the array', 'the end of the file');
    }
    this.#state = states.dead;
  }

  #between(bytes: Uint8Array, at: number): number {
    const byte = bytes[at]!;
    const atLineStart = this.#atLineStart;
    this.#atLineStart = byte === ascii.newline;
    if (byte === ascii.newline) this.#log.line++;
    if (isSpace(byte)) return at + 1;
    if (this.#state === states.recover) {
      if (!atLineStart || byte !== ascii.openBrace) return at + 1;
      this.#state = states.top;
    }
    this.#structure(bytes, at, byte);
    if (this.#stateIs(states.recover) && atLineStart && byte === ascii.openBrace) {
      this.#state = states.top;
      this.#structure(bytes, at, byte);
    }
    return this.#stateIs(states.bare) ? at : at + 1;
  }

  // Narrowing does not see that a method changed the state.
  #stateIs(state: State): boolean {
    return this.#state === state;
  }

  #structure(bytes: Uint8Array, at: number, byte: number): void {
    switch (this.#state) {
      case states.value:
      case states.valueOrEnd:
        if (byte === ascii.closeBracket && this.#state === states.valueOrEnd) this.#close(bytes, at);
        else this.#beginValue(bytes, at, byte);
        return;
      case states.key:
      case states.keyOrEnd:
        if (byte === ascii.quote) this.#beginString(bytes, at, true);
        else if (byte === ascii.closeBrace && this.#state === states.keyOrEnd) this.#close(bytes, at);
        else this.#unexpected('a field name in double quotes', byte, at);
        return;
      case states.colon:
        if (byte !== ascii.colon) return this.#unexpected("':' after a field name", byte, at);
        this.#write(bytes, at, at + 1);
        this.#state = states.value;
        return;
      case states.after:
        return this.#afterValue(bytes, at, byte);
      case states.ended:
        return this.#unexpected('nothing after the array', byte, at);
      default:
        return this.#atTop(bytes, at, byte);
    }
  }

  #atTop(bytes: Uint8Array, at: number, byte: number): void {
    if (byte === ascii.openBracket && this.#log.index === 0 && !this.#log.inArray) {
      this.#log.inArray = true;
      this.#base = 1;
      this.#depth = 1;
      this.#stack[1] = ascii.openBracket;
      this.#state = states.valueOrEnd;
    } else if (byte === ascii.openBrace) {
      this.#beginValue(bytes, at, byte);
    } else {
      this.#unexpected(this.#log.index === 0 ? 'a JSON object or an array of them' : 'a further JSON object', byte, at);
    }
  }

  #afterValue(bytes: Uint8Array, at: number, byte: number): void {
    const inObject = this.#stack[this.#depth] === ascii.openBrace;
    if (byte === ascii.comma) {
      if (this.#inEntry) this.#write(bytes, at, at + 1);
      this.#state = inObject ? states.key : states.value;
    } else if (byte === (inObject ? ascii.closeBrace : ascii.closeBracket)) {
      this.#close(bytes, at);
    } else {
      this.#unexpected(inObject ? "',' or '}' after a value" : "',' or ']' after a value", byte, at);
    }
  }

  #beginValue(bytes: Uint8Array, at: number, byte: number): void {
    if (byte !== ascii.quote && byte !== ascii.openBrace && byte !== ascii.openBracket && !isBareByte(byte)) {
      return this.#unexpected('a JSON value', byte, at);
    }
    if (this.#depth === this.#base) this.#beginEntry(byte);
    if (this.#entryIsObject) this.#builder.beginValue(this.#depth - this.#base, byte);
    this.#firsts[this.#depth] = byte;
    if (byte === ascii.openBrace || byte === ascii.openBracket) this.#open(bytes, at, byte);
    else if (byte === ascii.quote) this.#beginString(bytes, at, false);
    else this.#state = states.bare;
  }

  #beginEntry(byte: number): void {
    this.#inEntry = true;
    this.#entryIsObject = byte === ascii.openBrace;
    this.#log.entryLine = this.#log.line;
    this.#builder.begin();
  }

  #open(bytes: Uint8Array, at: number, byte: number): void {
    if (this.#depth >= maxDepth) {
      this.#problem(at, `at most ${maxDepth} levels of nesting`, 'more');
      this.#giveUp();
      return;
    }
    this.#depth++;
    this.#stack[this.#depth] = byte;
    this.#write(bytes, at, at + 1);
    this.#state = byte === ascii.openBrace ? states.keyOrEnd : states.valueOrEnd;
  }

  #close(bytes: Uint8Array, at: number): void {
    this.#depth--;
    if (this.#depth < this.#base) {
      this.#state = states.ended;
      return;
    }
    this.#write(bytes, at, at + 1);
    this.#significant = true;
    this.#endValue(at);
  }

  #endValue(at: number): void {
    if (this.#depth > this.#base) {
      const first = this.#firsts[this.#depth]!;
      if (this.#entryIsObject) this.#builder.endValue(this.#depth - this.#base, first, this.#significant);
      this.#state = states.after;
      return;
    }
    this.#state = this.#log.inArray ? states.after : states.top;
    this.#endEntry(at);
  }

  #endEntry(at: number): void {
    this.#inEntry = false;
    if (this.#entryIsObject) {
      const { built, fault } = this.#builder.finish();
      if (built) this.#log.record(built);
      else this.#problem(at, fault.expected, fault.found, fault.field);
    } else {
      this.#problem(at, 'a JSON object', kindOfValue(this.#firsts[this.#depth]!));
    }
    this.#log.index++;
  }

  #beginString(bytes: Uint8Array, at: number, isKey: boolean): void {
    this.#inKey = isKey;
    if (isKey && this.#entryIsObject) this.#builder.beginKey(this.#depth - this.#base);
    this.#write(bytes, at, at + 1);
    this.#stringBytes = 0;
    this.#state = states.string;
  }

  #inString(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length && bytes[at] !== ascii.quote && bytes[at] !== ascii.backslash && bytes[at]! >= 0x20) at++;
    this.#stringBytes += at - from;
    if (at === bytes.length) {
      this.#write(bytes, from, at);
      return at;
    }
    if (bytes[at]! < 0x20) {
      this.#unexpected('the closing quote of a text', bytes[at]!, at);
      return at;
    }
    this.#write(bytes, from, at + 1);
    if (bytes[at] === ascii.backslash) this.#state = states.escape;
    else this.#endString(at);
    return at + 1;
  }

  #inEscape(bytes: Uint8Array, at: number): number {
    if (bytes[at]! < 0x20) {
      this.#unexpected('an escaped character', bytes[at]!, at);
      return at;
    }
    this.#stringBytes++;
    this.#write(bytes, at, at + 1);
    this.#state = states.string;
    return at + 1;
  }

  #endString(at: number): void {
    if (this.#inKey) {
      if (this.#entryIsObject) this.#builder.endKey(this.#depth - this.#base);
      this.#state = states.colon;
      return;
    }
    this.#significant = this.#stringBytes > 0;
    this.#endValue(at);
  }

  #inBare(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length && isBareByte(bytes[at]!)) at++;
    this.#write(bytes, from, at);
    if (at === bytes.length) return at;
    this.#endBare(at);
    const inRow = this.#depth - this.#base >= rowLevel && this.#stack[this.#depth] === ascii.openBracket;
    return inRow && this.#state === states.after && this.#entryIsObject ? writeNumbers(bytes, at, this.#builder) : at;
  }

  #endBare(at: number): void {
    if (this.#entryIsObject && !this.#builder.endBare()) {
      this.#problem(at, 'a JSON value', this.#builder.token());
      this.#giveUp();
      return;
    }
    this.#significant = this.#firsts[this.#depth] !== 0x6e;
    this.#endValue(at);
  }

  #write(bytes: Uint8Array, start: number, end: number): void {
    if (start < end && this.#entryIsObject) this.#builder.write(bytes, start, end);
  }

  #unexpected(expected: string, byte: number, at: number): void {
    this.#problem(at, expected, byteName(byte));
    this.#giveUp();
  }

  #problem(at: number, expected: string, found: string, field: string | null = null): void {
    if (!this.#log.problem(at, expected, found, field)) this.#state = states.dead;
  }

  /** Leaves the broken record for the next line that starts one; nothing can be trusted after a break in an array. */
  #giveUp(): void {
    if (this.#inEntry) this.#log.index++;
    this.#inEntry = false;
    this.#depth = 0;
    if (this.#state !== states.dead) this.#state = this.#log.inArray ? states.dead : states.recover;
  }
}
