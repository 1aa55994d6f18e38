import type { HeapForecast } from "./forecast-heap.ts";
import type { GrowthSeries } from "./growth-series.ts";
import { drawsCount, type HeapDraw } from "./heap-draw.ts";
import { rankOf, runningMedian } from "./order-statistics.ts";
import { createSeededChance, type SeededChance } from "./seeded-chance.ts";
import { tangentDraws } from "./tangent-draws.ts";

/** What is to be expected of one daemon, whether it is let run or restarted. */
export interface DaemonFuture {
  readonly name: string;
  /** `drawsCount` futures. Draw i of all daemons of a host together is one future of the host. */
  readonly draws: readonly LifeDraw[];
  /** The same by the tangent at the present level: an early bound while growth bends down. */
  readonly guards: readonly LifeDraw[];
}

/** One future, in bytes; both rise with time. */
export interface LifeDraw {
  readonly grows: boolean;
  /** If it is let run: so many seconds after the last sample. */
  running(aheadSeconds: number): number;
  /** So many seconds after a start. */
  started(ageSeconds: number): number;
}

export interface FutureQuestion {
  readonly name: string;
  /** The present epoch. */
  readonly present: GrowthSeries;
  readonly forecast: Pick<HeapForecast, "draws" | "basis">;
}

/** Two epochs of one daemon differ by at least this. */
const epochSpread = 0.05;

/**
 * After a restart the heap grows as it did in the present epoch, and after that as the forecast goes on. Draws are dealt
 * anew by the daemon's name: forecasts come sorted by kind and from one seed, and added as they come they would make all
 * daemons leak in the same future.
 */
export function daemonFuture({ name, present, forecast }: FutureQuestion): DaemonFuture {
  const chance = createSeededChance(seedOf(name));
  const draws = dealt(forecast.draws, chance);
  const tangents = forecast.basis === "template" ? draws : tangentDraws(present, draws, chance);
  const spreads = chance.normals(drawsCount);
  const startedAs = startCurve(present);
  const lives = (of: readonly HeapDraw[]): readonly LifeDraw[] =>
    of.map((draw, index) => ({
      grows: draw.grows,
      running: (ahead) => draw.levelAt(ahead),
      started: (age) =>
        Math.exp(epochSpread * Number(spreads[index])) *
        (age < present.ageSeconds ? startedAs(age) : draw.levelAt(age - present.ageSeconds)),
    }));
  return { name, draws: lives(draws), guards: lives(tangents) };
}

/** The same name gives the same deal. Bernstein's hash. */
function seedOf(name: string): number {
  return [...name].reduce((hash, letter) => (Math.imul(hash, 33) + Number(letter.codePointAt(0))) | 0, 5381);
}

function dealt(draws: readonly HeapDraw[], chance: SeededChance): readonly HeapDraw[] {
  return draws
    .map((draw) => ({ draw, order: chance.uniform() }))
    .sort((a, b) => a.order - b.order)
    .map(({ draw }) => draw);
}

/** Points whose median takes a single peak out. */
const smoothPoints = 5;

/** Upper level by age: the running maximum of short medians, so that the first hours, which grow fastest, stay low. */
function startCurve({ seconds, heap }: GrowthSeries): (age: number) => number {
  let most = 0;
  const level = runningMedian(heap, smoothPoints).map((middle) => {
    most = Math.max(most, middle);
    return most;
  });
  return (age) => Number(level[Math.min(level.length - 1, rankOf(seconds, age))]);
}
