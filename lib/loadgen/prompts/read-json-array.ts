import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/**
 * The elements of a JSON file that is one array, one after the other: such files are larger than the longest string.
 * Throws a SyntaxError where the file is no array or an element is not JSON.
 */
export async function* readJsonArray(path: string): AsyncGenerator {
  const decoder = new StringDecoder('utf8');
  const splitter = new ArraySplitter();
  for await (const bytes of createReadStream(path)) {
    yield* splitter.push(decoder.write(bytes as Buffer));
  }
  yield* splitter.push(decoder.end());
  splitter.finish();
}

/** Cuts the text of an array into its elements; brackets within strings do not count. */
class ArraySplitter {
  #element = '';
  #depth = 0;
  #inString = false;
  #escaped = false;
  #ended = false;

  *push(text: string): Generator {
    let from = 0;
    for (let index = 0; index < text.length; index++) {
      const before = this.#depth;
      const char = text[index] as string;
      if (!this.#step(char)) continue;
      if (before === 0) from = index + 1;
      else if (before === 1) {
        const element = (this.#element + text.slice(from, index)).trim();
        this.#element = '';
        from = index + 1;
        if (element !== '') yield JSON.parse(element);
      }
    }
    this.#element += this.#depth === 0 ? '' : text.slice(from);
  }

  finish(): void {
    if (!this.#ended) throw new SyntaxError('the file ends within the array');
  }

  /** true = a border of an element: the opening bracket, a comma between elements, the closing bracket. */
  #step(char: string): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (char === '\\') this.#escaped = true;
      else if (char === '"') this.#inString = false;
      return false;
    }
    if (this.#depth === 0) return this.#stepOutside(char);
    if (char === '"') this.#inString = true;
    else if (char === '[' || char === '{') this.#depth += 1;
    else if (char === ']' || char === '}') {
      this.#depth -= 1;
      this.#ended = this.#depth === 0;
      return this.#ended;
    }
    return char === ',' && this.#depth === 1;
  }

  #stepOutside(char: string): boolean {
    if (/[\s\uFEFF]/.test(char)) return false;
    if (char !== '[' || this.#ended)
      throw new SyntaxError(this.#ended ? 'text after the array' : 'the file is no JSON array');
    this.#depth = 1;
    return true;
  }
}
