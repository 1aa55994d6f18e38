import type { Quantiles } from "./crossing.ts";
import type { HeapDraw } from "./heap-draw.ts";
import { median } from "./order-statistics.ts";

/** The medians lie so far apart; between two of them they are a straight line. In seconds: the levels that are told are whole hours ahead. */
const stepSeconds = 3600;

/** The factor is one of forecasts of a day and more; before that it grows with the square root of time, as what is not known does. */
const wholeAfterSeconds = 86_400;

/**
 * The same futures, from a day on `factor` times as far from their median: the middle stays, the quantiles move out. Now they
 * stand where they stood. No level falls below 0. With a factor of 1 they are the very same.
 */
export function widenDraws(draws: readonly HeapDraw[], factor: number): readonly HeapDraw[] {
  if (factor === 1 || draws.length === 0) return draws;
  const middleAt = medianCourse(draws);
  return draws.map(({ grows, levelAt }) => ({
    grows,
    levelAt: (ahead) => {
      const middle = middleAt(ahead);
      const times = 1 + (factor - 1) * Math.min(1, Math.sqrt(ahead / wholeAfterSeconds));
      return Math.max(0, middle + times * (levelAt(ahead) - middle));
    },
  }));
}

/** Quantiles, likewise. */
export function widenQuantiles({ p05, p50, p95 }: Quantiles, factor: number): Quantiles {
  const widened = (level: number): number => Math.max(0, p50 + factor * (level - p50));
  return { p05: widened(p05), p50, p95: widened(p95) };
}

/** Each median costs a look at every future, and the search for a crossing asks for thousands of times. */
function medianCourse(draws: readonly HeapDraw[]): (ahead: number) => number {
  const known = new Map<number, number>();
  const at = (step: number): number => {
    const found = known.get(step) ?? median(draws.map((draw) => draw.levelAt(step * stepSeconds)));
    known.set(step, found);
    return found;
  };
  return (ahead) => {
    const steps = ahead / stepSeconds;
    const before = Math.floor(steps);
    return steps === before ? at(before) : at(before) + (steps - before) * (at(before + 1) - at(before));
  };
}
