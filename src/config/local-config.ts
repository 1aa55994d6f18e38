import { seconds } from "../domain/time.ts";
import { usualAlerts } from "./build-alerts.ts";
import type { Config } from "./config.ts";
import { usualDigest } from "./digest.ts";
import { usualKeep } from "./keep.ts";
import { usualRestarts } from "./restarts.ts";
import { usualSelf } from "./self.ts";
import { ownZone } from "./zone.ts";

/** What is watched without a `scipy.yml`: the machine that the bot runs on, as host `local`. */
export function localConfig(): Config {
  return {
    channel: "#ops",
    commandName: "/scipy",
    interval: seconds(15),
    reviewers: { users: [], groups: [] },
    restarts: usualRestarts,
    hosts: [{ name: "local", reach: { kind: "local" }, daemons: [] }],
    zone: ownZone(),
    alerts: usualAlerts,
    digest: usualDigest,
    keep: usualKeep,
    self: usualSelf,
  };
}
