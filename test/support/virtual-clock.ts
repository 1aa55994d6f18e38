import { setImmediate as nextTurn } from "node:timers/promises";
import type { Instant, Millis } from "../../src/domain/time.ts";
import { instant, millis } from "../../src/domain/time.ts";
import type { Cancel, Clock } from "../../src/services/ports.ts";

/** More turns than any chain of promises in this code needs to settle; real I/O is awaited by its own event instead. */
const turnsToSettle = 8;

/** A clock that moves only when told to. Timers fall due in the order of their time, then of their setting. */
export class VirtualClock implements Clock {
  #elapsed = 0;
  #wall: number;
  #timers: Timer[] = [];

  readonly #turns: number;

  /** One turn is enough, and quicker, where nothing but promises is waited for. */
  constructor(startsAt: string | number = "2026-01-15T09:00:00Z", turns = turnsToSettle) {
    this.#wall = new Date(startsAt).getTime();
    this.#turns = turns;
  }

  now(): Instant {
    return instant(this.#wall + this.#elapsed);
  }

  monotonic(): Millis {
    return millis(this.#elapsed);
  }

  after(delay: Millis, act: () => void): Cancel {
    const timer = { dueAt: this.#elapsed + Math.max(0, delay), act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves on by so many milliseconds, running what falls due on the way, and lets promises settle after each. */
  async advance(byMs: number): Promise<void> {
    const end = this.#elapsed + byMs;
    await settle(this.#turns);
    for (let next = this.#takeDue(end); next !== null; next = this.#takeDue(end)) {
      this.#elapsed = Math.max(this.#elapsed, next.dueAt);
      next.act();
      await settle(this.#turns);
    }
    this.#elapsed = end;
  }

  /** Sets the wall clock alone, as an administrator or NTP would; durations do not notice. */
  setWall(time: string | number): void {
    this.#wall = new Date(time).getTime() - this.#elapsed;
  }

  /** How many timers wait; 0 says that nothing was left behind. */
  get pending(): number {
    return this.#timers.length;
  }

  #takeDue(until: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.dueAt <= until && (first === null || timer.dueAt < first.dueAt)) first = timer;
    }
    this.#timers = this.#timers.filter((timer) => timer !== first);
    return first;
  }
}

interface Timer {
  readonly dueAt: number;
  readonly act: () => void;
}

async function settle(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}
