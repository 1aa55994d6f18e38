import { lowerQuantile } from "./crossing.ts";
import type { DaemonFuture, LifeDraw } from "./daemon-future.ts";
import { drawsCount } from "./heap-draw.ts";

/** Of which daemons it is known when they were started, in seconds from the last sample; the others run on. */
export type Starts = ReadonlyMap<string, number>;

/** What all daemons together hold at one instant, by joint draws: not all of them are at their worst at once. */
export interface JointLevel {
  /** At 99 %; the larger of two, of the forecast and of the tangents. */
  upper(starts: Starts): number;
  /** That it is more than the budget, by the forecast alone. */
  overProbability(starts: Starts, budgetBytes: number): number;
}

/** How sure one wants to be that the budget holds: one window in a hundred may not. */
export const holdProbability = 0.99;

/** The instant is in seconds after the last sample. Levels of a daemon are computed once for each of its starts. */
export function jointLevel(futures: readonly DaemonFuture[], at: number): JointLevel {
  const known = new Map<string, { readonly draws: Float64Array; readonly guards: Float64Array }>();
  const levelsOf = ({ name, draws, guards }: DaemonFuture, startedAt: number | undefined) => {
    const key = `${startedAt ?? "running"} ${name}`;
    const levels = known.get(key) ?? { draws: levelsAt(draws, at, startedAt), guards: levelsAt(guards, at, startedAt) };
    known.set(key, levels);
    return levels;
  };
  const totals = (starts: Starts, kind: "draws" | "guards"): Float64Array => {
    const sums = new Float64Array(drawsCount);
    for (const future of futures)
      for (const [index, level] of levelsOf(future, starts.get(future.name))[kind].entries())
        sums[index] = Number(sums[index]) + level;
    return sums.sort();
  };
  return {
    upper: (starts) =>
      Math.max(
        lowerQuantile(totals(starts, "draws"), holdProbability),
        lowerQuantile(totals(starts, "guards"), holdProbability),
      ),
    overProbability: (starts, budgetBytes) =>
      totals(starts, "draws").filter((sum) => sum > budgetBytes).length / drawsCount,
  };
}

function levelsAt(draws: readonly LifeDraw[], at: number, startedAt: number | undefined): Float64Array {
  return Float64Array.from(draws, (draw) =>
    startedAt === undefined ? draw.running(at) : draw.started(at - startedAt),
  );
}
