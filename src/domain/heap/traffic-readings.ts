import { type Instant, instant, type Millis } from "../time.ts";

/** What is known of a daemon's traffic in one reading, or in a rolled-up stretch that begins at `at`. In any order. */
export interface TrafficPoint {
  readonly at: Instant;
  /** How long a stretch it stands for; 0 for a single reading. */
  readonly over: Millis;
  readonly connections: { readonly median: number } | null;
  /** CPU ticks since the start of its epoch, at the end of the stretch. */
  readonly cpuTicks: number | null;
  readonly epoch: string | null;
}

export interface TrafficReadings {
  readonly measuredBy: "connections" | "CPU ticks per second";
  readonly readings: readonly { readonly at: Instant; readonly level: number }[];
}

/** Fewer than half of the readings with connections: then they are not counted as a rule. */
const connectionsRatioMin = 0.5;
/** Ticks between two readings further apart say nothing of one hour. */
const apartMaxMs = 2 * 3_600_000;

/** Null where neither connections nor CPU time are known. */
export function trafficReadings(points: readonly TrafficPoint[]): TrafficReadings | null {
  const byConnections = points.flatMap(({ at, connections }) =>
    connections === null ? [] : [{ at, level: connections.median }],
  );
  if (byConnections.length > connectionsRatioMin * points.length)
    return { measuredBy: "connections", readings: byConnections };
  const byCpu = tickRates([...points].sort((a, b) => a.at - b.at));
  return byCpu.length === 0 ? null : { measuredBy: "CPU ticks per second", readings: byCpu };
}

/** Between each reading and the one before it, at the middle of the two. */
function tickRates(sorted: readonly TrafficPoint[]): TrafficReadings["readings"] {
  return sorted.flatMap((point, index) => {
    const before = sorted[index - 1];
    if (before === undefined || before.epoch !== point.epoch) return [];
    if (before.cpuTicks === null || point.cpuTicks === null || point.cpuTicks < before.cpuTicks) return [];
    const [from, to] = [before.at + before.over, point.at + point.over];
    if (to <= from || to - from > apartMaxMs) return [];
    return [{ at: instant((from + to) / 2), level: ((point.cpuTicks - before.cpuTicks) * 1000) / (to - from) }];
  });
}
