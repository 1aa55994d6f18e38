import { type Instant, instant } from "../../time.ts";

/** So long after something; null where it is not so. */
export function after(since: Instant | null, ms: number): Instant | null {
  return since === null ? null : instant(since + ms);
}

export function isDue(deadline: Instant | null, now: Instant): boolean {
  return deadline !== null && deadline <= now;
}

export function earliest(deadlines: readonly (Instant | null)[]): Instant | null {
  return deadlines.reduce<Instant | null>(
    (first, deadline) => (deadline !== null && (first === null || deadline < first) ? deadline : first),
    null,
  );
}
