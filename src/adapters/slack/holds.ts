import { type Millis, millis } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";

/** What Slack has asked to wait with, by method and, for posts, channel. */
export interface Holds {
  hold(what: string, duration: Millis): void;
  /** How long it is held back still; 0 when it is not. */
  left(what: string): Millis;
  /** Resolves when nothing holds it back any more. */
  passed(what: string): Promise<void>;
}

/** Slack counts whole seconds; a little more keeps a clock that is a shade faster from asking too early. */
const margin = millis(50);

export function createHolds(clock: Clock): Holds {
  const until = new Map<string, Millis>();
  const left = (what: string) => millis(Math.max(0, (until.get(what) ?? 0) - clock.monotonic()));
  return {
    left,
    hold(what, duration) {
      const end = millis(clock.monotonic() + duration + margin);
      until.set(what, millis(Math.max(end, until.get(what) ?? 0)));
    },
    async passed(what) {
      // Somebody else may be told to wait longer meanwhile.
      for (let rest = left(what); rest > 0; rest = left(what)) {
        await new Promise<void>((resolve) => void clock.after(rest, resolve));
      }
      until.delete(what);
    },
  };
}
