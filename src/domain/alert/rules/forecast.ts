import { renderBytes, renderPart } from "../../bytes.ts";
import { percent } from "../../diagnosis/phrases.ts";
import type { Crossing } from "../../heap/crossing.ts";
import { crossesWithin, type HeapForesight } from "../../heap/heap-foresight.ts";
import { roughTime, roughTimes } from "../../heap/rough-range.ts";
import type { DaemonStatus } from "../../status.ts";
import type { AlertFigure, Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import type { AlertSettings } from "../settings.ts";
import { daemonFigures, textOf } from "./host-figures.ts";
import { type Judgement, type Known, nothingToDo, type Reading } from "./judgement.ts";
import { isOpen } from "./level-of.ts";
import { shareOfThreshold } from "./share-of-threshold.ts";

/** A daemon's heap will reach its threshold soon: it stands high, and most likely crosses within the time that the rule looks ahead. */
export function judgeForeseen({ context }: Known, daemon: DaemonStatus, foresight: HeapForesight): Judgement {
  const { name } = daemon.figures;
  const level = levelOfForesight(daemon, foresight, context.settingsOf(name).forecast);
  const finding = findingOf(daemon, foresight);
  return {
    daemon: name,
    level,
    finding: isOpen(level) ? { ...finding, advice: adviceOf(daemon, foresight) } : finding,
  };
}

/** What was foreseen of a process ends with it; a rule that is off has nothing open. */
export function judgeForecastOver({ status, restarts, context }: Reading): readonly Judgement[] {
  return status.daemons.flatMap((daemon): readonly Judgement[] => {
    const { name, state } = daemon.figures;
    const isOver = restarts.daemons.includes(name) || context.settingsOf(name).off.includes("forecast");
    if (state !== "down" && !isOver) return [];
    const finding = findingOf(daemon, { crossing: null, basis: "the process that it was made for is gone" });
    return [{ daemon: name, level: "clear", finding, ...(state === "down" ? { endedBy: `${name} went down` } : {}) }];
  });
}

/** So far past the span it clears; between the two nothing begins and nothing ends. */
const clearsAt = 1.25;

function levelOfForesight(
  daemon: DaemonStatus,
  { crossing }: HeapForesight,
  settings: AlertSettings["forecast"],
): Evaluation["level"] {
  const { withinMs, criticalWithinMs } = settings;
  if (shareOfThreshold(daemon) === null) return "unknown";
  if (!standsHigh(daemon, settings)) return "clear";
  if (crossing === null) return "unknown";
  const { p95 } = crossing.in;
  if (p95 !== null && p95 * 1000 <= criticalWithinMs) return "critical";
  if (crossesWithin(crossing, withinMs / 1000)) return "warning";
  return crossesWithin(crossing, (clearsAt * withinMs) / 1000) ? "held" : "clear";
}

/** Below it a forecast of a day says little, and none is made for an alert. */
export function standsHigh(daemon: DaemonStatus, { level }: Pick<AlertSettings["forecast"], "level">): boolean {
  return (shareOfThreshold(daemon) ?? 0) >= level;
}

function findingOf(daemon: DaemonStatus, { crossing, basis }: HeapForesight): Finding {
  const { figures, thresholdBytes } = daemon;
  const heap = figures.heapBytes.value;
  const threshold = thresholdBytes.value;
  const shown = daemonFigures(daemon);
  const stands = heap === null || threshold === null ? "heap not known" : `heap ${renderPart(heap, threshold)}`;
  return {
    sentence: `${stands}, ${crossing === null ? `no forecast: ${basis}` : reaches(crossing, isBelow(heap, threshold))}`,
    advice: nothingToDo,
    figures: [
      shown.heap,
      { name: "Threshold", text: textOf(thresholdBytes, renderBytes) },
      ...(crossing === null ? [] : rangeFigures(crossing)),
      { name: "Forecast by", text: basis },
      shown.givesBack,
      ...shown.connections,
    ],
    measure: crossing?.probability ?? null,
    measureText: crossing === null ? "no forecast" : whenOf(crossing),
  };
}

function rangeFigures(crossing: Crossing): readonly AlertFigure[] {
  return [
    { name: "Reaches it", text: whenOf(crossing) },
    { name: "Chance within 7 days", text: percent(crossing.probability * 100) },
  ];
}

function isBelow(heap: number | null, threshold: number | null): boolean {
  return heap !== null && threshold !== null && heap < threshold;
}

function reaches(crossing: Crossing, isBelowNow: boolean): string {
  const { p05, p50, p95 } = crossing.in;
  if (p05 === null) return "does not reach its threshold within 7 days, as far as can be seen";
  if (p95 === 0) return `${isBelowNow ? "its peaks have" : "has"} reached its threshold`;
  const likely = p50 === null || p95 === p05 ? "" : `, most likely in ${roughTime(p50)}`;
  return `reaches its threshold ${whenOf(crossing)}${likely}`;
}

function whenOf({ in: { p05, p95 } }: Crossing): string {
  if (p05 === null) return "not within 7 days";
  return p95 === null ? `in ${roughTime(p05)} at the earliest` : `in ${roughTimes(p05, p95)}`;
}

function adviceOf({ givesBackBytes }: DaemonStatus, { crossing }: HeapForesight): string {
  const earliest = crossing?.in.p05 ?? null;
  const back = givesBackBytes.value === null ? "" : `: it gives back about ${renderBytes(givesBackBytes.value)}`;
  const within =
    earliest === null || earliest === 0 ? "now, or at the next quiet hour" : `within ${roughTime(earliest)}`;
  const when = within.startsWith("within") ? `at a quiet hour ${within}` : within;
  return `Plan a restart ${when}${back}.`;
}
