import { type Instant, instant } from "../time.ts";
import { hoursOfWeek, type QuietSlot } from "./quiet-slots.ts";
import type { HourOfWeek } from "./quiet-windows.ts";

/** A chance to restart something. */
export interface RestartWindow {
  readonly opensAt: Instant;
  /** How much traffic there is as a rule, in the quiet week's measure. */
  readonly level: number;
}

export interface WindowsQuestion {
  readonly from: Instant;
  readonly days: number;
  readonly hourOfWeek: HourOfWeek;
}

/** Zones are whole quarters of an hour apart. */
const stepMs = 900_000;
const dayMs = 86_400_000;
/** Nothing is forecast further ahead than a year. */
const daysMax = 366;

/**
 * The windows that open after an instant, in the order of time. A slot opens once a week: not again when the clock is set
 * back within it, and later by an hour, not never, when the clock is set forward over its first hour.
 */
export function windowsAhead(slots: readonly QuietSlot[], question: WindowsQuestion): readonly RestartWindow[] {
  const windows: RestartWindow[] = [];
  const first = Math.ceil((question.from + 1) / stepMs) * stepMs;
  const last = first + Math.min(daysMax, question.days) * dayMs;
  let before = slotAt(slots, question.hourOfWeek(instant(first - stepMs)));
  for (let at = first; at < last; at += stepMs) {
    const slot = slotAt(slots, question.hourOfWeek(instant(at)));
    if (slot !== undefined && slot !== before) windows.push({ opensAt: instant(at), level: slot.level });
    before = slot;
  }
  return windows;
}

function slotAt(slots: readonly QuietSlot[], hour: number): QuietSlot | undefined {
  return slots.find((slot) => (hour - slot.hourOfWeek + hoursOfWeek) % hoursOfWeek < slot.hours);
}
