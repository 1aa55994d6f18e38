import { findRegime, type RegimeStart } from "./find-regime.ts";
import { type GrowthSeries, growthSeries } from "./growth-series.ts";
import type { KnownOptions } from "./heap-options.ts";
import type { HeapPoint } from "./heap-point.ts";
import { splitEpochs } from "./split-epochs.ts";
import { tidyPoints } from "./tidy-points.ts";

/** The points of a daemon, sorted out. */
export interface ReadEpochs {
  /** Oldest first; the last is the present one. */
  readonly epochs: readonly (readonly HeapPoint[])[];
  readonly present: GrowthSeries;
  readonly regime: RegimeStart;
  readonly regimePoints: readonly HeapPoint[];
  /** Of the newest regime. */
  readonly newest: GrowthSeries;
  /** Earlier epochs of the same release that are long enough to learn from. */
  readonly earlier: readonly GrowthSeries[];
}

/** An epoch that was cut short says little of the next. */
const earlierPointsMin = 240;
/** The nearest are the likest, and each costs time. */
const earlierMax = 5;

/** Null without any measurement. */
export function readEpochs(points: readonly HeapPoint[], options: KnownOptions): ReadEpochs | null {
  const epochs = splitEpochs(tidyPoints(points));
  const last = epochs.at(-1);
  if (last === undefined) return null;
  const regime = findRegime(last, options.deploys);
  const regimePoints = last.slice(regime.index);
  const deployedAt = Math.max(
    ...options.deploys.filter((at) => at <= Number(last.at(-1)?.t)),
    Number.NEGATIVE_INFINITY,
  );
  const before = epochs.slice(0, -1).filter(([first]) => Number(first?.t) >= deployedAt);
  const others = Number.isFinite(deployedAt) ? [] : options.earlier.flatMap((epoch) => splitEpochs(tidyPoints(epoch)));
  const earlier = [...others, ...before].filter(({ length }) => length >= earlierPointsMin).slice(-earlierMax);
  return { epochs, regime, regimePoints, ...alike(last, regimePoints, earlier) };
}

/** All on the work clock, or all on the wall's: a template must be read on the clock that it was made on. */
function alike(
  present: readonly HeapPoint[],
  regime: readonly HeapPoint[],
  earlier: readonly (readonly HeapPoint[])[],
): Pick<ReadEpochs, "present" | "newest" | "earlier"> {
  const known = { present: growthSeries(present), newest: growthSeries(regime), earlier: earlier.map(growthSeries) };
  if ([known.present, ...known.earlier].every(({ clock }) => clock === "cpu ticks")) return known;
  const onWall = (points: readonly HeapPoint[]): GrowthSeries =>
    growthSeries(points.map((point) => ({ ...point, cpuTicks: null })));
  return { present: onWall(present), newest: known.newest, earlier: earlier.map(onWall) };
}
