import { instant, millis } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";

/** The machine's own clocks. A pending `after` keeps the process alive until it has run or is cancelled. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  monotonic: () => millis(performance.now()),
  after(delay, act) {
    const timer = setTimeout(act, Math.max(0, delay));
    return () => clearTimeout(timer);
  },
};
