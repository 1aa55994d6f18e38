/** Cuts a stream of UTF-8 into lines and collects those of one answer. A character may be split between two chunks. */
export class AnswerReader {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #endsAnswer: (line: string) => boolean;
  #lines: string[] = [];
  #partial = "";

  constructor(endsAnswer: (line: string) => boolean) {
    this.#endsAnswer = endsAnswer;
  }

  /** The whole answer once its last line is complete, else null. What follows that line is thrown away. */
  take(chunk: Uint8Array): string | null {
    const pieces = this.#decoder.decode(chunk, { stream: true }).split("\n");
    const rest = pieces.pop() ?? "";
    for (const piece of pieces) {
      const line = this.#partial + piece;
      this.#partial = "";
      this.#lines.push(line);
      if (this.#endsAnswer(line)) return this.#lines.join("\n");
    }
    this.#partial += rest;
    return null;
  }

  /** The answer if the text that ended here was one whose last line has no newline. */
  finish(): string | null {
    const line = this.#partial + this.#decoder.decode();
    return line !== "" && this.#endsAnswer(line) ? [...this.#lines, line].join("\n") : null;
  }
}
