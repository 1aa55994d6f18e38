import { systemClock } from "../../src/adapters/system/clock.ts";
import { millis } from "../../src/domain/time.ts";
import type { Clock } from "../../src/services/ports.ts";

/** A limit of any conversation is shorter: what waits for longer waits for its turn. */
const longMs = 100_000;
const speed = 100;

/** Real time, but for long waits, which take a hundredth: half an hour is 18 s. */
export const hurriedClock: Clock = {
  ...systemClock,
  after: (delay, act) => systemClock.after(delay < longMs ? delay : millis(delay / speed), act),
};
