import type { Clock } from "../../services/ports.ts";

/**
 * Makes a question: was the wall clock set back since this was asked last? The SSH turnstile asks the same in its own
 * words: no adapter imports another, and the core, where both could find it, knows no clock.
 */
export function createSetBackWatch(clock: Clock): () => boolean {
  /** The furthest that the wall clock has been ahead of the monotonic one, in ms. */
  let furthest = aheadOf(clock);
  return () => {
    const ahead = aheadOf(clock);
    const isSetBack = ahead < furthest - setBackMs;
    furthest = isSetBack ? ahead : Math.max(ahead, furthest);
    return isSetBack;
  };
}

/** A smaller step of the wall clock delays by no more than itself; many small ones add up, and are noticed too. */
const setBackMs = 1000;

function aheadOf(clock: Clock): number {
  return clock.now() - clock.monotonic();
}
