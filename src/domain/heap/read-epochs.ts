import { findRegime, type RegimeStart } from "./find-regime.ts";
import { type GrowthSeries, growthSeries } from "./growth-series.ts";
import type { KnownOptions } from "./heap-options.ts";
import type { HeapPoint } from "./heap-point.ts";
import { newestDeploy } from "./newest-deploy.ts";
import { splitEpochs } from "./split-epochs.ts";
import { tidyPoints } from "./tidy-points.ts";

/** The points of a daemon, sorted out. */
export interface ReadEpochs {
  /** Oldest first; the last is the present one. */
  readonly epochs: readonly (readonly HeapPoint[])[];
  readonly present: GrowthSeries;
  /** The newest deploy since the first point; what was before it is of another release. */
  readonly deployedAt: number | null;
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
  const deployedAt = newestDeploy(epochs, options.deploys);
  const regime = findRegime(last, deployedAt);
  const regimePoints = last.slice(regime.index);
  const before = epochs.slice(0, -1).filter((epoch) => isOfRelease(epoch, deployedAt));
  const others = deployedAt === null ? options.earlier.flatMap((epoch) => splitEpochs(tidyPoints(epoch))) : [];
  const earlier = [...others, ...before].filter(({ length }) => length >= earlierPointsMin).slice(-earlierMax);
  return { epochs, deployedAt, regime, regimePoints, ...alike(last, regimePoints, earlier) };
}

/** Whether it was started after the deploy, or at it. */
export function isOfRelease([first]: readonly HeapPoint[], deployedAt: number | null): boolean {
  return deployedAt === null || Number(first?.t) >= deployedAt;
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
