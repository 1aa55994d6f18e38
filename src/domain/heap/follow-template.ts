import { type EpochTemplate, upperCurve } from "./epoch-template.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { drawsCount, type HeapDraw } from "./heap-draw.ts";
import { median } from "./order-statistics.ts";
import type { SeededChance } from "./seeded-chance.ts";

/** How the present epoch goes beside its template. */
export interface TemplateFit {
  /** Level of now over the template's level after as much work. */
  readonly scale: number;
  /** Off by more than 15 % for more than 6 h: a leak has begun, or the workload has moved. */
  readonly isUnlike: boolean;
}

/** Points over which the present level is taken. */
const scalePoints = 60;
/** Of 2.4, 6 and 24 h the middle one foretold best and had bounds that hold. */
const fadeSeconds = 6 * 3600;
const unlikeRatio = 0.15;
const unlikeSeconds = 6 * 3600;

/** Null where the template does not reach, or nothing was used of either. */
export function fitTemplate(series: GrowthSeries, template: EpochTemplate): TemplateFit | null {
  const { work, level } = upperCurve(series);
  const scales = level.map((value, index) => value / template.levelAt(Number(work[index])));
  const usable = [...scales.slice(-scalePoints)].filter((scale) => Number.isFinite(scale) && scale > 0);
  if (usable.length === 0) return null;
  const from = series.seconds.findIndex((second) => second >= series.ageSeconds - unlikeSeconds);
  const isUnlike =
    series.ageSeconds > unlikeSeconds && scales.slice(from).every((scale) => Math.abs(scale - 1) > unlikeRatio);
  return { scale: median(usable), isUnlike };
}

export interface TemplateForecast {
  readonly series: GrowthSeries;
  readonly template: EpochTemplate;
  readonly scale: number;
  /** Futures of the longest earlier epoch after its end, and its work per second: what the template does not show. */
  readonly beyond: readonly HeapDraw[];
  readonly beyondRate: number;
}

export function drawTemplate(forecast: TemplateForecast, chance: SeededChance): readonly HeapDraw[] {
  const shifts = chance.normals(drawsCount);
  return forecast.beyond.map((beyond, index) => drawOf(forecast, beyond, Number(shifts[index])));
}

/**
 * Epochs of one release go to the same levels by leaps that come at other times, so what the present one is above or below
 * its template fades: kept for good, the median error of the time to a threshold was twice as large. Above all it does not
 * fall below the level of now, and what comes is as uncertain as two epochs differ.
 */
function drawOf({ series, template, scale, beyondRate }: TemplateForecast, beyond: HeapDraw, shift: number): HeapDraw {
  const workNow = series.workBefore + Number(series.work.at(-1));
  const endLevel = template.levelAt(template.endWork);
  const endsAt = beyond.levelAt(0);
  const levelAfter = (work: number): number => {
    if (work <= template.endWork) return template.levelAt(work);
    return (
      endLevel * (endsAt > 0 && beyondRate > 0 ? beyond.levelAt((work - template.endWork) / beyondRate) / endsAt : 1)
    );
  };
  const levelNow = scale * levelAfter(workNow);
  return {
    grows: beyond.grows,
    levelAt: (ahead) => {
      const spread = template.spread * shift * Math.min(1, Math.sqrt(ahead / Math.max(1, series.ageSeconds)));
      const level = scale ** Math.exp(-ahead / fadeSeconds) * levelAfter(workNow + series.workRate * ahead);
      return Math.max(levelNow, level) * Math.exp(spread);
    },
  };
}
