import { seconds } from "../domain/time.ts";
import type { Config } from "./config.ts";

/** What is watched without a `scipy.yml`: the machine that the bot runs on, as host `local`. */
export function localConfig(): Config {
  return {
    channel: "#ops",
    commandName: "/scipy",
    interval: seconds(15),
    reviewers: { users: [], groups: [] },
    hosts: [{ name: "local", reach: { kind: "local" }, daemons: [] }],
  };
}
