/** Reads what `ByteWriter` wrote, in the same order. Throws a RangeError where the bytes end too soon. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = 0;
    this.#end = bytes.length;
  }

  whole(): number {
    let number = 0;
    let worth = 1;
    for (;;) {
      if (this.#at >= this.#end) throw new RangeError("The bytes end within a number.");
      const byte = this.#bytes[this.#at++] ?? 0;
      number += (byte & 127) * worth;
      if (byte < 128) return number;
      worth *= 128;
    }
  }

  float(): number {
    const number = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return number;
  }

  text(): string {
    return this.bytes().toString();
  }

  /** A view, not a copy. */
  bytes(): Buffer {
    const from = this.#skip();
    return this.#bytes.subarray(from, this.#at);
  }

  skipBytes(): void {
    this.#skip();
  }

  /** Goes past the bytes that come next, and says whether they are these. */
  takeBytes(wanted: Buffer): boolean {
    const from = this.#skip();
    return this.#bytes.compare(wanted, 0, wanted.length, from, this.#at) === 0;
  }

  /** Answers with where the bytes begin that it went past. */
  #skip(): number {
    const length = this.whole();
    const from = this.#at;
    if (from + length > this.#end) throw new RangeError("The bytes end within a text.");
    this.#at = from + length;
    return from;
  }
}
