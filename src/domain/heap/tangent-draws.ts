import type { GrowthSeries } from "./growth-series.ts";
import { tailSlope } from "./growth-shape.ts";
import type { HeapDraw } from "./heap-draw.ts";
import { quantile, rankOf } from "./order-statistics.ts";
import type { SeededChance } from "./seeded-chance.ts";

/** Share of the work that the tangent rests on, and of its points that its upper level lies above. */
const tangentRatio = 0.25;
const upperShare = 0.95;

/** As many futures on straight lines from the present level: the slope is drawn with its error, and never falls. */
export function tangentDraws(
  series: GrowthSeries,
  draws: readonly HeapDraw[],
  chance: SeededChance,
): readonly HeapDraw[] {
  const from = rankOf(series.seconds, series.ageSeconds * (1 - tangentRatio));
  const heap = series.heap.subarray(from);
  const tail = tailSlope(series.seconds.subarray(from), heap);
  const level = Math.max(tail.level, quantile(heap, upperShare));
  const errors = chance.normals(draws.length);
  return draws.map(({ grows }, index) => {
    const slope = Math.max(0, tail.slope + tail.standardError * Number(errors[index]));
    return { grows, levelAt: (ahead) => level + slope * ahead };
  });
}
