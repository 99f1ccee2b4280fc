import type { RecordImporter, TextImporter, TextLine, TextOutcome, TextReading } from '../importer';
import { recordOfText } from '../json/record-of-text';

export const jsonInTextFormat = 'json-in-text';

/** A result on a screen is short: its lists would fill thousands of lines. */
const most = { lines: 4000, length: 4 << 20 };

/**
 * Results somebody printed into a text, as `cat result.json` or `jq` do it in a terminal or a page of notes: a JSON
 * object that begins a line and ends one, of a format that one of `importers` knows. Objects nobody knows are text.
 */
export const jsonInText = (importers: readonly RecordImporter[]): TextImporter => ({
  format: jsonInTextFormat,
  namesHelp: true,
  begin: (file) =>
    new JsonInTextReading(
      file,
      importers.filter(({ begin }) => begin === undefined),
    ),
});

class JsonInTextReading implements TextReading {
  #file: string;
  #importers: readonly RecordImporter[];
  #bulky: ReadonlyMap<string, 'count' | 'rows'>;
  #lines: string[] = [];
  #first = 0;
  #length = 0;
  /** Braces that are open, and whether a string is. */
  #depth = 0;
  #inString = false;
  #index = 0;

  constructor(file: string, importers: readonly RecordImporter[]) {
    this.#file = file;
    this.#importers = importers;
    this.#bulky = new Map(importers.flatMap(({ bulky }) => Object.entries(bulky ?? {})));
  }

  line({ number, text }: TextLine): TextOutcome | null {
    if (this.#lines.length === 0) {
      if (!/^\s*\{\s*(?:"|$)/.test(text)) return null;
      this.#first = number;
    }
    this.#lines.push(text);
    this.#length += text.length;
    this.#count(text);
    if (this.#depth === 0) return this.#close();
    // A string does not go on in the next line: what began like an object is none.
    const isNone = this.#inString || this.#lines.length > most.lines || this.#length > most.length;
    if (isNone) this.#forget();
    return null;
  }

  end(): null {
    this.#forget();
    return null;
  }

  #count(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const char = text[at];
      if (this.#inString) {
        if (char === '\\') at += 1;
        else if (char === '"') this.#inString = false;
      } else if (char === '"') this.#inString = true;
      else if (char === '{') this.#depth += 1;
      else if (char === '}') this.#depth -= 1;
    }
  }

  #forget(): void {
    this.#lines = [];
    this.#length = 0;
    this.#depth = 0;
    this.#inString = false;
  }

  #close(): TextOutcome | null {
    const found = recordOfText(this.#lines.join('\n'), this.#bulky);
    this.#forget();
    const importer = found && this.#importers.find((candidate) => candidate.recognises(found.value));
    if (!importer) return null;
    this.#index += 1;
    const record = { ...found, index: this.#index, path: `line ${this.#first}` };
    const { measurements, problems } = importer.read(record, this.#file);
    return { measurements: measurements.map((measurement) => ({ measurement, path: record.path })), problems };
  }
}
