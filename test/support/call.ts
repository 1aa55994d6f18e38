import type { Call } from "../../src/cli/call.ts";
import { runCli } from "../../src/cli.ts";
import { noTerminal } from "./no-terminal.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CallMade extends Partial<Pick<Call, "env" | "streams" | "stopped">> {
  readonly folder: string;
  readonly args: readonly string[];
}

/** Runs the executable's code in this process, as a shell would in that folder. */
export function scipyBot(folder: string, args: readonly string[], env: Call["env"] = {}): Promise<Ran> {
  return callBot({ folder, args, env });
}

/** The same where standard input or a signal counts. */
export async function callBot(made: CallMade): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await runCli({
    ...{ env: {}, streams: noTerminal, stopped: new Promise<void>(() => undefined) },
    ...made,
    uid: process.getuid?.() ?? 0,
    columns: null,
    print: (text) => {
      out += text;
    },
    tell: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}
