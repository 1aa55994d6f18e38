import { parseArgs } from "node:util";
import { replayRecordings } from "../app-replay.ts";
import { systemWorld } from "../app-world.ts";
import { parseInstant } from "../config/parse-instant.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import { type Instant, instant } from "../domain/time.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadConfigOrLocal } from "./load.ts";
import { replayJson } from "./replay-json.ts";
import { replayText } from "./replay-text.ts";

const options = {
  json: { type: "boolean", default: false },
  config: { type: "string" },
  host: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
} as const;

/** Recorded samples through diagnosis and alerts: what would have been said, and when. */
export async function replay(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options, allowPositionals: true }));
  if (!read.ok) return refuse(call, read.error);
  const { values, positionals: files } = read.value;
  if (files.length === 0) return refuse(call, "name the recordings to replay: CSV files, or the bot's data folder.");
  const [from, to] = [readTime("from", values.from), readTime("to", values.to)];
  if (!from.ok) return refuse(call, from.error);
  if (!to.ok) return refuse(call, to.error);
  const config = loadConfigOrLocal(call, values.config);
  if (!config.ok) return refuse(call, config.error);
  const span = { from: from.value, to: to.value };
  const paths = files.map((file) => (file.startsWith("/") ? file : `${call.folder}/${file}`));
  const request = { config: config.value, files: paths, host: values.host ?? null, ...span };
  const report = await replayRecordings(request, systemWorld("error"));
  if (!report.ok) return refuse(call, report.error);
  for (const note of report.value.notes) call.tell(`${note}\n`);
  call.print(
    values.json
      ? `${JSON.stringify(replayJson(report.value), null, 1)}\n`
      : replayText(report.value, config.value.zone),
  );
  return exitCodes.done;
}

/** Seconds on the recording's own clock, or a date of ISO 8601. */
function readTime(name: string, text: string | undefined): Result<Instant | null, string> {
  if (text === undefined) return succeed(null);
  if (/^\d+(\.\d+)?$/.test(text)) return succeed(instant(Number(text) * 1000));
  const at = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text);
  if (at !== null) return succeed(at);
  return fail(
    `--${name} ${JSON.stringify(text)} is no time: expected 2026-10-01, 2026-10-01T14:00Z, or seconds as in t_seconds.`,
  );
}
