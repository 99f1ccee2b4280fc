/** What ends a word unless it is quoted. */
const blanks = new Set([' ', '\t']);
/** What ends a command unless it is quoted. */
const ends = new Set(['\n', ';', '|', '&', '(', ')']);

/**
 * The commands of a shell text, each as its words: quotes and escapes undone, continued lines joined, comments and
 * redirections left out. Nothing is expanded: "$TP" and "$(nproc)" stay as they are written. Linear in the text, and
 * never throws: a quote that is never closed ends with the text.
 */
export function readShellCommands(text: string): string[][] {
  return new ShellReader(text.replaceAll('\r\n', '\n')).read();
}

/** Whether a word holds what a shell or Kubernetes would have put something else in place of. */
export const isExpanded = (word: string) => /\$[\w({@*]|`|\{\{/.test(word);

class ShellReader {
  private readonly commands: string[][] = [];
  private words: string[] = [];
  /** null: between words. An empty word was quoted. */
  private word: string | null = null;
  private skipsNext = false;
  private at = 0;

  constructor(private readonly text: string) {}

  read(): string[][] {
    while (this.at < this.text.length) this.step(this.text[this.at]!);
    this.endCommand();
    return this.commands;
  }

  private step(char: string): void {
    if (blanks.has(char)) this.endWord(1);
    else if (ends.has(char)) this.endCommand(1);
    else if (char === '#' && this.word === null) this.skipLine();
    else if (char === '<' || char === '>') this.redirect();
    else if (char === '{' && this.word === null && this.text[this.at + 1] === '"') this.readBareJson();
    else this.add(this.readPiece(char));
  }

  private readPiece(char: string): string {
    if (char === "'") return this.readUntil("'", false);
    if (char === '"') return this.readUntil('"', true);
    if (char === '$' && this.text[this.at + 1] === '(') return this.readSubstitution();
    if (char !== '\\') return this.take(1);
    const next = this.text[this.at + 1];
    this.at += 2;
    return next === '\n' || next === undefined ? '' : next;
  }

  private take(length: number): string {
    return this.text.slice(this.at, (this.at += length));
  }

  private add(piece: string): void {
    // A continued line between two words begins none.
    if (piece !== '' || this.word !== null || this.text[this.at - 1] !== '\n') this.word = (this.word ?? '') + piece;
  }

  private readUntil(quote: string, escapes: boolean): string {
    let piece = '';
    for (this.at += 1; this.at < this.text.length && this.text[this.at] !== quote; this.at += 1) {
      const next = this.text[this.at + 1];
      if (escapes && this.text[this.at] === '\\' && next !== undefined && '"\\$`\n'.includes(next)) {
        this.at += 1;
        if (next === '\n') continue;
      }
      piece += this.text[this.at]!;
    }
    this.at += 1;
    return piece;
  }

  private readSubstitution(): string {
    const close = this.text.indexOf(')', this.at);
    return this.take((close === -1 ? this.text.length : close + 1) - this.at);
  }

  /** Arguments written down without a shell in mind hold JSON without quotes around it; a shell would have spoilt it. */
  private readBareJson(): void {
    const start = this.at;
    let depth = 0;
    let quoted = false;
    do {
      const char = this.text[this.at];
      if (char === '"' && this.text[this.at - 1] !== '\\') quoted = !quoted;
      else if (char === '{' && !quoted) depth += 1;
      else if (char === '}' && !quoted) depth -= 1;
      this.at += 1;
    } while (depth > 0 && this.at < this.text.length);
    this.word = this.text.slice(start, this.at);
  }

  private redirect(): void {
    if (this.word !== null && /^\d$/.test(this.word)) this.word = null;
    this.endWord(0);
    while ('<>&'.includes(this.text[this.at] ?? ' ')) this.at += 1;
    this.skipsNext = true;
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end;
  }

  private endWord(length: number): void {
    if (this.word !== null && !this.skipsNext) this.words.push(this.word);
    if (this.word !== null) this.skipsNext = false;
    this.word = null;
    this.at += length;
  }

  private endCommand(length = 0): void {
    this.endWord(length);
    this.skipsNext = false;
    if (this.words.length > 0) this.commands.push(this.words);
    this.words = [];
  }
}
