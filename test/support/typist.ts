import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { ProcessStreams } from "../../src/app-init.ts";
import { eventually } from "./eventually.ts";

export const keys = { enter: "\r", down: "\u001b[B", ctrlC: "\u0003" } as const;

/** Somebody at a terminal, who types only what a question has been seen for. */
export interface Typist {
  readonly streams: () => ProcessStreams;
  /** Waits for a text that was not there at the last call, then types. */
  type(seen: string, typed: string): Promise<void>;
  /** Only waits. */
  sees(text: string): Promise<void>;
  /** All that was shown, without colours. */
  shown(): string;
  /** Closes the terminal. */
  hangUp(): void;
}

export function createTypist(): Typist {
  const input = new PassThrough();
  // So wide that nothing is wrapped.
  const output = Object.assign(new PassThrough(), { columns: 1000 });
  let text = "";
  let from = 0;
  output.on("data", (chunk: Buffer) => {
    text += stripVTControlCharacters(chunk.toString());
  });
  const sees = (seen: string) => eventually(() => text.indexOf(seen, from) >= 0);
  return {
    sees,
    streams: () => ({ input, output, isTerminal: true }),
    async type(seen, typed) {
      await sees(seen);
      from = text.length;
      input.write(typed);
    },
    shown: () => text,
    hangUp: () => void input.end(),
  };
}
