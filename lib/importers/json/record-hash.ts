import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const blockBytes = 1 << 16;

/** SHA-256 fed piece by piece; what @noble/hashes and Node's own `createHash` make alike. */
export interface Sha256 {
  update: (bytes: Uint8Array) => unknown;
  digest: () => Uint8Array;
}
export type CreateSha256 = () => Sha256;
export const createSha256: CreateSha256 = () => sha256.create();

/** SHA-256 fed in many small pieces: collects them into blocks first, since one update per number is slow. */
export class RecordHash {
  #create: CreateSha256;
  #hash: Sha256;
  #block = new Uint8Array(blockBytes);
  #filled = 0;

  constructor(create: CreateSha256) {
    this.#create = create;
    this.#hash = create();
  }

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
    this.#hash = this.#create();
    return hex;
  }

  /** Forgets all bytes so far. */
  reset(): void {
    this.#filled = 0;
    this.#hash = this.#create();
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
