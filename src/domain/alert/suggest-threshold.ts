import { millis, renderDuration } from "../time.ts";
import { type RuleName, ruleNames, rulesOfEvents } from "./rule.ts";
import type { AlertSettings } from "./settings.ts";

/** An alert that somebody judged. */
export interface JudgedAlert {
  readonly isUseful: boolean;
  /** Its worst, in the rule's own unit; null where the rule has none, or where it is not on record. */
  readonly measure: number | null;
  /** How long it fired; null where that is not known. */
  readonly lastedMs: number | null;
}

/**
 * What to change in the configuration so that at least half of the noise would not have fired and nothing useful would be
 * lost: the warning threshold, just above the median measure of the noise; or else how long a finding has to last, by
 * the median of how long the noise did. "raise swap.climb_warning to 8 % of RAM per hour (now 5)"; null where neither
 * can be said.
 */
export function suggestThreshold(
  rule: RuleName,
  judged: readonly JudgedAlert[],
  settings: AlertSettings,
): string | null {
  return byMeasure(rule, judged, settings) ?? byDuration(rule, judged, settings);
}

interface Threshold {
  readonly key: string;
  readonly now: number;
  /** At or above it there would be no warning left. */
  readonly critical: number;
  /** In steps as a person would write them. */
  readonly step: number;
  readonly show: (value: number) => string;
  readonly showNow: (value: number) => string;
}

function byMeasure(rule: RuleName, judged: readonly JudgedAlert[], settings: AlertSettings): string | null {
  const threshold = thresholdOf(rule, settings);
  if (threshold === null) return null;
  const { key, now, critical, step, show, showNow } = threshold;
  const value = hiding(judged, step, (one) => one.measure);
  if (value === null || value <= now || value >= critical) return null;
  return `raise ${key} to ${show(value)} (now ${showNow(now)})`;
}

/** The step above the median of the noise; null where that would hide something useful. */
function hiding(
  judged: readonly JudgedAlert[],
  step: number,
  read: (one: JudgedAlert) => number | null,
): number | null {
  const middle = median(judged.flatMap((one) => (one.isUseful ? [] : (read(one) ?? []))));
  if (middle === null) return null;
  const above = (Math.floor(middle / step + rounding) + 1) * step;
  // A useful one of which nothing is on record might be lost.
  const isSafe = judged.every((one) => !one.isUseful || (read(one) ?? 0) >= above);
  return isSafe ? above : null;
}

/** 0.07 / 0.01 is 7.000000000000001, and 0.29 / 0.01 is 28.999999999999996. */
const rounding = 1e-9;

/** The lower of the middle two. */
function median(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length / 2) - 1] ?? null;
}

/** Only of rules whose measure is what their threshold is held against. */
function thresholdOf(rule: RuleName, settings: AlertSettings): Threshold | null {
  const { memory, swap, load, heap, clock } = settings;
  const whole = String;
  switch (rule) {
    case "memory":
      return {
        ...bounds("memory.some_warning", memory.someWarning, memory.someCritical),
        ...shownAs(1, withUnit(" %")),
      };
    case "swap":
      return {
        ...bounds("swap.climb_warning", swap.climbWarning, swap.climbCritical),
        ...shownAs(1, withUnit(" % of RAM per hour")),
        showNow: whole,
      };
    case "load":
      return { ...bounds("load.warning", load.warning, load.critical), ...shownAs(0.1, oneDigit) };
    case "heap":
      return { ...bounds("heap.warning", heap.warning, heap.critical), ...shownAs(0.01, inPercent) };
    case "clock":
      return { ...bounds("clock.warning", clock.warning, clock.critical), ...shownAs(5, withUnit(" s")) };
    default:
      return null;
  }
}

function bounds(key: string, now: number, critical: number): Pick<Threshold, "key" | "now" | "critical"> {
  return { key, now, critical };
}

function shownAs(step: number, show: (value: number) => string): Pick<Threshold, "step" | "show" | "showNow"> {
  return { step, show, showNow: show };
}

function withUnit(unit: string): (value: number) => string {
  return (value) => `${value}${unit}`;
}

function oneDigit(value: number): string {
  return value.toFixed(1);
}

function inPercent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}

/** Rules about a state that lasts. What happens at an instant would never be told if it had to last. */
const lasting = ruleNames.filter((rule) => rule !== "bot" && !rulesOfEvents.includes(rule));
const minute = 60_000;
/** The configuration takes no longer one: a problem of an hour is one. */
const pendingMaxMs = 60 * minute;

function byDuration(rule: RuleName, judged: readonly JudgedAlert[], settings: AlertSettings): string | null {
  if (!lasting.includes(rule)) return null;
  const { pendingMs, keepFiringMs } = settings[rule].timing;
  // An alert fires on until it has been clear for a while: what was found lasted for so much less, and pending before.
  const value = hiding(judged, minute, ({ lastedMs }) =>
    lastedMs === null ? null : pendingMs + Math.max(0, lastedMs - keepFiringMs),
  );
  if (value === null || value <= pendingMs || value > pendingMaxMs) return null;
  return `raise ${rule}.pending to ${renderDuration(millis(value))} (now ${pendingMs === 0 ? "0 s" : renderDuration(millis(pendingMs))})`;
}
