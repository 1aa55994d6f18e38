import type { Instant } from "../time.ts";
import type { RestartRequest } from "./restart-request.ts";

/**
 * Once approved it has to begin within this, counted from the approval: whoever approves now means now, and not when a lock
 * ends hours later, or when a bot that had died is back.
 */
export const beginWithinMs = 15 * 60_000;

/** Two machines' clocks, or a step of NTP. More, and a clock that was set back would make a deadline later than it was meant. */
export const clockBackMax = 60_000;

/** Whether it may be claimed now: at once, or within its window. */
export function isDue(request: RestartRequest, now: Instant): boolean {
  const { state, timing } = request;
  if (state.kind !== "approved" || isTooLateToBegin(request, now)) return false;
  return timing.kind === "now" || now >= timing.opensAt;
}

/** Whether it was approved, and the time in which it had to begin is over. A clock that was set back proves nothing: it is over, too. */
export function isTooLateToBegin({ state, timing }: RestartRequest, now: Instant): boolean {
  if (state.kind !== "approved") return false;
  const until = timing.kind === "window" ? timing.closesAt : state.at + beginWithinMs;
  return now >= until || now < state.at - clockBackMax;
}
