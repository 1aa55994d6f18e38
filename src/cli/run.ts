import { parseArgs } from "node:util";
import { createApp } from "../app.ts";
import { systemWorld } from "../app-world.ts";
import { renderFaults } from "../config/render-faults.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadSettings, type Settings } from "./load.ts";

const options = { config: { type: "string" }, "env-file": { type: "string" } } as const;

/** The bot, until a signal stops it or Slack refuses its token. */
export async function run(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options }));
  if (!read.ok) return refuse(call, read.error);
  const settings = loadSettings(call, read.value.values);
  if (!settings.ok) {
    call.tell(`${renderFaults(settings.error, { outcome: "nothing was started" })}\n`);
    return exitCodes.badConfig;
  }
  return runBot(call, settings.value);
}

async function runBot(call: Call, settings: Settings): Promise<number> {
  const world = systemWorld("info");
  let refuseToken: (detail: string) => void = () => undefined;
  const refused = new Promise<string>((resolve) => {
    refuseToken = resolve;
  });
  const app = createApp({ ...world, ...settings, onFault: (fault) => refuseToken(fault.detail) });
  const started = await Promise.race([app.start(), call.stopped]);
  if (started !== undefined && !started.ok) {
    call.tell(`scipy-bot: ${started.error.detail}\n`);
    await app.stop();
    return started.error.reason === "token refused" ? exitCodes.tokenRefused : exitCodes.fault;
  }
  if (started !== undefined) world.log.info("ready", { team: started.value.team, hosts: settings.config.hosts.length });
  const refusal = await Promise.race([refused, call.stopped]);
  await app.stop();
  if (refusal === undefined) return exitCodes.done;
  call.tell(`scipy-bot: ${refusal}\n`);
  return exitCodes.tokenRefused;
}
