import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const blockBytes = 1 << 16;

/** SHA-256 fed in many small pieces: collects them into blocks first, since one update per number is slow. */
export class RecordHash {
  #hash = sha256.create();
  #block = new Uint8Array(blockBytes);
  #filled = 0;

  /** Adds `bytes[start..end)`. */
  add(bytes: Uint8Array, start: number, end: number): void {
    if (end - start > blockBytes - this.#filled) {
      this.#flush();
      if (end - start > blockBytes) {
        this.#hash.update(bytes.subarray(start, end));
        return;
      }
    }
    if (end - start > 64) {
      this.#block.set(bytes.subarray(start, end), this.#filled);
      this.#filled += end - start;
    } else {
      for (let i = start; i < end; i++) this.#block[this.#filled++] = bytes[i]!;
    }
  }

  /** The hash of all bytes so far in hex; starts anew. */
  finish(): string {
    this.#flush();
    const hex = bytesToHex(this.#hash.digest());
    this.#hash = sha256.create();
    return hex;
  }

  /** Forgets all bytes so far. */
  reset(): void {
    this.#filled = 0;
    this.#hash = sha256.create();
  }

  #flush(): void {
    this.#hash.update(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }
}

/** SHA-256 of text in UTF-8, hex. */
export function sha256OfText(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}
