/** Writes numbers and texts one after the other; grows as needed. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  /** A whole number from 0 to 2^53 - 1, in one byte for each 7 bits. */
  whole(number: number): void {
    this.#reserve(8);
    let rest = number;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  float(number: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(number, this.#length);
  }

  text(text: string): void {
    this.bytes(Buffer.from(text));
  }

  /** With its length before it. */
  bytes(bytes: Uint8Array): void {
    this.whole(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  written(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#length + count, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
