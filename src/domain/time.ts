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

const steps = [
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1000 },
] as const;

/** At most two units, the larger first: "3 h 12 min", "41 s", "2 d". Below a second: "0.4 s". */
export function renderDuration(duration: Millis): string {
  if (duration < 950) return `${(Math.max(0, duration) / 1000).toFixed(1)} s`;
  const whole = Math.round(duration / 1000) * 1000;
  const first = steps.findIndex((step) => whole >= step.ms);
  const large = steps[first];
  if (large === undefined) return "0 s";
  const small = steps[first + 1];
  const count = Math.floor(whole / large.ms);
  const rest = small === undefined ? 0 : Math.floor((whole % large.ms) / small.ms);
  return rest === 0 || small === undefined ? `${count} ${large.name}` : `${count} ${large.name} ${rest} ${small.name}`;
}

const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Reads "15 s", "5 min", "5m", "2 h", "1 d". Null when the text is no such duration. */
export function parseDuration(text: string): Millis | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)\s*$/i.exec(text);
  if (match === null) return null;
  const factor = durationUnits[(match[2] ?? "").toLowerCase()];
  return factor === undefined ? null : millis(Number(match[1]) * factor);
}
