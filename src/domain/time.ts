declare const unit: unique symbol;

/** Milliseconds since 1970-01-01 UTC on the bot's wall clock. For showing and storing; never for measuring durations. */
export type Instant = number & { readonly [unit]: "instant" };

/** A duration in milliseconds. */
export type Millis = number & { readonly [unit]: "millis" };

export function instant(sinceEpochMs: number): Instant {
  return Math.round(sinceEpochMs) as Instant;
}

export function millis(count: number): Millis {
  return count as Millis;
}

export function seconds(count: number): Millis {
  return (count * 1000) as Millis;
}

/** The larger first; `of` is how much makes one of the next larger unit. */
const steps = [
  { name: "d", ms: 86_400_000, of: Number.POSITIVE_INFINITY },
  { name: "h", ms: 3_600_000, of: 86_400_000 },
  { name: "min", ms: 60_000, of: 3_600_000 },
  { name: "s", ms: 1000, of: 60_000 },
] as const;

/** At most two units, the larger first: "3 h 12 min", "41 s", "2 d". Below a second: "0.4 s". */
export function renderDuration(duration: Millis): string {
  if (duration < 950) return `${(Math.max(0, duration) / 1000).toFixed(1)} s`;
  const whole = Math.round(duration / 1000) * 1000;
  const parts = steps.map(({ name, ms, of }) => ({ name, count: Math.floor((whole % of) / ms) }));
  const first = parts.findIndex(({ count }) => count > 0);
  const shown = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return shown.map(({ name, count }) => `${count} ${name}`).join(" ");
}

const durationUnits: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["min", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** Reads "15 s", "5 min", "5m", "2 h", "1 d". Null when the text is no such duration. */
export function parseDuration(text: string): Millis | null {
  const [, count, unitName] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const factor = durationUnits.get(String(unitName).toLowerCase());
  return factor === undefined ? null : millis(Number(count) * factor);
}
