import Bottleneck from "bottleneck";
import type { Result } from "../../domain/result.ts";
import { fail, succeed } from "../../domain/result.ts";
import type { Clock, Log } from "../../services/ports.ts";
import { describeError } from "./place.ts";

interface TurnstileOptions {
  readonly atOnceMax: number;
  readonly waitingMax: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lets so many tasks run at once, in the order in which they came, and so many wait. The library decides by the wall
 * clock when the next may begin, and after that clock is set back by an hour nothing begins for an hour. So it is made
 * anew whenever that has happened; those who wait move over.
 */
export class Turnstile {
  readonly #options: TurnstileOptions;
  #limiter: Bottleneck;
  /** The furthest that the wall clock has been ahead of the monotonic one, in ms. */
  #ahead: number;
  #stopped: Promise<void> | null = null;

  constructor(options: TurnstileOptions) {
    this.#options = options;
    this.#limiter = createLimiter(options);
    this.#ahead = aheadOf(options.clock);
  }

  /** Runs the task in its turn. An exception is the task's own. */
  async run<T>(task: () => Promise<T>): Promise<Result<T, "full" | "stopped">> {
    if (this.#stopped !== null) return fail("stopped");
    this.#renewIfSetBack();
    try {
      return succeed(await this.#limiter.schedule(task));
    } catch (error) {
      if (!(error instanceof Bottleneck.BottleneckError)) throw error;
      if (this.#stopped !== null) return fail("stopped");
      return error.message === renewed ? this.run(task) : fail("full");
    }
  }

  /** Those who still wait, and those who come later, are told "stopped". Waits for the tasks that run. */
  stop(): Promise<void> {
    this.#stopped ??= stop(this.#limiter, "stopped");
    return this.#stopped;
  }

  #renewIfSetBack(): void {
    const ahead = aheadOf(this.#options.clock);
    const isSetBack = ahead < this.#ahead - setBackMs;
    this.#ahead = isSetBack ? ahead : Math.max(ahead, this.#ahead);
    if (!isSetBack) return;
    void stop(this.#limiter, renewed);
    this.#limiter = createLimiter(this.#options);
  }
}

const renewed = "made anew";

/** A smaller step of the wall clock delays by no more than itself. */
const setBackMs = 1000;

function aheadOf(clock: Clock): number {
  return clock.now() - clock.monotonic();
}

function stop(limiter: Bottleneck, message: string): Promise<void> {
  return limiter.stop({ dropWaitingJobs: true, dropErrorMessage: message, enqueueErrorMessage: message });
}

/** Without `expiration`, which would free the place while the work goes on; whoever finds no room is dropped, not the oldest. */
function createLimiter({ atOnceMax, waitingMax, log }: TurnstileOptions): Bottleneck {
  const strategy = Bottleneck.strategy.OVERFLOW;
  const limiter = new Bottleneck({ maxConcurrent: atOnceMax, highWater: waitingMax, strategy });
  limiter.on("error", (error) => log.error("the SSH queue failed", { error: describeError(error) }));
  return limiter;
}
