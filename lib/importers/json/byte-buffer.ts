/** A growing run of bytes that can be cut back; the scanner's memory. */
export class ByteBuffer {
  #bytes = new Uint8Array(4096);
  length = 0;

  /** Appends `bytes[start..end)`. */
  append(bytes: Uint8Array, start: number, end: number): void {
    const size = end - start;
    this.#reserve(size);
    // A loop beats `set(subarray())` for the few bytes of a number.
    if (size > 64) {
      this.#bytes.set(bytes.subarray(start, end), this.length);
    } else {
      for (let i = start, at = this.length; i < end; i++, at++) this.#bytes[at] = bytes[i]!;
    }
    this.length += size;
  }

  /** Appends characters of ASCII text. */
  appendText(text: string): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[this.length++] = text.charCodeAt(i);
  }

  /** The bytes from `start` on, as a view that holds until the next append. */
  view(start = 0, end = this.length): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  at(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  /** Cuts back to `length` bytes. */
  truncate(length: number): void {
    this.length = length;
  }

  /** Empties, and gives back the memory of an unusually large record. */
  reset(): void {
    this.length = 0;
    if (this.#bytes.length > 1 << 20) this.#bytes = new Uint8Array(4096);
  }

  #reserve(size: number): void {
    const needed = this.length + size;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }
}
