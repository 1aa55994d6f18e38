import { systemClock } from "../../src/adapters/system/clock.ts";
import { instant, type Millis, millis } from "../../src/domain/time.ts";
import type { Clock } from "../../src/services/ports.ts";

/** Both clocks run so many times as fast, so that hundreds of runs fit into a test; the same in all processes. */
export const quickSpeed = 10;
const began = Date.UTC(2026, 10, 23);

export const quickClock: Clock = {
  now: () => instant(began + (Date.now() - began) * quickSpeed),
  monotonic: (): Millis => millis(systemClock.monotonic() * quickSpeed),
  after: (delay, act) => systemClock.after(millis(delay / quickSpeed), act),
};
