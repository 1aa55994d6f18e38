import type { Readable } from "node:stream";
import type { TerminalStreams } from "./adapters/terminal/create-questioner.ts";

export { writeFiles } from "./adapters/files/write-files.ts";
export { createQuestioner } from "./adapters/terminal/create-questioner.ts";

/** The process's own; `isTerminal` when a person can be asked on them. */
export interface ProcessStreams extends TerminalStreams {
  readonly isTerminal: boolean;
}

/** Two tokens have some 200 characters. */
const inputMax = 4096;

/** What is piped in, to its end or to the limit. */
export async function readInput(input: Readable): Promise<string> {
  let text = "";
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length >= inputMax) break;
  }
  return text.slice(0, inputMax);
}
