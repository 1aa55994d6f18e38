import { type Alert, fingerprintOf } from "../alert/alert.ts";
import { type RuleName, ruleNames } from "../alert/rule.ts";
import { type Instant, type Millis, millis } from "../time.ts";
import { loudWays, type Saying } from "./saying.ts";

/** What one rule came to over a recording. */
export interface RuleTally {
  readonly rule: RuleName;
  /** How often it began to fire. */
  readonly fired: number;
  /** Messages of its own in the channel: fewer, since what comes back soon re-opens the one that is there. */
  readonly posted: number;
  /** How often somebody was notified, by whichever way. */
  readonly notified: number;
  /** All its alerts together; what fires at the end counts up to there. */
  readonly firingFor: Millis;
  readonly firingAtEnd: number;
}

/** A tally under way: what has been counted, and since when what fires has fired. */
export interface Tally {
  readonly rules: Readonly<Partial<Record<RuleName, RuleTally>>>;
  readonly firing: Readonly<Record<string, { readonly rule: RuleName; readonly since: Instant }>>;
}

export const noTally: Tally = { rules: {}, firing: {} };

/** The tally after a step that left these alerts and said this. */
export function takeStep(
  tally: Tally,
  {
    alerts,
    sayings,
    at,
  }: { readonly alerts: readonly Alert[]; readonly sayings: readonly Saying[]; readonly at: Instant },
): Tally {
  const firing = Object.fromEntries(
    alerts.flatMap((alert) =>
      alert.kind === "firing" ? [[fingerprintOf(alert.key), { rule: alert.key.rule, since: alert.firedAt }]] : [],
    ),
  );
  const begun = Object.entries(firing).filter(([print]) => !Object.hasOwn(tally.firing, print));
  const ended = Object.entries(tally.firing).filter(([print]) => !Object.hasOwn(firing, print));
  if (begun.length + ended.length + sayings.length === 0) return tally;
  const counts = [
    ...begun.map(([, { rule }]) => ({ rule, fired: 1 })),
    ...ended.map(([, { rule, since }]) => ({ rule, firingFor: at - since })),
    ...sayings.map(({ key, how }) => ({
      rule: key.rule,
      posted: how === "posted" ? 1 : 0,
      notified: loudWays.includes(how) ? 1 : 0,
    })),
  ];
  return { rules: counts.reduce(added, tally.rules), firing };
}

/** Every rule that fired or said something, in the order of the rules; up to the end of the recording. */
export function finishTally({ rules, firing }: Tally, end: Instant): readonly RuleTally[] {
  const open = Object.values(firing).map(({ rule, since }) => ({ rule, firingFor: end - since, firingAtEnd: 1 }));
  const all = open.reduce(added, rules);
  return ruleNames.flatMap((rule) => all[rule] ?? []);
}

interface Count {
  readonly rule: RuleName;
  readonly fired?: number;
  readonly posted?: number;
  readonly notified?: number;
  readonly firingFor?: number;
  readonly firingAtEnd?: number;
}

function added(rules: Tally["rules"], count: Count): Tally["rules"] {
  const { rule, fired = 0, posted = 0, notified = 0, firingFor = 0, firingAtEnd = 0 } = count;
  const before = rules[rule] ?? { rule, fired: 0, posted: 0, notified: 0, firingFor: millis(0), firingAtEnd: 0 };
  const after: RuleTally = {
    rule,
    fired: before.fired + fired,
    posted: before.posted + posted,
    notified: before.notified + notified,
    firingFor: millis(before.firingFor + firingFor),
    firingAtEnd: before.firingAtEnd + firingAtEnd,
  };
  return { ...rules, [rule]: after };
}
