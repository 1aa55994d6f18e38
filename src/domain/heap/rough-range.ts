import { bytes, renderBytes } from "../bytes.ts";

/** "5–9 h", "20 h to 3 d": a span of time that is known within limits, in one unit each, since more would feign to know. */
export function roughTimes(fromSeconds: number, toSeconds: number): string {
  return rangeOf(roughTime(fromSeconds), roughTime(toSeconds));
}

/** "45 min", "9 h", "2.5 d". */
export function roughTime(seconds: number): string {
  const unit = units.find(({ from }) => seconds >= from) ?? minute;
  const count = seconds / unit.seconds;
  const digits = unit.name === "d" && count < 10 ? 1 : 0;
  return `${Number(count.toFixed(digits))} ${unit.name}`;
}

/** "1.3–1.6 GiB", "812 MiB to 1.3 GiB". */
export function sizeRange(fromBytes: number, toBytes: number): string {
  return rangeOf(renderBytes(bytes(fromBytes)), renderBytes(bytes(toBytes)));
}

const minute = { name: "min", seconds: 60, from: 0 };

/** From two of them on, a larger unit tells enough. */
const units = [{ name: "d", seconds: 86_400, from: 2 * 86_400 }, { name: "h", seconds: 3600, from: 2 * 3600 }, minute];

/** The unit once where it is the same. */
function rangeOf(low: string, high: string): string {
  if (low === high) return low;
  const [count, unit] = low.split(" ");
  return high.endsWith(` ${unit}`) ? `${count}–${high}` : `${low} to ${high}`;
}
