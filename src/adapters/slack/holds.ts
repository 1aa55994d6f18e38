import { type Millis, millis, seconds } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";

/** What Slack has asked to wait with, by method and, for posts, channel. */
export interface Holds {
  hold(what: string, duration: Millis): void;
  /** How long it is held back still; 0 when it is not. */
  left(what: string): Millis;
}

/** Slack counts whole seconds; a little more keeps a clock that is a shade faster from asking too early. */
const margin = millis(50);

/** Longer than any pause that Slack is known to ask for: after it the bot asks again rather than be mute for days. */
const longest = seconds(4 * 3600);

export function createHolds(clock: Clock): Holds {
  const until = new Map<string, Millis>();
  return {
    left(what) {
      const left = millis(Math.max(0, (until.get(what) ?? 0) - clock.monotonic()));
      if (left === 0) until.delete(what);
      return left;
    },
    hold(what, duration) {
      const end = millis(clock.monotonic() + Math.min(duration, longest) + margin);
      until.set(what, millis(Math.max(end, until.get(what) ?? 0)));
    },
  };
}
