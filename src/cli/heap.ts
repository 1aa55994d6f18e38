import { parseArgs } from "node:util";
import { analyzeStoredHeaps, type StoredHeap } from "../app-heap-store.ts";
import { systemWorld } from "../app-world.ts";
import { renderFaults } from "../config/render-faults.ts";
import { deployPhrase } from "../domain/deploy.ts";
import type { Instant } from "../domain/time.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { heapJson } from "./heap-json.ts";
import { heapText } from "./heap-text.ts";
import { loadConfigOrLocal, loadDataFolderOf } from "./load.ts";

const options = {
  json: { type: "boolean", default: false },
  config: { type: "string" },
  "env-file": { type: "string" },
} as const;

/** A week, as in Slack. */
const horizonDays = 7;

/** The heap model on the bot's own history, of one daemon or of all. */
export async function heap(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options, allowPositionals: true }));
  if (!read.ok) return refuse(call, read.error);
  const { values, positionals } = read.value;
  const [daemon = null, ...others] = positionals;
  if (others.length > 0) return refuse(call, 'name one daemon, as "zope" or "web-1/zope", or none for all of them.');
  const config = loadConfigOrLocal(call, values.config);
  if (!config.ok) return refuse(call, config.error);
  const folder = loadDataFolderOf(call, values);
  if (!folder.ok)
    return refuse(
      call,
      `the data folder is not known.\n${renderFaults(folder.error, { outcome: "nothing was done" })}`,
    );
  const request = { config: config.value, folder: folder.value, daemon };
  const world = systemWorld("error");
  const heaps = await analyzeStoredHeaps(request, world);
  if (!heaps.ok) return refuse(call, heaps.error);
  call.print(
    values.json
      ? `${JSON.stringify(jsonOf(heaps.value), null, 1)}\n`
      : `${heaps.value.map((one) => textOf(one, world.clock.now())).join("\n\n")}\n`,
  );
  return exitCodes.done;
}

/** Each as `heap analyze --json` gives it, with its names and the limit that was reckoned with. */
function jsonOf(heaps: readonly StoredHeap[]) {
  return {
    daemons: heaps.map(({ host, daemon, limit, outlook }) => ({
      host,
      name: daemon,
      threshold: limit?.bytes ?? null,
      ...heapJson(outlook.analysis, limit === null ? [] : [limit.bytes]),
    })),
  };
}

function textOf({ host, daemon, limit, ramBytes, deploy, outlook }: StoredHeap, now: Instant): string {
  const text = heapText(outlook, { limitBytes: limit?.bytes ?? null, ramBytes, horizonDays });
  const unset = limit?.isSet === false ? "\n  No threshold is set in scipy.yml: 45 % of RAM was taken." : "";
  const deployed = deploy === null ? "" : `\n  ${deployPhrase(deploy, { now, nameOf: (user) => user })}.`;
  return `${daemon} on ${host}: ${text}${deployed}${unset}`;
}
