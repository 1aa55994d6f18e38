import { parseArgs } from "node:util";
import { createWatch } from "../app-watch.ts";
import { systemWorld } from "../app-world.ts";
import { nearest } from "../domain/command/nearest.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadConfigOrLocal } from "./load.ts";
import { statusJson } from "./status-json.ts";
import { statusText } from "./status-text.ts";

const options = { json: { type: "boolean", default: false }, config: { type: "string" } } as const;

/** One live reading of every host, without Slack. */
export async function status(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options, allowPositionals: true }));
  if (!read.ok) return refuse(call, read.error);
  const { values, positionals } = read.value;
  const config = loadConfigOrLocal(call, values.config);
  if (!config.ok) return refuse(call, config.error);
  const names = config.value.hosts.map((host) => host.name);
  const scope = scopeOf(positionals, names);
  if (!scope.known) return refuse(call, scope.sentence);
  const world = systemWorld("error");
  const watch = createWatch(config.value, world);
  const board = await watch.look(scope.host, () => undefined);
  // The answer first: saying goodbye to a host that is frozen takes its time.
  call.print(
    values.json
      ? `${JSON.stringify(statusJson(board), null, 1)}\n`
      : statusText(board, { now: world.clock.now(), width: call.columns }),
  );
  await watch.stop();
  return board.hosts.every((host) => host.kind === "read") ? exitCodes.done : exitCodes.hostUnreachable;
}

type Scope =
  | { readonly known: true; readonly host: string | null }
  | { readonly known: false; readonly sentence: string };

function scopeOf(words: readonly string[], names: readonly string[]): Scope {
  const [word, ...rest] = words;
  if (word === undefined) return { known: true, host: null };
  if (rest.length > 0) return { known: false, sentence: "name one host, or none for all of them." };
  const host = names.find((name) => name.toLowerCase() === word.toLowerCase());
  if (host !== undefined) return { known: true, host };
  const meant = nearest(word, names);
  const hint = meant === null ? `The hosts are: ${names.join(", ")}.` : `Did you mean ${JSON.stringify(meant)}?`;
  return { known: false, sentence: `there is no host ${JSON.stringify(word)}. ${hint}` };
}
