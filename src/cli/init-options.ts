import { parseArgs } from "node:util";
import { fail, type Result, succeed } from "../domain/result.ts";
import { type Call, readOptions } from "./call.ts";
import type { Sources } from "./load.ts";

const options = {
  config: { type: "string" },
  "env-file": { type: "string" },
  channel: { type: "string" },
  host: { type: "string", multiple: true },
  daemon: { type: "string", multiple: true },
  key: { type: "string" },
  "known-hosts": { type: "string" },
  "tokens-from-stdin": { type: "boolean", default: false },
  keep: { type: "boolean", default: false },
  replace: { type: "boolean", default: false },
} as const;

/** What was said on the command line of `init`; whatever is missing is asked, or is a fault where nobody can be asked. */
export interface InitOptions extends Sources {
  readonly channel?: string | undefined;
  readonly host: readonly string[];
  readonly daemon: readonly string[];
  readonly key?: string | undefined;
  readonly "known-hosts"?: string | undefined;
  readonly "tokens-from-stdin": boolean;
  /** Files that are there stay as they are. */
  readonly keep: boolean;
  /** Files that are there are replaced, and kept under other names. */
  readonly replace: boolean;
}

export function readInitOptions(call: Call): Result<InitOptions, string> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options }).values);
  if (!read.ok) return read;
  const { host = [], daemon = [], ...values } = read.value;
  if (values.keep && values.replace) return fail("--keep and --replace say opposite things. Give one of them.");
  if (daemon.length > 0 && host.length === 0) return fail("--daemon needs the --host that it is on.");
  return succeed({ ...values, host, daemon });
}
