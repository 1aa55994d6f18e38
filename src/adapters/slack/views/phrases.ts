import { type Bytes, bytes, renderBytes, renderPart } from "../../../domain/bytes.ts";
import { percent, plural } from "../../../domain/diagnosis/phrases.ts";
import type { Standing } from "../../../domain/diagnosis/standing.ts";
import type { Figure } from "../../../domain/figure.ts";
import type { Rates } from "../../../domain/rates.ts";
import type { Load, Sample } from "../../../domain/sample.ts";
import { type Instant, millis, renderDuration } from "../../../domain/time.ts";

/** In the place of a figure that there is none of; never 0. */
export const none = "–";

export const emojiOf: Readonly<Record<Standing, string>> = {
  ok: ":large_green_circle:",
  suffering: ":large_orange_circle:",
  starving: ":red_circle:",
  unreachable: ":black_circle:",
  stale: ":white_circle:",
  unknown: ":white_circle:",
  waiting: ":hourglass_flowing_sand:",
};

/** The state as people say it; colour never carries it alone. */
export const wordOf: Readonly<Record<Standing, string>> = {
  ok: "fine",
  suffering: "suffering",
  starving: "starving",
  unreachable: "unreachable",
  stale: "stale",
  unknown: "not judged",
  waiting: "asking",
};

export function size(figure: Figure<Bytes>): string {
  return figure.value === null ? none : renderBytes(figure.value);
}

/** A ratio of 0–1 as a share of 100. */
export function share(ratio: number | null): string {
  return ratio === null ? none : percent(ratio * 100);
}

/** "load 16.0 14.0 9.2 (1, 5, 15 min) on 2 CPUs, 12 % busy". */
export function loadPhrase({ system }: Sample, rates: Rates | null): string {
  const { load, cpus } = system;
  if (load.value === null) return because("load", load);
  const on = cpus.value === null ? "" : ` on ${plural(cpus.value, "CPU")}`;
  const busy = busyPhrase(rates);
  return `load ${loads(load.value)} (1, 5, 15 min)${on}${busy === null ? "" : `, ${busy}`}`;
}

/** "12 % busy"; null where two readings do not tell. */
export function busyPhrase(rates: Rates | null): string | null {
  return rates === null || rates.cpu.value === null ? null : `${share(rates.cpu.value.busy)} busy`;
}

/** "5 and 15 min: load 14.0, 9.2"; null where the load is not known. */
export function earlierLoadPhrase({ system: { load } }: Sample): string | null {
  return load.value === null
    ? null
    : `5 and 15 min: load ${load.value.five.toFixed(1)}, ${load.value.fifteen.toFixed(1)}`;
}

export function loads({ one, five, fifteen }: Load): string {
  return [one, five, fifteen].map((each) => each.toFixed(1)).join(" ");
}

/** "0.3 of 7.7 GiB of RAM available". */
export function memoryPhrase({ system }: Sample): string {
  const { totalBytes, availableBytes } = system.memory;
  if (availableBytes.value === null) return because("available memory", availableBytes);
  return totalBytes.value === null
    ? `${renderBytes(availableBytes.value)} of RAM available`
    : `${renderPart(availableBytes.value, totalBytes.value)} of RAM available`;
}

/** "swap 2.1 of 4.0 GiB used, 240 pages in and 180 out per s", "swap unused", "no swap". */
export function swapPhrase({ system }: Sample, rates: Rates | null): string {
  const { totalBytes, freeBytes } = system.swap;
  if (totalBytes.value === 0) return "no swap";
  if (totalBytes.value === null || freeBytes.value === null)
    return because("swap", totalBytes.value === null ? totalBytes : freeBytes);
  if (freeBytes.value >= totalBytes.value) return "swap unused";
  const used = renderPart(bytes(totalBytes.value - freeBytes.value), totalBytes.value);
  const traffic = trafficOf(rates);
  return `swap ${used} used${traffic === null ? "" : `, ${traffic}`}`;
}

/** "swap: 240 pages in and 180 out per s"; null where no swap is used, or two readings do not tell. */
export function swapTrafficPhrase({ system: { swap } }: Sample, rates: Rates | null): string | null {
  const { totalBytes: total, freeBytes: free } = swap;
  const traffic = trafficOf(rates);
  const isUsed = total.value !== null && free.value !== null && free.value < total.value;
  return isUsed && traffic !== null ? `swap: ${traffic}` : null;
}

function trafficOf(rates: Rates | null): string | null {
  const coming = rates?.perSecond.swapInPages.value ?? null;
  const going = rates?.perSecond.swapOutPages.value ?? null;
  if (coming === null || going === null) return null;
  return `${plural(Math.round(coming), "page")} in and ${Math.round(going)} out per s`;
}

/** "load not known, because the file cannot be read". */
export function because(what: string, figure: Figure<unknown>): string {
  return figure.reason === undefined ? what : `${what} not known, because ${figure.reason}`;
}

/** An instant in each reader's own time zone, as mrkdwn. */
export function dateToken(
  at: Instant,
  format: "{time}" | "{time_secs}" | "{date_short_pretty} {time}" = "{time}",
): string {
  const utc = new Date(at).toISOString().slice(0, 19).replace("T", " ");
  return `<!date^${Math.floor(at / 1000)}^${format}|${utc} UTC>`;
}

/** How long a course is, or a daemon runs: "50 min", not "49 min 45 s", since nobody asks for the seconds of an hour. */
export function roughSpan(span: number): string {
  const step = span < 120_000 ? 1000 : span < 172_800_000 ? 60_000 : 3_600_000;
  return renderDuration(millis(Math.round(Math.max(0, span) / step) * step));
}

export function age(at: Instant, now: Instant): string {
  return `${renderDuration(millis(Math.max(0, now - at)))} old`;
}
