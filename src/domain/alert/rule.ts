/** What the bot speaks of unasked. The names stand in the configuration, in `alerts test RULE` and in docs/alerts.md. */
export const ruleNames = [
  "memory",
  "swap",
  "load",
  "heap",
  "forecast",
  "down",
  "restarted",
  "oom",
  "unreachable",
  "health",
  "clock",
  "bot",
] as const;

/** What happens at one instant: the reading after it is clear, and the alert still tells what happened. */
export const rulesOfEvents: readonly RuleName[] = ["restarted", "oom"];

export type RuleName = (typeof ruleNames)[number];

export type Severity = "warning" | "critical";

/** The host of alerts about the bot itself: no configured host can be called so. */
export const botHost = "*bot*";
