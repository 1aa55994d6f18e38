import { vi } from "vitest";
import { instant, millis } from "../../../src/domain/time.ts";
import type { Clock } from "../../../src/services/ports.ts";

/** Bottleneck reads the global clock, so where it is in use the global clock is the virtual one. */
export const globalClock: Clock = {
  now: () => instant(Date.now()),
  monotonic: () => millis(performance.now()),
  after: (delay, act) => {
    const timer = setTimeout(act, delay);
    return () => clearTimeout(timer);
  },
};

export function stopGlobalClock(): void {
  vi.useFakeTimers({ now: new Date("2026-01-15T09:00:00Z") });
}

/** Lets so many milliseconds pass. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Moves the wall clock alone, as an administrator or NTP would. */
export function setBackWall(ms: number): void {
  vi.setSystemTime(Date.now() - ms);
}
