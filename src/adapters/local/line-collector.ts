import { StringDecoder } from "node:string_decoder";

export type Collected = "incomplete" | "too much" | { readonly text: string };

/** Collects the lines of one answer from the chunks of a stream; what follows its last line is left out. */
export class LineCollector {
  readonly #decoder = new StringDecoder("utf8");
  readonly #ends: (line: string) => boolean;
  readonly #bytesMax: number;
  readonly #lines: string[] = [];
  #partial = "";
  #bytes = 0;

  constructor(ends: (line: string) => boolean, bytesMax: number) {
    this.#ends = ends;
    this.#bytesMax = bytesMax;
  }

  take(chunk: Buffer): Collected {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bytesMax) return "too much";
    const pieces = `${this.#partial}${this.#decoder.write(chunk)}`.split("\n");
    this.#partial = pieces.pop() ?? "";
    for (const line of pieces) {
      this.#lines.push(line);
      if (this.#ends(line)) return { text: this.#lines.join("\n") };
    }
    return "incomplete";
  }
}
