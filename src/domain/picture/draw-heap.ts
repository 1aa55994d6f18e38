import { bytes, renderBytes } from "../bytes.ts";
import type { Deploy } from "../deploy.ts";
import type { HeapOutlook } from "../heap/heap-outlook.ts";
import type { HeapLimit } from "../heap/limit-of-daemon.ts";
import { sizeRange } from "../heap/rough-range.ts";
import { limitName, shownLimit } from "../heap/shown-span.ts";
import { millis, renderDuration } from "../time.ts";
import { deployMarks } from "./draw-deploys.ts";
import { forecastArea, measuredLines, restartMarks } from "./draw-heap-course.ts";
import { finishPicture } from "./finish-picture.ts";
import { heading, margin } from "./heading.ts";
import { type HeapCourse, heapCourse } from "./heap-course.ts";
import { endLabels, thresholdLine } from "./heap-labels.ts";
import { heapLegend } from "./heap-legend.ts";
import { type Picture, pictureWidth } from "./picture.ts";
import { axes, belowAxis, type Plot } from "./plot.ts";
import { sizeUnitOf } from "./size-unit.ts";
import { ticksTo, timeTicks } from "./ticks.ts";

export interface HeapToDraw {
  readonly host: string;
  readonly daemon: string;
  readonly outlook: HeapOutlook;
  /** What the heap is held against; null where nothing is known. */
  readonly limit: HeapLimit | null;
  /** In any order; those that lie in what is drawn are marked. */
  readonly deploys: readonly Deploy[];
}

const plotHeight = 160;
/** The topmost label of the scale stands half above it. */
const belowHeading = 20;
/** A line at the very top looks like a frame. */
const roomAbove = 1.05;
/** For labels of sizes: "1023 MiB" and "12.5 GiB". */
const [labelsLeft, labelsRight] = [66, 70];

/** A heap as measured and as it may go on, with its limit, its restarts and its deploys; null where there is no course yet. */
export function drawHeap({ host, daemon, outlook, limit, deploys }: HeapToDraw): Picture | null {
  const course = heapCourse(outlook, deploys);
  if (course === null) return null;
  const title = `Heap of ${daemon} on ${host}`;
  const top = heading(title, outlook.analysis.verdict.sentence);
  const highest = highestOf(course);
  const drawn = shownLimit(limit, highest);
  const unit = sizeUnitOf(Math.max(highest, drawn?.bytes ?? 0));
  const down = ticksTo(Math.max(highest, (drawn?.bytes ?? 0) * roomAbove), unit.bytes);
  const plot: Plot = {
    left: margin + labelsLeft,
    right: pictureWidth - margin - labelsRight,
    top: top.bottom + belowHeading,
    bottom: top.bottom + belowHeading + plotHeight,
    ...{ from: course.from, to: course.to, highest: down.top },
  };
  const across = timeTicks(course.from, course.to).map(({ seconds, label }) => ({ at: seconds, label }));
  const explained = heapLegend(course, drawn, plot.bottom + belowAxis + 24);
  const height = explained.lastBaseline + margin;
  const body = [
    ...top.drawn,
    ...axes(plot, { down, across, labelOf: (value) => unit.label(value) }),
    ...forecastArea(plot, course),
    ...deployMarks(plot, course),
    ...restartMarks(plot, course),
    ...measuredLines(plot, course),
    ...thresholdLine(plot, drawn),
    ...endLabels(plot, course, drawn),
    ...explained.drawn,
  ];
  return finishPicture({ height, title, altText: altTextOf(title, course, { outlook, limit }), body });
}

function highestOf({ epochs, forecast }: HeapCourse): number {
  const measured = epochs.flatMap((epoch) => epoch.map(({ heapBytes }) => heapBytes));
  return Math.max(...measured, ...forecast.map(({ heapBytes }) => heapBytes.p95));
}

function altTextOf(
  title: string,
  course: HeapCourse,
  { outlook, limit }: Pick<HeapToDraw, "outlook" | "limit">,
): string {
  const { from, forecast, restarts, deploys, nowBytes } = course;
  const last = forecast.at(-1);
  const ahead = last === undefined ? null : renderDuration(millis(last.aheadSeconds * 1000));
  const range = last === undefined ? null : sizeRange(last.heapBytes.p05, last.heapBytes.p95);
  const sentences = [
    `${title}, last ${renderDuration(millis(-from * 1000))}: ${size(nowBytes)} now.`,
    outlook.analysis.verdict.sentence,
    last === undefined
      ? "There is no forecast yet."
      : `In ${ahead} it stands at ${range} with 90 % probability, most likely at ${size(last.heapBytes.p50)}.`,
    limit === null ? null : `Its limit (${limitName(limit)}) is ${size(limit.bytes)}.`,
    restarts.length === 0 ? null : `It was restarted ${times(restarts.length)} in that time.`,
    deploys.length === 0 ? null : deployedSentence(deploys),
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
}

/** So many are told; all are marked. */
const deploysTold = 3;

function deployedSentence(deploys: HeapCourse["deploys"]): string {
  const told = deploys.slice(0, deploysTold).map(({ at, note }) => {
    const ago = `${renderDuration(millis(-at * 1000))} ago`;
    return note === null ? ago : `${ago} (${note})`;
  });
  const more = deploys.length - told.length;
  return `It was deployed ${[...told, ...(more === 0 ? [] : [`${times(more)} before that`])].join(", ")}.`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function size(count: number): string {
  return renderBytes(bytes(count));
}
