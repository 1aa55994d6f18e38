import { PassThrough, Readable } from "node:stream";
import type { ProcessStreams } from "../../src/app-init.ts";

/** A process whose standard input is a pipe with this text. */
export function piped(text: string): () => ProcessStreams {
  return () => ({ input: Readable.from([text]), output: new PassThrough(), isTerminal: false });
}

/** A process that nobody types into. */
export const noTerminal = piped("");
