import { type Bytes, bytes, renderBytes } from "../bytes.ts";
import { millis, renderDuration } from "../time.ts";
import type { Quantiles } from "./crossing.ts";
import type { HeapForecast } from "./forecast-heap.ts";
import type { GrowthShape } from "./growth-shape.ts";
import type { Verdict, VerdictKind } from "./heap-analysis.ts";
import {
  bendAgeMinDays,
  judgeGrowth,
  promiseDays,
  settledRatioMax,
  shapeAgeMinDays,
  verdictAgeMinDays,
} from "./judge-growth.ts";
import { median } from "./order-statistics.ts";
import { isOfRelease, type ReadEpochs } from "./read-epochs.ts";

export interface VerdictQuestion {
  readonly read: ReadEpochs;
  readonly forecast: HeapForecast | null;
  readonly plateau: Quantiles | null;
  readonly horizonDays: number;
}

/** The template's verdict first, for it has seen how this goes on. */
export function verdictOf(question: VerdictQuestion): Verdict {
  const horizonDays = Math.max(promiseDays, question.horizonDays);
  const { forecast } = question;
  const ageDays = question.read.newest.ageSeconds / daySeconds;
  const fromEarlier = forecast === null ? null : kindOfTemplate(forecast, horizonDays);
  const own = forecast?.growth ?? null;
  const kind = fromEarlier ?? (own === null ? "undecided" : judgeGrowth(own.shape, horizonDays));
  const sentence = sentenceOf(kind, { ...question, horizonDays, isFromEarlier: fromEarlier !== null });
  return { kind, horizonDays, sentence, needs: kind === "undecided" ? needsOf(ageDays, own?.shape ?? null) : null };
}

export function verdictWithoutPoints(horizonDays: number): Verdict {
  return {
    kind: "undecided",
    horizonDays: Math.max(promiseDays, horizonDays),
    sentence: "Nothing has been measured yet.",
    needs: needsOf(0, null),
  };
}

const daySeconds = 86_400;

/** Null where there is no template, or it is undecided itself. */
function kindOfTemplate({ basis, earlier, draws }: HeapForecast, horizonDays: number): VerdictKind | null {
  if (basis !== "template" || earlier === null) return null;
  const before = judgeGrowth(earlier.shape, horizonDays);
  if (before === "undecided" || before === "growing") return before === "growing" ? "growing" : null;
  const ratios = draws
    .map((draw) => draw.levelAt(horizonDays * daySeconds) / Math.max(1, draw.levelAt(0)))
    .sort((a, b) => a - b);
  return Number(ratios[ratios.length >> 1]) < 1 + settledRatioMax ? "settled" : "settling";
}

type Told = VerdictQuestion & { readonly isFromEarlier: boolean };

function sentenceOf(kind: VerdictKind, told: Told): string {
  const said = `${beginning(told)}${sayings[kind](told)}`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

function beginning({ isFromEarlier, forecast }: Told): string {
  if (isFromEarlier) return "as in its earlier epochs, ";
  return forecast?.isUnlikeEarlier === true ? "unlike its earlier epochs, " : "";
}

const sayings: Readonly<Record<VerdictKind, (told: Told) => string>> = {
  settled: ({ read, forecast, horizonDays }) =>
    `the heap has settled at ${settledAt(read, forecast)}: it grows by less than 7 % in the next ${count(horizonDays, "day")}`,
  settling: ({ plateau, horizonDays }) =>
    `the heap still grows, but ever more slowly${plateau === null ? "" : `: to ${rangeOf(plateau)} in ${count(horizonDays, "day")}`}`,
  growing: ({ forecast }) =>
    `the heap grows without a bend, like a leak: by about ${renderBytes(perDay(forecast))} a day`,
  undecided: ({ read, forecast, isFromEarlier }) =>
    !isFromEarlier && read.newest.ageSeconds < verdictAgeMinDays * daySeconds
      ? `no ${forecast === null ? "forecast" : "verdict"} yet: ${sinceWhen(read)}, ${verdictAgeMinDays * 24} h needed`
      : `whether the heap at ${sizeNow(read)} will settle cannot be told yet`,
};

function sinceWhen({ epochs, newest, regime, deployedAt }: ReadEpochs): string {
  const age = `${duration(newest.ageSeconds)} of data`;
  if (regime.because === "level shift") return `${age} since its level shifted`;
  const isNewRelease = deployedAt !== null && !epochs.slice(0, -1).some((epoch) => isOfRelease(epoch, deployedAt));
  return isNewRelease ? sinceDeploy(newest.endsAt - deployedAt, newest.ageSeconds) : age;
}

/** In seconds. A daemon that was started long after its deploy has less data than that. */
function sinceDeploy(agoSeconds: number, ageSeconds: number): string {
  if (agoSeconds < 0) return "nothing was measured since the deploy";
  const [ago, age] = [duration(agoSeconds), duration(ageSeconds)];
  return `deployed ${ago} ago${ago === age ? "" : `, ${age} of data`}`;
}

function duration(seconds: number): string {
  return renderDuration(millis(1000 * seconds));
}

function sizeNow({ present }: ReadEpochs): string {
  return renderBytes(bytes(Number(present.heap.at(-1))));
}

/** Where its peaks stand well above the last sample, they are its level: ranges and crossings start there. */
const peakRatio = 1.1;

function settledAt(read: ReadEpochs, forecast: HeapForecast | null): string {
  const now = Number(read.present.heap.at(-1));
  const upper = median((forecast?.draws ?? []).map((draw) => draw.levelAt(0)));
  return upper > peakRatio * now ? `up to ${renderBytes(bytes(upper))}` : sizeNow(read);
}

function rangeOf({ p05, p95 }: Quantiles): string {
  const [low, high] = [renderBytes(bytes(p05)), renderBytes(bytes(p95))];
  return low === high ? low : `between ${low} and ${high}`;
}

function perDay(forecast: HeapForecast | null): Bytes {
  const shape = forecast?.growth?.shape;
  if (shape !== undefined && forecast?.basis === "curves") return bytes(shape.latePerDay * shape.levelBytes);
  const grown = (forecast?.draws ?? []).map((draw) => draw.levelAt(daySeconds) - draw.levelAt(0)).sort((a, b) => a - b);
  return bytes(grown[grown.length >> 1] ?? 0);
}

function needsOf(ageDays: number, shape: GrowthShape | null): string {
  const next = [verdictAgeMinDays, shapeAgeMinDays, bendAgeMinDays, ageDays * 1.5].find(
    (days) => days > ageDays + 0.05 && (shape === null || days > verdictAgeMinDays),
  );
  const days = Number(next) - ageDays;
  return days < 1
    ? `${count(Math.ceil(days * 24), "more hour")} at this load`
    : `${count(Number(days.toFixed(1)), "more day")} at this load`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
