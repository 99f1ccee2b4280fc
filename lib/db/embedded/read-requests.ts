/** What a client of PostgreSQL's protocol sends, cut where the server owes an answer. */
export type ClientRequest =
  /** Asks for encryption, which a Unix socket does without. */
  | { kind: 'encryption' }
  | { kind: 'cancel' }
  | { kind: 'startup'; bytes: Buffer }
  /** Whole messages, the last of which (Query, Sync, FunctionCall, Flush) makes the server answer. */
  | { kind: 'messages'; bytes: Buffer }
  | { kind: 'terminate' };

const encryptionCodes = new Set([80877103, 80877104]);
const cancelCode = 80877102;
const answered = new Set(['Q', 'S', 'F', 'H'].map((letter) => letter.charCodeAt(0)));
const terminate = 'X'.charCodeAt(0);
const largestMessage = 0x40000000;

/**
 * Cuts a client's bytes into requests. Messages are held back until the one that asks for an answer has arrived in
 * full, so that a request larger than a socket's buffer is never half executed while other clients get their turn.
 * Throws on bytes that are no such protocol.
 */
export async function* readRequests(chunks: AsyncIterable<Buffer>): AsyncGenerator<ClientRequest> {
  const input = new Input(chunks);
  for (let started = false; !started;) {
    const bytes = await input.take(0);
    if (bytes === null) return;
    const code = bytes.readInt32BE(4);
    if (encryptionCodes.has(code)) yield { kind: 'encryption' };
    else if (code === cancelCode) {
      yield { kind: 'cancel' };
      return;
    } else {
      yield { kind: 'startup', bytes };
      started = true;
    }
  }
  for (let messages: Buffer[] = []; ;) {
    const bytes = await input.take(1);
    if (bytes === null) return;
    if (bytes[0] === terminate) {
      yield { kind: 'terminate' };
      return;
    }
    messages.push(bytes);
    if (!answered.has(bytes[0]!)) continue;
    yield { kind: 'messages', bytes: Buffer.concat(messages) };
    messages = [];
  }
}

/** Bytes as they come, taken message by message without copying the rest of a large one again and again. */
class Input {
  private readonly chunks: AsyncIterator<Buffer>;
  private held: Buffer[] = [];
  private heldBytes = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next message with its length after `prefix` bytes of type; null at the end. */
  async take(prefix: 0 | 1): Promise<Buffer | null> {
    if (!(await this.hold(prefix + 4))) return null;
    const length = this.join().readInt32BE(prefix);
    if (length < (prefix === 0 ? 8 : 4) || length > largestMessage) throw new Error('Not PostgreSQL’s protocol.');
    if (!(await this.hold(prefix + length))) return null;
    const all = this.join();
    const message = all.subarray(0, prefix + length);
    this.held = [all.subarray(prefix + length)];
    this.heldBytes = all.length - message.length;
    return message;
  }

  private async hold(bytes: number): Promise<boolean> {
    while (this.heldBytes < bytes) {
      const next = await this.chunks.next();
      if (next.done) return false;
      this.held.push(next.value);
      this.heldBytes += next.value.length;
    }
    return true;
  }

  private join(): Buffer {
    const all = this.held.length === 1 ? this.held[0]! : Buffer.concat(this.held);
    this.held = [all];
    return all;
  }
}
