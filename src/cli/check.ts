import { parseArgs } from "node:util";
import { renderFaults } from "../config/render-faults.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { configurationFaults } from "./load.ts";

const options = {
  json: { type: "boolean", default: false },
  config: { type: "string" },
  "env-file": { type: "string" },
} as const;

/** The configuration only: every fault with its place, and nothing is started. */
export async function check(call: Call): Promise<number> {
  const read = readOptions(() => parseArgs({ args: [...call.args], options }));
  if (!read.ok) return refuse(call, read.error);
  const { values } = read.value;
  const faults = configurationFaults(call, values);
  if (values.json) call.print(`${JSON.stringify({ faults }, null, 1)}\n`);
  else if (faults.length > 0) call.tell(`${renderFaults(faults, { outcome: "nothing was started" })}\n`);
  else call.tell("The configuration has no fault. Next: scipy-bot doctor\n");
  return faults.length === 0 ? exitCodes.done : exitCodes.badConfig;
}
