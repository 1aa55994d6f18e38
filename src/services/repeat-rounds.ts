import type { Millis } from "../domain/time.ts";
import type { Cancel, Clock, Log } from "./ports.ts";

/** Work that is done over and over. */
export interface Rounds {
  start(): void;
  /** Waits for the step that is under way, and begins no other. */
  stop(): Promise<void>;
}

export interface RoundsOptions<T> {
  readonly clock: Clock;
  readonly log: Log;
  readonly firstAfter: Millis;
  /** From the end of a round to the beginning of the next, so that there are never two of them. */
  readonly every: Millis;
  /** What is said of a fault of our own; the next round comes all the same. */
  readonly onFault: string;
  /** One after the other; without any there is nothing to do, ever. */
  readonly steps: readonly T[];
}

export function createRounds<T>(options: RoundsOptions<T>, act: (step: T) => Promise<void>): Rounds {
  const { clock, log, steps } = options;
  let cancel: Cancel = () => undefined;
  let underWay: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function goRound(): Promise<void> {
    try {
      for (const step of steps) if (!isStopped) await act(step);
    } catch (error) {
      log.error(options.onFault, { why: String(error) });
    }
    if (!isStopped) plan(options.every);
  }

  function plan(delay: Millis): void {
    cancel = clock.after(delay, () => {
      underWay = goRound();
    });
  }

  return {
    start() {
      if (steps.length > 0) plan(options.firstAfter);
    },
    async stop() {
      isStopped = true;
      cancel();
      await underWay;
    },
  };
}
