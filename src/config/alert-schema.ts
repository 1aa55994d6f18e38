import { z } from "zod";
import { ruleNames } from "../domain/alert/rule.ts";
import { ruleSchemas } from "./rule-schemas.ts";
import { channel, groupId, userId } from "./slack-values.ts";
import { amount, count, duration } from "./units.ts";
import { describedAs, listOf } from "./values.ts";

/** All of them are told directly, one after the other. */
const onCallMax = 20;

const off = listOf(
  z.enum(ruleNames, `one of ${ruleNames.join(", ")}`),
  ruleNames.length,
  "a list of rules: [clock, restarted]",
)
  .optional()
  .meta(describedAs("Rules that say nothing.", ["clock"]));

/** A day: what is told more rarely than that is no alert any more. */
const told = (says: string, example: string) => duration({ min: "1 min", max: "7 d", says, example }).optional();
const soon = (says: string, example: string) => duration({ min: "0 s", max: "1 d", says, example }).optional();

const lifeOfOne = {
  keep_firing_factor: amount({
    min: 1,
    max: 10,
    says: "By how much keep_firing grows each time a problem comes back.",
    example: 1.5,
  }).optional(),
  keep_firing_max: duration({ min: "1 s", max: "1 d", says: "What it grows to at most.", example: "1 h" }).optional(),
  hold: soon("A problem that comes back within this opens the same message again.", "1 h"),
  repeat_critical: told("After so long a critical problem is told again.", "1 h"),
  repeat_warning: told("After so long a warning is told again.", "8 h"),
  acknowledged: told("After so long who acknowledged it is asked whether they are still on it.", "4 h"),
  still_on_it: told("Without an answer within this it is no longer acknowledged.", "15 min"),
  flap_transitions: count({
    min: 2,
    max: 100,
    says: "So many changes within flap_window are flapping.",
    example: 4,
  }).optional(),
  flap_window: told("The time over which changes are counted.", "1 h"),
  escalate_direct: soon("Not acknowledged for so long: those on call are told directly. Critical alone.", "5 min"),
  escalate_mention: soon("Not acknowledged for so long: the group on call is mentioned.", "10 min"),
  escalate_broadcast: soon("Not acknowledged for so long: the whole channel sees it again.", "20 min"),
  escalations_max: count({ min: 0, max: 50, says: "Rounds of this at most.", example: 5 }).optional(),
};

const lifeOfGroup = {
  group_wait: duration({
    min: "0 s",
    max: "10 min",
    says: "How long the first warning of a host waits for others.",
    example: "30 s",
  }).optional(),
  group_interval: soon("From one telling of a host to the next, for later warnings.", "5 min"),
};

const { bot, ...hostRules } = ruleSchemas;
const { heap, forecast, down, restarted, health } = ruleSchemas;

const onCall = z
  .strictObject(
    {
      users: listOf(userId, onCallMax, "a list of member ids: [U0123456789]")
        .optional()
        .meta(describedAs("Members who are told directly, by id.", ["U0123456789"])),
      group: groupId.optional().meta(describedAs("The user group that is mentioned, by id.", "S0123456789")),
    },
    "a mapping with users and group",
  )
  .optional()
  .meta(describedAs("Who is told when nobody acknowledges a critical problem."));

export const alertsSchema = z
  .strictObject(
    {
      owner: userId.optional().meta(describedAs("Who looks after the bot, by id.", "U0123456789")),
      on_call: onCall,
      fallback_channel: channel
        .optional()
        .meta(describedAs("Where alerts go when the channel takes none.", "#ops-fallback", "C0123456789")),
      thread_log: z
        .enum(["off", "brief", "full"], "off, brief or full")
        .optional()
        .meta(describedAs("How much of its history goes into an alert's thread.", "brief")),
      off,
      ...hostRules,
      bot,
      ...lifeOfOne,
      ...lifeOfGroup,
    },
    "a mapping, for example of rules with their numbers",
  )
  .meta(describedAs("When the bot speaks unasked, and to whom."));

export const hostAlertsSchema = z
  .strictObject(
    { off, ...hostRules, ...lifeOfOne, ...lifeOfGroup },
    "a mapping with what differs from alerts at the top",
  )
  .meta(describedAs("What differs on this host from alerts at the top; the same keys."));

export const daemonAlertsSchema = z
  .strictObject(
    { off, heap, forecast, down, restarted, health, ...lifeOfOne },
    "a mapping with what differs from the alerts of its host",
  )
  .meta(
    describedAs("What differs for this daemon from the alerts of its host; the same keys, of rules about daemons."),
  );

/** What of it makes up `AlertSettings`: all of it may be missing. */
export type AlertNumbers = Omit<z.output<typeof alertsSchema>, "owner" | "on_call" | "fallback_channel" | "thread_log">;
