import { epochTemplate } from "./epoch-template.ts";
import { drawTemplate, fitTemplate } from "./follow-template.ts";
import { forecastGrowth, type GrowthForecast, pointsMin } from "./forecast-growth.ts";
import type { GrowthSeries } from "./growth-series.ts";
import type { SafeInterval } from "./heap-analysis.ts";
import type { HeapDraw } from "./heap-draw.ts";
import type { KnownOptions } from "./heap-options.ts";
import type { ReadEpochs } from "./read-epochs.ts";
import { createSeededChance, type SeededChance } from "./seeded-chance.ts";

/** The futures of a heap. Draws of several daemons may be added index by index. */
export interface HeapForecast {
  readonly basis: SafeInterval["basis"];
  readonly draws: readonly HeapDraw[];
  readonly growingProbability: number;
  /** The newest regime by itself; null where it is too young for curves. */
  readonly growth: GrowthForecast | null;
  /** The earlier epoch that the template goes on with; null where the basis is curves. */
  readonly earlier: GrowthForecast | null;
  /** The present epoch leaves its template. */
  readonly isUnlikeEarlier: boolean;
}

const daySeconds = 86_400;
/** Curves see nothing in less than half a day. */
export const forecastAgeMinSeconds = 43_200;
/** A template needs to be met only. */
export const templateAgeMinSeconds = 2 * 3600;

/** Template first: it is the largest single gain. Curves where there is none, or where the epoch has left it. */
export function forecastHeap(read: ReadEpochs, options: KnownOptions): HeapForecast | null {
  const chance = createSeededChance(options.seed);
  const growth = isOldEnough(read.newest) ? forecastGrowth(read.newest, options.odds, chance) : null;
  const template = followEarlier(read, options, chance);
  if (template !== null && !template.isUnlikeEarlier) return { ...template, growth };
  if (growth === null) return null;
  const { draws, growingProbability } = growth;
  return { basis: "curves", draws, growingProbability, growth, earlier: null, isUnlikeEarlier: template !== null };
}

function isOldEnough({ ageSeconds, heap }: GrowthSeries): boolean {
  return ageSeconds >= forecastAgeMinSeconds && heap.length >= pointsMin;
}

function followEarlier(
  read: ReadEpochs,
  options: KnownOptions,
  chance: SeededChance,
): Omit<HeapForecast, "growth"> | null {
  const longest = read.earlier.reduce<GrowthSeries | null>(
    (best, other) => (other.ageSeconds > (best?.ageSeconds ?? 0) ? other : best),
    null,
  );
  if (longest === null || !isOldEnough(longest) || read.present.ageSeconds < templateAgeMinSeconds) return null;
  const template = epochTemplate(read.earlier);
  const fit = fitTemplate(read.present, template);
  if (fit === null) return null;
  const earlier = forecastGrowth(longest, options.odds, chance);
  const beyond = { beyond: earlier.draws, beyondRate: longest.workRate };
  /** Part of a day says little of the rate of the whole. */
  const isPartOfDay = read.present.ageSeconds < daySeconds;
  const series = isPartOfDay ? { ...read.present, workRate: longest.workRate } : read.present;
  const draws = drawTemplate({ series, template, scale: fit.scale, ...beyond }, chance);
  return {
    basis: "template",
    draws,
    growingProbability: earlier.growingProbability,
    earlier,
    isUnlikeEarlier: fit.isUnlike,
  };
}
