import { bytes, renderBytes } from "../bytes.ts";
import { plural } from "../diagnosis/phrases.ts";
import { type HostWeek, leastAvailableOf, mostSwapOf } from "../digest/host-week.ts";
import { type Instant, millis, renderDuration } from "../time.ts";
import { triangle } from "./draw-heap-course.ts";
import { alertMark, availableStyle, drawHostWeek, hostWeekHeight, swapStyle } from "./draw-host-week.ts";
import { finishPicture } from "./finish-picture.ts";
import { heading, margin } from "./heading.ts";
import { type LegendEntry, legend, lineSample } from "./legend.ts";
import { type Picture, pictureWidth } from "./picture.ts";
import { belowAxis } from "./plot.ts";

export interface WeekToDraw {
  readonly from: Instant;
  readonly to: Instant;
  /** Worst first. */
  readonly hosts: readonly HostWeek[];
}

const belowHeading = 14;

/** Memory of a few hosts over the span of a digest, with their alerts and restarts; null where there is none. */
export function drawWeek({ from, to, hosts }: WeekToDraw): Picture | null {
  const [worst] = hosts;
  if (worst === undefined) return null;
  const title = `Memory of the last ${renderDuration(millis(to - from))}`;
  const top = heading(title, `${worst.host}: ${findingOf(worst)}.`);
  const first = top.bottom + belowHeading;
  const span = { from, to };
  const panels = hosts.map((week, index) =>
    drawHostWeek(week, { span, top: first + index * hostWeekHeight, isLast: index === hosts.length - 1 }),
  );
  const explained = legend(entriesOf(hosts), {
    left: margin,
    right: pictureWidth - margin,
    baseline: first + hosts.length * hostWeekHeight + belowAxis + 14,
  });
  return finishPicture({
    height: explained.lastBaseline + margin,
    title,
    altText: [`${title}.`, ...hosts.map((week) => `${week.host}: ${findingOf(week)}.`)].join(" "),
    body: [...top.drawn, ...panels.flat(), ...explained.drawn],
  });
}

/** "2 alerts, 1 restart; 412 MiB available at the least, 2.1 GiB of swap in use at the most". */
function findingOf(week: HostWeek): string {
  const least = leastAvailableOf(week);
  const swap = mostSwapOf(week);
  const happened = [
    week.firedAt.length === 0 ? "no alert" : plural(week.firedAt.length, "alert"),
    ...(week.restartedAt.length === 0 ? [] : [plural(week.restartedAt.length, "restart")]),
  ];
  const figures = [
    least === null ? "memory not known" : `${renderBytes(bytes(least))} available at the least`,
    swap === 0 ? "no swap in use" : `${renderBytes(bytes(swap))} of swap in use at the most`,
  ];
  return `${happened.join(", ")}; ${figures.join(", ")}`;
}

/** Of what is in the picture, and of nothing else. */
function entriesOf(hosts: readonly HostWeek[]): readonly LegendEntry[] {
  return [
    { name: "available, at the least", sample: lineSample(availableStyle) },
    ...(hosts.every((week) => mostSwapOf(week) === 0)
      ? []
      : [{ name: "swap in use, at the most", sample: lineSample(swapStyle) }]),
    ...(hosts.every(({ firedAt }) => firedAt.length === 0) ? [] : [{ name: "alert", sample: alertMark }]),
    ...(hosts.every(({ restartedAt }) => restartedAt.length === 0) ? [] : [{ name: "restart", sample: triangle }]),
  ];
}
