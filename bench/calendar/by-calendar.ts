import { studyHeap } from "../../src/domain/heap/analyze-heap.ts";
import { daemonFuture } from "../../src/domain/heap/daemon-future.ts";
import { growthSeries } from "../../src/domain/heap/growth-series.ts";
import type { HeapPoint } from "../../src/domain/heap/heap-point.ts";
import { type PlannedDaemon, planRestarts } from "../../src/domain/heap/plan-restarts.ts";
import { instant } from "../../src/domain/time.ts";
import { workAt } from "./fleet.ts";
import type { Policy, Reading, YearView } from "./simulate-year.ts";

/** The product's calendar, made anew at each window from what was read, and followed in its first window. */
export const byCalendar: Policy = {
  name: "calendar",
  asked: "in windows",
  choose: (view) => {
    const daemons = view.fleet.map((_, index) => plannedDaemon(view, index)).filter((daemon) => daemon !== null);
    if (daemons.length < view.fleet.length) return [];
    const windows = [view.now, view.nextWindowAt].map((at) => ({ opensAt: instant(1000 * at), level: 1 }));
    const { restarts } = planRestarts({
      daemons,
      windows,
      now: instant(1000 * view.now),
      budgetBytes: view.budgetBytes,
    });
    return restarts.map(({ daemon }) => view.fleet.findIndex(({ name }) => name === daemon));
  },
};

/** Of an epoch: enough for any shape, and a year is simulated in a minute. */
const pointsMax = 480;
/** Neither are more looked at by the model. */
const earlierMax = 5;

/** Null while there is no forecast. */
function plannedDaemon({ fleet, readings }: YearView, index: number): PlannedDaemon | null {
  const epochs = (readings[index] ?? []).slice(-1 - earlierMax).map(pointsOf);
  const present = epochs.at(-1) ?? [];
  const { analysis, forecast } = studyHeap(present, { earlier: epochs.slice(0, -1) });
  if (forecast === null) return null;
  return {
    future: daemonFuture({ name: fleet[index]?.name ?? "", present: growthSeries(present), forecast }),
    pool: fleet[index]?.pool ?? null,
    isDecided: ["settled", "settling"].includes(analysis.verdict.kind),
    costAt: () => 1,
  };
}

function pointsOf(readings: readonly Reading[]): readonly HeapPoint[] {
  const startedAt = readings[0]?.at ?? 0;
  const every = Math.max(1, Math.ceil(readings.length / pointsMax));
  return readings
    .filter((_, index) => (readings.length - 1 - index) % every === 0)
    .map(({ at, bytes }) => ({
      t: at,
      heapBytes: bytes,
      cpuTicks: 50 * (workAt(at) - workAt(startedAt)),
      epoch: String(startedAt),
    }));
}
