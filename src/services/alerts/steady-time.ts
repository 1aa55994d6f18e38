import { type Instant, instant } from "../../domain/time.ts";
import type { Clock } from "../ports.ts";

/**
 * The time by which alerts and silences are measured: it goes as fast as the monotonic clock and never jumps, whatever NTP
 * or an administrator does to the wall clock, and goes on after a restart of the bot by as long as the bot was down.
 */
export interface SteadyTime {
  now(): Instant;
  /** How far the wall clock is ahead of it, in ms: added to a steady time it gives the time to show. */
  offsetMs(): number;
}

/** Both clocks at one moment, as the store keeps them: the newer, the better a restart is bridged. */
export interface StoredTime {
  readonly steady: Instant;
  readonly wall: Instant;
}

export interface SteadyTimeOptions {
  readonly clock: Clock;
  /** Of the bot's last run; null in its first, which takes the wall clock's time. */
  readonly stored: StoredTime | null;
}

export function createSteadyTime({ clock, stored }: SteadyTimeOptions): SteadyTime {
  const startedAt = clock.monotonic();
  const anchor = anchorAt(clock.now(), stored);
  const now = (): Instant => instant(anchor + clock.monotonic() - startedAt);
  return { now, offsetMs: () => clock.now() - now() };
}

/** The wall clock alone knows how long the bot was down. Where it says less than nothing, it was set back meanwhile. */
function anchorAt(wall: Instant, stored: StoredTime | null): Instant {
  if (stored === null) return wall;
  return instant(stored.steady + Math.max(0, wall - stored.wall));
}

/** As text, to be stored. */
export function renderStoredTime(steady: SteadyTime): string {
  const now = steady.now();
  return JSON.stringify({ steady: now, wall: now + steady.offsetMs() });
}

/** Null when the text is none of ours. */
export function parseStoredTime(text: string): StoredTime | null {
  const [, at, wall] = /^\{"steady":(\d{1,16}),"wall":(\d{1,16})\}$/.exec(text) ?? [];
  return at === undefined || wall === undefined ? null : { steady: instant(Number(at)), wall: instant(Number(wall)) };
}
