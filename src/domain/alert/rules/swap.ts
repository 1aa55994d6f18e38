import { memoryCulprits, restartAdvice } from "../../diagnosis/culprits.ts";
import { renderNumber } from "../../diagnosis/evaluate.ts";
import { millis, renderDuration } from "../../time.ts";
import type { AlertFigure, Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import type { AlertSettings } from "../settings.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { clearsAt, isOpen, isProblem, levelPast, worseOf } from "./level-of.ts";
import { type Climb, climbOf, swapRatioOf } from "./swap-climb.ts";

/**
 * Swap climbs, or pages go in and out at once. Never by how full it is: a full but idle swap harms nobody. Pages that only
 * leave are cold ones, until that has gone on for the whole span; pages that only come back are a host that recovers.
 */
export function judgeSwap(reading: Reading): readonly Judgement[] {
  const settings = reading.context.settingsOf(null).swap;
  const climb = climbNow(reading, settings);
  const climbs = climbLevel(reading, climb, settings);
  const thrashes = thrashLevel(reading, settings);
  const level = together(climbs, thrashes);
  const by = isOpen(climbs) && (isProblem(climbs) || !isProblem(thrashes)) ? "climb" : "thrash";
  return [{ daemon: null, level, finding: findingOf(reading, climb, { level, by }) }];
}

type SwapSettings = AlertSettings["swap"];

/** Pages that leave in a second, from which on something leaves at all. */
export const swapOutActive = 1;
/** A climb goes on while swap grew this part as fast as what warns in the newer half of the span. */
const goesOnRatio = 0.25;

function climbNow({ memory, status, context }: Reading, { spanMs }: SwapSettings): Climb | null {
  const ratio = swapRatioOf(status);
  const boot = status.sample.system.bootId.value;
  const isOtherBoot = boot !== null && boot !== memory.boot;
  return ratio === null || isOtherBoot ? null : climbOf(memory.swapUsed, { at: context.now, ratio }, spanMs);
}

function climbLevel({ facts, status }: Reading, climb: Climb | null, settings: SwapSettings): Evaluation["level"] {
  // An empty swap, or none, has not climbed wherever it was before.
  if (swapRatioOf(status) === 0) return "clear";
  if (climb === null) return "unknown";
  const { climbWarning: warning, climbCritical: critical } = settings;
  const level = levelPast(climb.perHour, { warning, critical, clear: warning * clearsAt });
  if (level === "clear") return "clear";
  if (facts.swapOut.value === null) return "unknown";
  const goesOn = facts.swapOut.value >= swapOutActive && climb.newlyPerHour >= warning * goesOnRatio;
  return goesOn ? level : "held";
}

function thrashLevel({ facts }: Reading, { thrash }: SwapSettings): Evaluation["level"] {
  const [pagesIn, pagesOut] = [facts.swapIn.value, facts.swapOut.value];
  const known = [pagesIn, pagesOut].filter((pages) => pages !== null);
  // The slower of both ways tells, so one that is slow is enough to know that it is no thrashing.
  const slower = Math.min(...known);
  if (slower <= thrash * clearsAt) return "clear";
  if (pagesIn === null || pagesOut === null) return "unknown";
  return levelPast(slower, { warning: thrash, critical: Number.POSITIVE_INFINITY, clear: thrash * clearsAt });
}

/** Clear only where both are. */
function together(climbs: Evaluation["level"], thrashes: Evaluation["level"]): Evaluation["level"] {
  const worse = worseOf(climbs, thrashes);
  return worse === "clear" && (climbs === "unknown" || thrashes === "unknown") ? "unknown" : worse;
}

function findingOf(
  { status, facts, shown }: Reading,
  climb: Climb | null,
  { level, by }: { readonly level: Evaluation["level"]; readonly by: "climb" | "thrash" },
): Finding {
  const climbText = climb === null ? "not known yet" : `${signed(climb.perHour)} % of RAM per hour`;
  const climbFigure: AlertFigure = { name: "Swap in use grows", text: climbText };
  const [pagesIn, pagesOut] = [facts.swapIn.value, facts.swapOut.value].map((pages) => renderNumber(pages ?? 0));
  const sentences = {
    climb: climb === null ? "" : `${climbSentence(climb)} while ${pagesOut} pages/s leave for it`,
    thrash: `${pagesIn} pages/s come back from swap while ${pagesOut} leave for it`,
  };
  return {
    sentence: isOpen(level) ? sentences[by] : calmSentences[level === "unknown" ? "unknown" : "calm"],
    advice: isOpen(level) ? restartAdvice(memoryCulprits(status.daemons)) : nothingToDo,
    figures: [climbFigure, shown.swapping, shown.swap, shown.available, shown.waited, shown.relief],
    measure: climb?.perHour ?? null,
    measureText: by === "thrash" && isOpen(level) ? shown.swapping.text : climbText,
  };
}

const calmSentences = {
  unknown: "whether swap climbs cannot be told from the figures that there are",
  calm: "swap does not climb",
} as const;

function climbSentence({ perHour, overMs }: Climb): string {
  const over = renderDuration(millis(overMs));
  return `swap in use has grown by ${renderNumber(perHour)} % of RAM per hour over the last ${over}`;
}

function signed(value: number): string {
  const digits = renderNumber(value);
  return value < 0 ? digits.replace("-", "−") : digits;
}
