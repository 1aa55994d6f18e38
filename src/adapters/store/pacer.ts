import { millis } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import { turnMs } from "./limits.ts";

/** To be awaited between pieces of work: gives the event loop a turn when the last one is too long ago. */
export type Pacer = () => Promise<void>;

export function createPacer(clock: Clock): Pacer {
  let began = clock.monotonic();
  return async () => {
    if (clock.monotonic() - began < turnMs) return;
    await new Promise<void>((resolve) => clock.after(millis(0), resolve));
    began = clock.monotonic();
  };
}
