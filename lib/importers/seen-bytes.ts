import { bytesToHex } from '@noble/hashes/utils.js';
import type { SourceFile } from './importer';
import type { CreateSha256, Sha256 } from './json/record-hash';

/** Passes a file's bytes on while it hashes them, so that a file is not read once more for its hash. */
export class SeenBytes {
  #file: SourceFile;
  #create: CreateSha256;
  #digest: string | null;

  constructor(file: SourceFile, create: CreateSha256) {
    this.#file = file;
    this.#create = create;
    this.#digest = file.sha256 ?? null;
  }

  /** The file's bytes, hashed on the way where their hash is not known yet. May be opened more than once. */
  async *open(): AsyncGenerator<Uint8Array> {
    const hash: Sha256 | null = this.#digest === null ? this.#create() : null;
    for await (const chunk of this.#file.open()) {
      hash?.update(chunk);
      yield chunk;
    }
    if (hash) this.#digest = bytesToHex(hash.digest());
  }

  /** Of the whole file, whether or not it was read to its end. */
  async sha256(): Promise<string> {
    if (this.#digest === null) for await (const _ of this.open());
    return this.#digest!;
  }
}
