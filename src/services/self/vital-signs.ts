import { pollAgeMax, slackAgeMax, storeAgeMax, type VitalName, type VitalSign } from "../../domain/self/vital-sign.ts";
import type { Instant, Millis } from "../../domain/time.ts";
import type { Clock } from "../ports.ts";

/** When each was done last on the wall clock; null before the first time. */
export interface VitalSources {
  /** A reading of any host came to its end, whatever came of it. */
  readonly lastPollAt: () => Instant | null;
  readonly lastHeardAt: () => Instant | null;
  readonly lastWriteAt: () => Instant | null;
}

/** How long ago each was done. To be read at least every minute, since ages are exact to the time between two looks. */
export type VitalSigns = () => readonly VitalSign[];

/**
 * Ages on the clock that never jumps: a wall clock that is set would make everything seem dead, or alive for hours. So a
 * source counts as done when it says another time than before.
 */
export function createVitalSigns(
  { lastPollAt, lastHeardAt, lastWriteAt }: VitalSources,
  { clock, interval }: { readonly clock: Clock; readonly interval: Millis },
): VitalSigns {
  const signs = [
    watched("poll", lastPollAt, pollAgeMax(interval)),
    watched("slack", lastHeardAt, slackAgeMax),
    watched("store", lastWriteAt, storeAgeMax),
  ];
  return () => signs.map((read) => read());

  function watched(name: VitalName, source: () => Instant | null, limitMs: number): () => VitalSign {
    let seen: Instant | null = null;
    let since = clock.monotonic();
    return () => {
      const last = source();
      if (last !== seen) {
        // At the first look it may have been a while ago already.
        const ago = seen === null && last !== null ? Math.max(0, clock.now() - last) : 0;
        since = Math.max(since, clock.monotonic() - ago) as Millis;
      }
      seen = last;
      return { name, ageMs: clock.monotonic() - since, limitMs };
    };
  }
}
