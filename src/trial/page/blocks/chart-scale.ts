import type { PlotChart } from "./chart.ts";

/** Where values and categories lie, in CSS pixels of the drawing. */
export interface Scale {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly number[];
  y(value: number): number;
  /** The middle of a category. */
  x(index: number): number;
  /** The room of one category. */
  readonly step: number;
}

const HEIGHT = 132;
/** About the width of a digit at the size of the axis labels. */
const CHARACTER_WIDTH = 7;

export function scaleOf(chart: PlotChart, width: number, tickText: (value: number) => string): Scale {
  const values = chart.series.flatMap((each) => each.values.filter((value) => value !== null));
  const ticks = niceTicks(Math.min(0, ...values), Math.max(0, ...values));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const left = 12 + Math.max(2, ...ticks.map((tick) => tickText(tick).length)) * CHARACTER_WIDTH;
  const [right, top, bottom] = [width - 12, 10, HEIGHT - 26];
  const count = Math.max(1, chart.categories.length);
  // Lines start and end at the edges; bars need half a step of room on either side.
  const step = chart.kind === "bar" ? (right - left) / count : (right - left) / Math.max(1, count - 1);
  const first = chart.kind === "bar" ? left + step / 2 : left;
  return {
    ...{ width, height: HEIGHT, left, right, top, bottom, ticks, step },
    x: (index) => (count === 1 ? (left + right) / 2 : first + index * step),
    y: (value) => bottom - ((value - low) / (high - low)) * (bottom - top),
  };
}

/** Which category labels can be shown without touching each other: every n-th, and always the last. */
export function shownLabels(labels: readonly string[], scale: Scale): readonly number[] {
  // More than their own width, because the first and the last are pushed inwards.
  const widest = Math.max(1, ...labels.map((label) => label.length)) * CHARACTER_WIDTH;
  const every = Math.max(1, Math.ceil((widest * 1.6) / scale.step));
  const last = labels.length - 1;
  return labels.map((_, index) => index).filter((index) => (last - index) % every === 0);
}

/** Four to six round steps that enclose the values. */
export function niceTicks(low: number, high: number): readonly number[] {
  // Differences below this are noise of the arithmetic, and their steps would be too small to be told apart.
  const span = high - low < 1e-9 ? 1 : high - low;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  // Rounded, because 0.1 + 0.2 would show as 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
