import { bytes, renderBytes } from "../bytes.ts";
import type { Compared } from "../restart/compare-measures.ts";
import { finishPicture } from "./finish-picture.ts";
import { heading, margin } from "./heading.ts";
import { palette } from "./palette.ts";
import { type Picture, pictureWidth } from "./picture.ts";
import { element, type Svg, text } from "./svg.ts";

export interface RestartToDraw {
  readonly number: number;
  readonly host: string;
  readonly daemon: string;
  /** What came of it. */
  readonly meaning: string;
  readonly compared: readonly Compared[];
}

const [barHeight, rowHeight, groupGap] = [16, 22, 12];
const barsLeft = margin + 58;
/** For the figure behind the longest bar. */
const figureWidth = 84;
/** In percent: less would make a mountain of a tenth of a percent. */
const percentMin = 10;

/** Two bars for each figure: before and after the restart. Null where none is known on both sides. */
export function drawRestart({ number, host, daemon, meaning, compared }: RestartToDraw): Picture | null {
  if (compared.length === 0) return null;
  const title = `Restart ${number} of ${daemon} on ${host}`;
  const top = heading(title, `${meaning.slice(0, 1).toUpperCase()}${meaning.slice(1)}.`);
  const groupHeight = rowHeight * 3 + groupGap;
  const groups = compared.map((each, index) => groupOf(each, top.bottom + groupGap + index * groupHeight));
  const height = top.bottom + groupGap + compared.length * groupHeight + 2;
  const figures = compared.map(
    (each) => `${each.name}: ${figureOf(each, "before")} before, ${figureOf(each, "after")} after.`,
  );
  const altText = `${title}: ${meaning}. ${figures.join(" ")}`;
  return finishPicture({ height, title, altText, body: [...top.drawn, ...groups.flat()] });
}

function groupOf(compared: Compared, top: number): readonly Svg[] {
  const name = text(margin, top + 15, { line: compared.name, style: { bold: true } });
  return [name, ...barOf(compared, "before", top + rowHeight), ...barOf(compared, "after", top + 2 * rowHeight)];
}

/** That before is hollow, that after is full: nobody has to know the colours. */
const styles = {
  before: { fill: palette.ground, stroke: palette.quiet, "stroke-width": 1.5 },
  after: { fill: palette.measured, stroke: palette.measured, "stroke-width": 1.5 },
} as const;

function barOf(compared: Compared, side: "before" | "after", top: number): readonly Svg[] {
  const highest = Math.max(compared.before, compared.after, compared.unit === "percent" ? percentMin : 1);
  const room = pictureWidth - margin - figureWidth - barsLeft;
  // Nothing at all is still to be seen as a bar.
  const width = Math.max(1.5, (Math.max(0, compared[side]) / highest) * room);
  const baseline = top + barHeight - 3;
  return [
    text(margin, baseline, { line: side, style: { color: palette.quiet } }),
    element("rect", { x: barsLeft, y: top, width, height: barHeight, ...styles[side] }),
    text(barsLeft + width + 8, baseline, { line: figureOf(compared, side), style: { bold: side === "after" } }),
  ];
}

function figureOf({ unit, ...compared }: Compared, side: "before" | "after"): string {
  const value = compared[side];
  return unit === "bytes" ? renderBytes(bytes(value)) : `${value.toFixed(value < 10 ? 1 : 0)} %`;
}
