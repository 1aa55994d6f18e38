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
    const length = this.whole();
    const end = this.#at + length;
    if (end > this.#end) throw new RangeError("The bytes end within a text.");
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
