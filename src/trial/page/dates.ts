/** A message's time as the reader's clock shows it, e.g. "14:02". `ts` is Slack's "seconds.micros". */
export function clockOf(ts: string): string {
  return clock.format(dateOf(ts));
}

/** The whole instant with its zone, for a tooltip. */
export function instantOf(ts: string): string {
  return whole.format(dateOf(ts));
}

/** "Today", "Yesterday" or the date: the heading of a day in a conversation. */
export function dayOf(ts: string): string {
  return prettyDay(dateOf(ts)) ?? longDay.format(dateOf(ts));
}

export function secondsOf(ts: string): number {
  const seconds = Number(ts);
  return Number.isFinite(seconds) ? seconds : 0;
}

/** Epoch seconds in the reader's zone by a format with Slack's tokens, `{date_short_pretty} {time}`; unknown tokens stay. */
export function slackDate(epochSeconds: number, format: string): string {
  const date = new Date(epochSeconds * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name: string) => tokenText(name, date) ?? token);
}

function dateOf(ts: string): Date {
  return new Date(secondsOf(ts) * 1000);
}

// No locale and no zone are given: the browser's own are the reader's.
const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const clockSeconds = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit", second: "2-digit" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const plainDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const numericDay = new Intl.DateTimeFormat(undefined, { day: "2-digit", month: "2-digit", year: "numeric" });

function tokenText(name: string, date: Date): string | undefined {
  switch (name) {
    case "date_num":
      return numericDay.format(date);
    case "date":
      return plainDay.format(date);
    case "date_short":
      return shortDay.format(date);
    case "date_long":
      return longDay.format(date);
    case "date_pretty":
      return lowerPretty(date) ?? plainDay.format(date);
    case "date_short_pretty":
      return lowerPretty(date) ?? shortDay.format(date);
    case "date_long_pretty":
    case "day_divider_pretty":
      return lowerPretty(date) ?? longDay.format(date);
    case "time":
      return clock.format(date);
    case "time_secs":
      return clockSeconds.format(date);
    case "ago":
      return agoText(Date.now() - date.getTime());
    default:
      return undefined;
  }
}

function lowerPretty(date: Date): string | undefined {
  return prettyDay(date)?.toLowerCase();
}

const DAYS = new Map([
  [-1, "Yesterday"],
  [0, "Today"],
  [1, "Tomorrow"],
]);

function prettyDay(date: Date): string | undefined {
  const dayMs = 86_400_000;
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return DAYS.get(Math.round((midnight(date) - midnight(new Date())) / dayMs));
}

function agoText(elapsedMs: number): string {
  const minutes = Math.round(Math.abs(elapsedMs) / 60_000);
  if (minutes < 1) return "just now";
  const [count, unit] =
    minutes < 60
      ? [minutes, "minute"]
      : minutes < 1440
        ? [Math.round(minutes / 60), "hour"]
        : [Math.round(minutes / 1440), "day"];
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return elapsedMs >= 0 ? `${words} ago` : `in ${words}`;
}
