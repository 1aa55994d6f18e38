import { parseArgs } from "node:util";
import { inspectSlack } from "../app.ts";
import { inspectRestarts } from "../app-doctor.ts";
import { inspectStore } from "../app-store.ts";
import { createWatch } from "../app-watch.ts";
import { systemWorld } from "../app-world.ts";
import { renderFaults } from "../config/render-faults.ts";
import { examineHost } from "../domain/doctor/examine-host.ts";
import type { Finding } from "../domain/doctor/finding.ts";
import { printable } from "../domain/printable.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadSettings, type Settings } from "./load.ts";
import { renderTable } from "./table.ts";

const options = {
  json: { type: "boolean", default: false },
  config: { type: "string" },
  "env-file": { type: "string" },
} as const;

/** Looks at everything that the bot depends on, changes nothing, and says what to mend. */
export async function doctor(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options }));
  if (!read.ok) return refuse(call, read.error);
  const { values } = read.value;
  const settings = loadSettings(call, values);
  if (!settings.ok) {
    if (values.json) call.print(`${JSON.stringify({ faults: settings.error }, null, 1)}\n`);
    else call.tell(`${renderFaults(settings.error, { outcome: "nothing was examined" })}\n`);
    return exitCodes.badConfig;
  }
  const findings = await examine(settings.value, call.uid);
  const failed = findings.filter((finding) => finding.outcome === "failed").length;
  call.print(values.json ? `${JSON.stringify({ findings }, null, 1)}\n` : findingsText(findings, failed));
  return failed === 0 ? exitCodes.done : exitCodes.hostUnreachable;
}

async function examine({ config, slack, store }: Settings, uid: number): Promise<readonly Finding[]> {
  const watch = createWatch(config, systemWorld("silent"));
  const [slackFindings, board, restarts] = await Promise.all([
    inspectSlack({ settings: slack, channel: config.channel }),
    watch.look(null, () => undefined),
    inspectRestarts(config, systemWorld("silent")),
  ]);
  await watch.stop();
  const reachOf = new Map(config.hosts.map(({ name, reach }) => [name, reach]));
  const hostFindings = board.hosts.flatMap((host) => examineHost(host, reachOf.get(host.host) ?? { kind: "local" }));
  return [...slackFindings, ...inspectStore(store, uid), ...hostFindings, ...restarts];
}

/** Long enough for a fingerprint with its advice. */
const sentenceMax = 500;

function findingsText(findings: readonly Finding[], failed: number): string {
  const rows = findings.map(({ subject, check, outcome, sentence }) => [
    outcome === "ok" ? "ok" : outcome.toUpperCase(),
    subject,
    check,
    printable(sentence, sentenceMax),
  ]);
  const end =
    failed === 0 ? "Nothing keeps the bot from its work." : `${failed} to mend before the bot can do its work.`;
  return `${renderTable(rows)}\n\n${end}\n`;
}
