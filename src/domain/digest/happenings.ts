import type { AlertKey } from "../alert/alert.ts";
import { fingerprintOf } from "../alert/alert.ts";
import type { RecordedTransition } from "../alert/noise.ts";
import { type Instant, type Millis, millis } from "../time.ts";

/** What one rule had to say of one host or daemon. */
export interface Happening {
  readonly key: AlertKey;
  readonly fired: number;
  readonly resolved: number;
  /** The longest time for which it fired within the span; null where it began before and was resolved within. */
  readonly longest: Millis | null;
}

/** What fired or was resolved, most often fired first, then the longest. One that still fires has lasted to the end. */
export function happeningsOf(transitions: readonly RecordedTransition[], to: Instant): readonly Happening[] {
  const byKey = new Map<string, RecordedTransition[]>();
  for (const one of transitions.toSorted((earlier, later) => earlier.at - later.at)) {
    if (one.transition !== "fired" && one.transition !== "resolved") continue;
    const fingerprint = fingerprintOf(one);
    byKey.set(fingerprint, [...(byKey.get(fingerprint) ?? []), one]);
  }
  return [...byKey.values()].flatMap((own) => happeningOf(own, to) ?? []).toSorted(mostFirst);
}

function happeningOf(own: readonly RecordedTransition[], to: Instant): Happening | null {
  const [first] = own;
  if (first === undefined) return null;
  const { host, rule, daemon } = first;
  const fired = own.filter(({ transition }) => transition === "fired").length;
  return { key: { host, rule, daemon }, fired, resolved: own.length - fired, longest: longestOf(own, to) };
}

function longestOf(own: readonly RecordedTransition[], to: Instant): Millis | null {
  let longest: number | null = null;
  let firedAt: Instant | null = null;
  const end = (at: Instant): void => {
    if (firedAt !== null) longest = Math.max(longest ?? 0, at - firedAt);
    firedAt = null;
  };
  for (const { transition, at } of own) {
    if (transition === "resolved") end(at);
    else firedAt ??= at;
  }
  end(to);
  return longest === null ? null : millis(longest);
}

function mostFirst(one: Happening, other: Happening): number {
  return other.fired - one.fired || (other.longest ?? 0) - (one.longest ?? 0);
}
