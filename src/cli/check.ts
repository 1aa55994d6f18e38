import { parseArgs } from "node:util";
import { renderFaults } from "../config/render-faults.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { configurationFaults, loadSettings, type Sources } from "./load.ts";

const options = {
  json: { type: "boolean", default: false },
  config: { type: "string" },
  "env-file": { type: "string" },
} as const;

/** The configuration only: every fault with its place, and nothing is started. */
export async function check(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options }));
  if (!read.ok) return refuse(call, read.error);
  const { values } = read.value;
  const faults = configurationFaults(call, values);
  if (values.json) call.print(`${JSON.stringify({ faults }, null, 1)}\n`);
  else if (faults.length > 0) call.tell(`${renderFaults(faults, { outcome: "nothing was started" })}\n`);
  else call.tell(sound(call, values));
  return faults.length === 0 ? exitCodes.done : exitCodes.badConfig;
}

function sound(call: Call, sources: Sources): string {
  if (loadSettings(call, sources).ok) return "The configuration has no fault. Next: scipy-bot doctor\n";
  return "scipy.yml has no fault. No Slack token is set yet: copy .env.example to .env, run chmod 600 .env, and put both in.\n";
}
