import { drawBars } from "../../../domain/draw-bars.ts";
import { escapeMrkdwn } from "./escape.ts";

/** A name that is longer is not told apart by its end. */
const titleMax = 100;

/** Words of ours, or a unit of size. */
const unitMax = 20;

/** A course as one line of mrkdwn, for where a native chart cannot stand; shares are drawn of 100. */
export function sparkline(title: string, values: readonly number[], unit: string): string {
  const highest = Math.max(...values);
  const scale = unit.startsWith("%") ? 100 : Math.max(highest, 1);
  const drawn = drawBars(values.map((value) => value / scale));
  const now = values.at(-1) ?? 0;
  return `${escapeMrkdwn(title, titleMax)}: ${drawn} now ${figure(now, unit)}, highest ${figure(highest, unit)}`;
}

function figure(value: number, unit: string): string {
  return unit.startsWith("%") ? `${Math.round(value)} %` : `${value.toFixed(1)} ${escapeMrkdwn(unit, unitMax)}`.trim();
}
