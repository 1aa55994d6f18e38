import { parseArgs } from "node:util";
import { startTrial, type Trial } from "../app-trial.ts";
import { terminalWorld } from "../app-world.ts";
import type { Config } from "../config/config.ts";
import { localConfig } from "../config/local-config.ts";
import { renderBytes } from "../domain/bytes.ts";
import { succeed } from "../domain/result.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { loadConfigOrLocal } from "./load.ts";

const options = {
  port: { type: "string", default: "8155" },
  config: { type: "string" },
  "no-demo": { type: "boolean", default: false },
  data: { type: "string" },
} as const;

/** The bot and a Slack workspace of its own, until Ctrl-C. */
export async function trial(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options }));
  if (!read.ok) return refuse(call, read.error);
  const { values } = read.value;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return refuse(call, `--port takes a number from 0 to 65535, not ${JSON.stringify(values.port)}.`);
  // This machine, whatever a scipy.yml in the folder says: who wants other hosts names the file.
  const config = values.config === undefined ? succeed(localConfig()) : loadConfigOrLocal(call, values.config);
  if (!config.ok) return refuse(call, config.error);
  const folder = values.data ?? call.env["SCIPY_DATA"] ?? null;
  // Somebody who brings hosts of their own wants to see those.
  const demo = !values["no-demo"] && values.config === undefined;
  call.tell(`Starting the workspace${demo ? ", a demo daemon" : ""} and the bot …\n`);
  const started = await startTrial({
    ...terminalWorld(call.tell),
    port,
    config: config.value,
    demo,
    folder,
    node: process.execPath,
  });
  if (!started.ok) return refuse(call, started.error, exitCodes.fault);
  call.tell(welcome(started.value, config.value));
  await call.stopped;
  call.tell("\nStopping … (Ctrl-C once more ends it at once)\n");
  await started.value.stop();
  return exitCodes.done;
}

function welcome(trial: Trial, { commandName, hosts }: Config): string {
  const demo =
    trial.demo === null
      ? `It watches ${hosts.map((host) => host.name).join(", ")}.\n`
      : `It watches this machine and a demo daemon (pid ${trial.demo.pid}) whose heap fragments.
A tour on the page leads through all of this in four steps.
Wait for it: within two minutes an alert of its heap comes into #ops by itself, before it reaches its threshold of ${renderBytes(trial.demo.threshold)}.
Then restart it, as one would at 3 a.m.: press Restart… below the alert and say why; become Bob (bottom left) and press
Approve; watch it being checked, run and verified in the thread. Alice, who asked, may not approve; nor may Dave or the guest.
(Only for the demo the waits of the alerts are shortened to seconds.)\n`;
  const dryRun =
    trial.demo === null ? "" : `  ${commandName} dry-run demo  what a restart would run, cut and give back\n`;
  return `
The bot is ready. Open  ${trial.url}
${demo}
Try first, in #ops:
  ${commandName} status        how this machine stands, live
  ${commandName} why           what the verdict rests on
  ${commandName} alerts        what is wrong now, and what is silenced
  ${commandName} alerts test memory   a specimen of an alert, marked as a test
  ${commandName} report        says that users suffer; in the menu of a message, too
${dryRun}Then press Refresh and Details below an answer. Ctrl-C ends it all.
`;
}
