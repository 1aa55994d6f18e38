import Bottleneck from "bottleneck";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { Cancel, Clock } from "../../services/ports.ts";

export interface LaneOptions {
  /** How bottleneck paces the jobs. */
  readonly pace: Bottleneck.ConstructorOptions;
  readonly waitingMax: number;
  readonly standstill: Millis;
  readonly clock: Clock;
  readonly onStandstill: () => void;
}

/** Jobs one after the other at a pace; refuses the newest when too many wait. */
export interface PacedLane {
  run<T>(job: () => Promise<T>): Promise<Result<T, "full">>;
  /** True when nothing runs or waits and nothing has for so long. */
  isIdleFor(duration: Millis): boolean;
}

/**
 * A queue by bottleneck with a watchdog. Bottleneck reckons with the wall clock, so a clock that is set back by an hour
 * makes it wait for an hour; the watchdog goes by the monotonic clock and moves what waits to a fresh limiter.
 */
export function createPacedLane(options: LaneOptions): PacedLane {
  return new Lane(options);
}

class Lane implements PacedLane {
  readonly #options: LaneOptions;
  readonly #waiting = new Set<Ticket>();
  #limiter: Bottleneck;
  #running = 0;
  #movedAt: Millis;
  #cancelWatch: Cancel | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#limiter = newLimiter(options);
    this.#movedAt = options.clock.monotonic();
  }

  run<T>(job: () => Promise<T>): Promise<Result<T, "full">> {
    if (this.#isQuiet()) this.#moved();
    return new Promise((resolve, reject) => {
      const work = () => job().then((value) => resolve(succeed(value)), reject);
      const ticket = { work, refuse: () => resolve(fail("full")) };
      this.#waiting.add(ticket);
      this.#enqueue(ticket);
      this.#watch();
    });
  }

  isIdleFor(duration: Millis): boolean {
    return this.#isQuiet() && this.#options.clock.monotonic() - this.#movedAt >= duration;
  }

  #isQuiet(): boolean {
    return this.#running === 0 && this.#waiting.size === 0;
  }

  #moved(): void {
    this.#movedAt = this.#options.clock.monotonic();
  }

  #enqueue(ticket: Ticket): void {
    const taker = this.#limiter;
    taker
      .schedule(() => this.#start(ticket))
      .catch(() => {
        if (taker === this.#limiter && this.#waiting.delete(ticket)) ticket.refuse();
      });
  }

  async #start(ticket: Ticket): Promise<void> {
    // After a renewal the old limiter may still let go of what the new one has begun.
    if (!this.#waiting.delete(ticket)) return;
    if (this.#waiting.size === 0) this.#unwatch();
    this.#running += 1;
    this.#moved();
    await ticket.work();
    this.#running -= 1;
    this.#moved();
  }

  /** Runs only while something waits, so that an idle queue keeps no process alive. */
  #watch(): void {
    const { clock, standstill } = this.#options;
    this.#cancelWatch ??= clock.after(millis(standstill / 3), () => {
      this.#cancelWatch = null;
      if (this.#running === 0 && clock.monotonic() - this.#movedAt >= standstill) this.#renew();
      this.#watch();
    });
  }

  #unwatch(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = null;
  }

  #renew(): void {
    const stuck = this.#limiter;
    this.#limiter = newLimiter(this.#options);
    this.#moved();
    void stuck.stop({ dropWaitingJobs: true }).then(
      () => stuck.disconnect(),
      () => undefined,
    );
    for (const ticket of this.#waiting) this.#enqueue(ticket);
    this.#options.onStandstill();
  }
}

interface Ticket {
  /** Settles what the caller waits for; never rejects. */
  readonly work: () => Promise<void>;
  readonly refuse: () => void;
}

function newLimiter(options: LaneOptions): Bottleneck {
  return new Bottleneck({ ...options.pace, highWater: options.waitingMax, strategy: Bottleneck.strategy.OVERFLOW });
}
