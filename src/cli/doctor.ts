import { parseArgs } from "node:util";
import { examineAll } from "../app-doctor.ts";
import { systemWorld } from "../app-world.ts";
import { renderFaults } from "../config/render-faults.ts";
import { concludeFindings } from "../domain/doctor/conclude.ts";
import type { Finding } from "../domain/doctor/finding.ts";
import { printable } from "../domain/printable.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadSettings } from "./load.ts";
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
  const findings = await examineAll({ ...settings.value, uid: call.uid }, systemWorld("silent"));
  const failed = findings.filter((finding) => finding.outcome === "failed").length;
  call.print(values.json ? `${JSON.stringify({ findings }, null, 1)}\n` : findingsText(findings));
  return failed === 0 ? exitCodes.done : exitCodes.hostUnreachable;
}

/** Long enough for a fingerprint with its advice. */
const sentenceMax = 500;

function findingsText(findings: readonly Finding[]): string {
  const rows = findings.map(({ subject, check, outcome, sentence }) => [
    outcome === "ok" ? "ok" : outcome.toUpperCase(),
    subject,
    check,
    printable(sentence, sentenceMax),
  ]);
  return `${renderTable(rows)}\n\n${concludeFindings(findings)}\n`;
}
