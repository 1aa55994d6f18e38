import { type Instant, instant } from "../../time.ts";
import type { Alert } from "../alert.ts";

/** So long after something; null where it is not so. */
export function after(since: Instant | null, ms: number): Instant | null {
  return since === null ? null : instant(since + ms);
}

export function isDue(deadline: Instant | null, now: Instant): boolean {
  return deadline !== null && deadline <= now;
}

/**
 * Only where the rule has spoken at the deadline or later: a finding has lasted when a reading says so, not when the next one is
 * late. Else null. Of the bot itself it speaks when something changes, so that there time alone tells.
 */
export function seenToLast({ key, foundAt }: Pick<Alert, "key" | "foundAt">, deadline: Instant | null): Instant | null {
  return deadline !== null && (key.rule === "bot" || foundAt >= deadline) ? deadline : null;
}

export function earliest(deadlines: readonly (Instant | null)[]): Instant | null {
  return deadlines.reduce<Instant | null>(
    (first, deadline) => (deadline !== null && (first === null || deadline < first) ? deadline : first),
    null,
  );
}
