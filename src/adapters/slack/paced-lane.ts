import Bottleneck from "bottleneck";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { Cancel, Clock } from "../../services/ports.ts";
import { createSetBackWatch } from "./set-back.ts";

export interface LaneOptions {
  /** How bottleneck paces the jobs. */
  readonly pace: Bottleneck.ConstructorOptions;
  readonly waitingMax: number;
  readonly standstill: Millis;
  readonly clock: Clock;
  readonly onRenewed: (why: RenewalCause) => void;
}

export type RenewalCause = "the wall clock was set back" | "it stood still";

/** Jobs one after the other at a pace; refuses the newest when too many wait. */
export interface PacedLane {
  run<T>(job: () => Promise<T>): Promise<Result<T, "full">>;
  /** True when nothing runs or waits and nothing has for so long. */
  isIdleFor(duration: Millis): boolean;
}

/**
 * A queue by bottleneck with a watchdog. Bottleneck reckons with the wall clock, so a clock that is set back by an hour
 * makes it wait for an hour: that is noticed with the next job, or while jobs wait within a third of a standstill. Whatever
 * else holds it up is noticed as a standstill, by the monotonic clock. Then what waits moves to a fresh limiter.
 */
export function createPacedLane(options: LaneOptions): PacedLane {
  return new Lane(options);
}

class Lane implements PacedLane {
  readonly #options: LaneOptions;
  readonly #waiting = new Set<Ticket>();
  readonly #running = new Set<Promise<void>>();
  readonly #wasSetBack: () => boolean;
  #limiter: Bottleneck;
  #movedAt: Millis;
  #cancelWatch: Cancel | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#limiter = newLimiter(options);
    this.#wasSetBack = createSetBackWatch(options.clock);
    this.#movedAt = options.clock.monotonic();
  }

  run<T>(job: () => Promise<T>): Promise<Result<T, "full">> {
    if (this.#isQuiet()) this.#moved();
    this.#renewIfSetBack();
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
    return this.#running.size === 0 && this.#waiting.size === 0;
  }

  #moved(): void {
    this.#movedAt = this.#options.clock.monotonic();
  }

  #enqueue(ticket: Ticket): void {
    const taker = this.#limiter;
    taker
      .schedule(() => this.#start(ticket, taker))
      .catch(() => {
        if (taker === this.#limiter && this.#waiting.delete(ticket)) ticket.refuse();
      });
  }

  async #start(ticket: Ticket, taker: Bottleneck): Promise<void> {
    // The old limiter may still let go of what has moved to the new one.
    if (taker !== this.#limiter) return;
    this.#waiting.delete(ticket);
    if (this.#waiting.size === 0) this.#unwatch();
    const work = ticket.work();
    this.#running.add(work);
    this.#moved();
    await work;
    this.#running.delete(work);
    this.#moved();
  }

  /** Runs only while something waits, so that an idle queue keeps no process alive. */
  #watch(): void {
    const { clock, standstill } = this.#options;
    this.#cancelWatch ??= clock.after(millis(standstill / 3), () => {
      this.#cancelWatch = null;
      this.#renewIfSetBack();
      this.#renewIfStill();
      this.#watch();
    });
  }

  #unwatch(): void {
    this.#cancelWatch?.();
    this.#cancelWatch = null;
  }

  #renewIfSetBack(): void {
    if (this.#wasSetBack()) this.#renew("the wall clock was set back");
  }

  #renewIfStill(): void {
    const { clock, standstill } = this.#options;
    const isStill = this.#running.size === 0 && clock.monotonic() - this.#movedAt >= standstill;
    if (isStill) this.#renew("it stood still");
  }

  #renew(why: RenewalCause): void {
    const stuck = this.#limiter;
    this.#limiter = newLimiter(this.#options);
    this.#moved();
    void stuck.stop({ dropWaitingJobs: true }).then(
      () => stuck.disconnect(),
      () => undefined,
    );
    this.#takeFirstTurn();
    for (const ticket of this.#waiting) this.#enqueue(ticket);
    this.#options.onRenewed(why);
  }

  /** A fresh limiter does not know what the old one has let go just now: it begins with a turn that lasts as long as that. */
  #takeFirstTurn(): void {
    const before = [...this.#running];
    this.#limiter.schedule(() => Promise.all(before)).catch(() => undefined);
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
