import { z } from "zod";
import { parseDuration, seconds } from "../domain/time.ts";
import { alertsSchema } from "./alert-schema.ts";
import { digestSchema } from "./digest.ts";
import { hostSchema } from "./host-schema.ts";
import { keepSchema } from "./keep.ts";
import { restartsSchema } from "./restarts.ts";
import { reviewers } from "./reviewers.ts";
import { selfSchema } from "./self.ts";
import { channel } from "./slack-values.ts";
import { describedAs, keyFile, knownHostsFile, listOf, matching, port, user } from "./values.ts";
import { zone } from "./zone.ts";

/** The lists are loops and messages later on; what is longer is a mistake of a generator. */
const hostsMax = 1000;

/** Oftener costs a starved host more than it tells; more rarely misses how a host dies. */
const intervalMin = seconds(5);
const intervalMax = seconds(600);

const command = matching(/^\/[a-z0-9_-]{1,31}$/, 'a slash and 1 to 31 of a-z, 0-9, "_" and "-": /scipy').meta(
  describedAs("The slash command, as it stands in the app's manifest.", "/scipy"),
);

const intervalExpected = 'a duration from "5 s" to "10 min"';

const interval = matching(/^\d+(\.\d+)? ?(ms|s|min|m|h)$/, intervalExpected)
  .refine((text) => isInterval(text), intervalExpected)
  .meta(describedAs("From one reading of a host to the next.", "15 s", "1 min"));

const defaults = z
  .strictObject(
    { user: user.optional(), key: keyFile.optional(), known_hosts: knownHostsFile.optional(), port: port.optional() },
    "a mapping with user, key, known_hosts and port",
  )
  .meta(describedAs("What holds for every host reached by SSH that does not say otherwise."));

/** The shape of `scipy.yml`. Messages are what was expected; `explainIssues` makes sentences of them. */
export const configSchema = z
  .strictObject(
    {
      channel: channel.meta(describedAs("Where the bot speaks unasked. Invite the bot to it.", "#ops", "C0123456789")),
      command: command.default("/scipy"),
      interval: interval.default("15 s"),
      zone: zone.optional(),
      reviewers: reviewers.optional(),
      restarts: restartsSchema.optional(),
      alerts: alertsSchema.optional(),
      digest: digestSchema.optional(),
      keep: keepSchema.optional(),
      self: selfSchema.optional(),
      defaults: defaults.optional(),
      hosts: listOf(hostSchema, hostsMax, "a list of hosts, each with a name")
        .min(1, "at least one host")
        .meta(describedAs("The machines that are watched.")),
    },
    "a mapping with channel and hosts",
  )
  .meta({ title: "scipy.yml", description: "What the bot watches, and where it says so." });

export type ConfigInput = z.output<typeof configSchema>;

function isInterval(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== null && duration >= intervalMin && duration <= intervalMax;
}
