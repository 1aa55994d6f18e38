import type { Call } from "../../src/cli/call.ts";
import { runCli } from "../../src/cli.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the executable's code in this process, as a shell would in that folder. */
export async function scipyBot(folder: string, args: readonly string[], env: Call["env"] = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await runCli({
    args,
    env,
    folder,
    uid: process.getuid?.() ?? 0,
    columns: null,
    print: (text) => {
      out += text;
    },
    tell: (text) => {
      err += text;
    },
    stopped: new Promise(() => undefined),
  });
  return { code, out, err };
}
