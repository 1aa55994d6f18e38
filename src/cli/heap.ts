import { parseArgs } from "node:util";
import { analyzeStoredHeaps, type StoredHeap } from "../app-heap-store.ts";
import type { StoredDaemonsRequest } from "../app-stored-daemons.ts";
import { readTrackRecords } from "../app-track-record.ts";
import { systemWorld, type World } from "../app-world.ts";
import { renderFaults } from "../config/render-faults.ts";
import { nearest } from "../domain/command/nearest.ts";
import { deployPhrase } from "../domain/deploy.ts";
import { widenedSentence } from "../domain/heap/explain-track-record.ts";
import { limitSentence } from "../domain/heap/limit-of-daemon.ts";
import { type Result, succeed } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { heapJson } from "./heap-json.ts";
import { heapText } from "./heap-text.ts";
import { loadConfigOrLocal, loadDataFolderOf } from "./load.ts";
import { trackRecordJson } from "./track-record-json.ts";
import { trackRecordText } from "./track-record-text.ts";

const options = {
  json: { type: "boolean", default: false },
  "track-record": { type: "boolean", default: false },
  config: { type: "string" },
  "env-file": { type: "string" },
} as const;

/** A week, as in Slack. */
const horizonDays = 7;

/** The heap model on the bot's own history, of one daemon or of all; or how its forecasts held. */
export async function heap(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options, allowPositionals: true }));
  if (!read.ok) return refuse(call, read.error);
  const { values, positionals } = read.value;
  const [daemon = null, ...others] = positionals;
  if (others.length > 0) return refuse(call, whyNotSeveral(daemon ?? ""));
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
  const told = values["track-record"] ? await tellRecords(request, world) : await tellHeaps(request, world);
  if (!told.ok) return refuse(call, told.error);
  call.print(values.json ? `${JSON.stringify(told.value.data(), null, 1)}\n` : `${told.value.text()}\n`);
  return exitCodes.done;
}

function whyNotSeveral(first: string): string {
  const meant = nearest(first, ["analyze"]);
  if (meant !== null) return `there is no command "heap ${first}". Did you mean "heap ${meant}"?`;
  return 'name one daemon, as "zope" or "web-1/zope", or none for all of them.';
}

/** In either form; only one of them is asked for. */
interface Told {
  readonly data: () => object;
  readonly text: () => string;
}

async function tellHeaps(request: StoredDaemonsRequest, world: World): Promise<Result<Told, string>> {
  const heaps = await analyzeStoredHeaps(request, world);
  if (!heaps.ok) return heaps;
  const text = () => heaps.value.map((one) => textOf(one, world.clock.now())).join("\n\n");
  return succeed({ data: () => jsonOf(heaps.value), text });
}

async function tellRecords(request: StoredDaemonsRequest, world: World): Promise<Result<Told, string>> {
  const records = await readTrackRecords(request, world);
  if (!records.ok) return records;
  const text = () => trackRecordText(records.value, world.clock.now());
  return succeed({ data: () => trackRecordJson(records.value), text });
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

function textOf({ host, daemon, limit, ramBytes, deploy, widening, outlook }: StoredHeap, now: Instant): string {
  const text = heapText(outlook, { limitBytes: limit?.bytes ?? null, ramBytes, horizonDays });
  const whence = limitSentence(limit, outlook.analysis.plateau);
  const deployed = deploy === null ? "" : `\n  ${deployPhrase(deploy, { now, nameOf: (user) => user })}.`;
  const wider = outlook.analysis.crossings === null ? null : widenedSentence(widening);
  return `${daemon} on ${host}: ${text}${wider === null ? "" : `\n  ${wider}`}${deployed}${whence === null ? "" : `\n  ${whence}`}`;
}
