import { parseArgs } from "node:util";
import { exportStoredAudit, verifyStoredAudit } from "../app-audit.ts";
import { systemWorld } from "../app-world.ts";
import { renderFaults } from "../config/render-faults.ts";
import type { StoreSettings } from "../config/store-settings.ts";
import type { AuditRow } from "../domain/restart/audit-entry.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadStoreSettingsOf } from "./load.ts";

const options = {
  data: { type: "string" },
  "env-file": { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** The hash chain of the audit, row by row; the bot may be running. */
export async function auditVerify(call: Call): Promise<number> {
  const read = readCall(call);
  if (!read.ok) return refuse(call, read.error);
  const { settings, json } = read.value;
  const checked = await verifyStoredAudit(settings, systemWorld("error"));
  if (!checked.ok) return refuse(call, checked.error);
  const check = checked.value;
  if (json) call.print(`${JSON.stringify(check, null, 1)}\n`);
  if (check.kind === "whole") {
    if (!json)
      call.print(`The audit is whole: ${check.rows === 1 ? "1 row" : `${check.rows} rows`}, head ${check.head}\n`);
    return exitCodes.done;
  }
  const where = `row ${check.seq}: ${check.why}`;
  call.tell(`scipy-bot ${call.command}: the audit is broken at ${where}. Nothing from there on proves anything.\n`);
  return exitCodes.auditBroken;
}

/** Every row as a line of JSON, oldest first. */
export async function auditExport(call: Call): Promise<number> {
  const read = readCall(call);
  if (!read.ok) return refuse(call, read.error);
  const print = (row: AuditRow) => call.print(`${JSON.stringify(lineOf(row))}\n`);
  const exported = await exportStoredAudit(read.value.settings, systemWorld("error"), print);
  return exported.ok ? exitCodes.done : refuse(call, exported.error);
}

/** As scripts read it: instants in ISO 8601. */
function lineOf({ seq, entry, before, hash }: AuditRow) {
  const { at, ...rest } = entry;
  return { seq, at: new Date(at).toISOString(), ...rest, before, hash };
}

function readCall(call: Call): Result<{ readonly settings: StoreSettings; readonly json: boolean }, string> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options }));
  if (!read.ok) return read;
  const { data, json, "env-file": file } = read.value.values;
  const env = data === undefined ? call.env : { ...call.env, SCIPY_DATA: data };
  const settings = loadStoreSettingsOf({ ...call, env }, { "env-file": file });
  if (settings.ok) return succeed({ settings: settings.value, json });
  return fail(`where the bot keeps it is not known.\n${renderFaults(settings.error, { outcome: "nothing was done" })}`);
}
