import { z } from "zod";
import type { RuleName } from "../domain/alert/rule.ts";
import { amount, count, duration, percent } from "./units.ts";
import { describedAs } from "./values.ts";

/** No finding is worth waiting for longer than an hour, and no problem is still the same one a day after it ended. */
const timing = (pending: string, keepFiring: string) => ({
  pending: duration({
    min: "0 s",
    max: "1 h",
    says: "How long the finding lasts before it is told.",
    example: pending,
  }).optional(),
  keep_firing: duration({
    min: "0 s",
    max: "1 d",
    says: "How long it has to be clear before it counts as resolved, at first.",
    example: keepFiring,
  }).optional(),
});

const waiting = (says: string, example: string) => percent({ min: "0.1 %", max: "100 %", says, example }).optional();

const memory = rule("Tasks that wait for memory, and RAM that runs out.", {
  some_warning: waiting("Time in which some tasks wait for memory, over 60 s. Clears at half.", "5 %"),
  some_critical: waiting("The same, from which it is critical.", "20 %"),
  full_warning: waiting("Time in which all tasks wait for memory, over 60 s. Clears at half.", "2 %"),
  full_critical: waiting("The same, from which it is critical.", "10 %"),
  available_warning: waiting("Available RAM below which it warns.", "10 %"),
  available_critical: waiting("Available RAM below which it is critical.", "5 %"),
  ...timing("1 min", "15 min"),
});

const climb = (says: string, example: string) => percent({ min: "0.1 %", max: "1000 %", says, example }).optional();

const swap = rule("Swap that fills, or pages that go in and out.", {
  climb_warning: climb("Share of RAM by which swap grows in an hour.", "5 %"),
  climb_critical: climb("The same, from which it is critical.", "20 %"),
  span: duration({
    min: "5 min",
    max: "6 h",
    says: "How much of its course is looked at.",
    example: "30 min",
  }).optional(),
  thrash: amount({
    min: 1,
    max: 1_000_000,
    says: "Pages a second, in and out both, that are thrashing.",
    example: 100,
  }).optional(),
  ...timing("5 min", "10 min"),
});

const perCpu = (says: string, example: number) => amount({ min: 0.1, max: 1000, says, example }).optional();

const load = rule("More tasks that want to run than there are CPUs.", {
  warning: perCpu("Load over one minute for each CPU.", 1.5),
  critical: perCpu("The same, from which it is critical.", 4),
  clear: perCpu("The same, below which it clears.", 1.2),
  ...timing("5 min", "5 min"),
});

const ofThreshold = (says: string, example: string) => percent({ min: "1 %", max: "500 %", says, example }).optional();

const heap = rule("A daemon's heap that comes near its threshold.", {
  warning: ofThreshold("Share of the threshold.", "85 %"),
  critical: ofThreshold("The same, from which it is critical.", "100 %"),
  clear: ofThreshold("The same, below which it clears.", "80 %"),
  ...timing("2 min", "5 min"),
});

const ahead = (says: string, example: string) => duration({ min: "10 min", max: "7 d", says, example }).optional();

const forecast = rule("A daemon's heap that will reach its threshold soon.", {
  level: ofThreshold("Share of the threshold that the heap has to have reached.", "50 %"),
  within: ahead("It warns when the crossing most likely comes within this.", "1 d"),
  critical_within: ahead("It is critical when the late edge of the range lies within this.", "2 h"),
  ...timing("40 min", "45 min"),
});

const unreachable = rule("A host that gives no readings.", {
  missed: count({ min: 1, max: 100, says: "Readings missed in a row.", example: 3 }).optional(),
  critical_after: duration({
    min: "10 s",
    max: "1 d",
    says: "Without a reading for so long it is critical.",
    example: "5 min",
  }).optional(),
  ...timing("0 s", "1 min"),
});

const failed = (says: string, example: number) => count({ min: 1, max: 100, says, example }).optional();

const health = rule("A health address that does not answer as it should.", {
  failed_warning: failed("Calls failed in a row.", 2),
  failed_critical: failed("The same, from which it is critical.", 4),
  ...timing("0 s", "2 min"),
});

const apart = (says: string, example: string) => duration({ min: "1 s", max: "1 d", says, example }).optional();

const clock = rule("A host's clock that is apart from the bot's.", {
  warning: apart("How far apart they are.", "30 s"),
  critical: apart("The same, from which it is critical.", "5 min"),
  ...timing("2 min", "5 min"),
});

/** What can be said of each rule, by its name. */
export const ruleSchemas = {
  memory,
  swap,
  load,
  heap,
  forecast,
  down: rule("A daemon of which no process is found.", timing("30 s", "1 min")),
  restarted: rule("A daemon that is another process than before.", timing("0 s", "10 min")),
  oom: rule("A process that the kernel killed for want of memory.", timing("0 s", "30 min")),
  unreachable,
  health,
  clock,
  bot: rule("What keeps the bot itself from its work.", timing("0 s", "5 min")),
} satisfies Record<RuleName, z.ZodType>;

function rule<T extends z.ZodRawShape>(says: string, shape: T) {
  return z
    .strictObject(shape, `a mapping with ${Object.keys(shape).join(", ")}`)
    .optional()
    .meta(describedAs(says));
}
