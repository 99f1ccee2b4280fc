import type { IncomingMessage } from 'node:http';
import { errorMessage } from './stream-event';

const maxBytes = 4096;

/** An answer with another status than 200: collects the start of its body, for the reason. */
export class ErrorAnswer {
  readonly #status: string;
  readonly #pieces: Buffer[] = [];
  #length = 0;

  constructor({ statusCode = 0, statusMessage = '' }: IncomingMessage) {
    this.#status = `HTTP ${statusCode} ${statusMessage}`.trim();
  }

  /** false = enough was read. */
  take(bytes: Buffer): boolean {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    return this.#length < maxBytes;
  }

  /** The status and what the server said of it: its error message, else the start of the body. */
  reason(): string {
    const text = Buffer.concat(this.#pieces).toString('utf8', 0, Math.min(this.#length, maxBytes)).trim();
    const said = messageIn(text) ?? text;
    return said === '' ? this.#status : `${this.#status}: ${said}`;
  }
}

function messageIn(text: string): string | null {
  try {
    return errorMessage(JSON.parse(text));
  } catch {
    return null;
  }
}
