import type { Instant, Millis } from "../../domain/time.ts";
import type { DaemonPoint, HostPoint, Rolled } from "../../services/ports-store.ts";
import type { Entry } from "./entry.ts";

/**
 * One entry for all of a stretch. The median is one of the values that there were, the lower of the two in the middle; of
 * rolled-up entries it is the median of their medians. Null for no entries.
 */
export function roll(entries: readonly Entry[], at: Instant, over: Millis): Entry | null {
  if (entries.length === 0) return null;
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  const names = new Set(sorted.flatMap(({ daemons }) => [...daemons.keys()]));
  const hosts = sorted.map(({ host }) => host);
  const daemons = [...names].map((name) => {
    const points = sorted.flatMap(({ daemons: all }) => all.get(name) ?? []);
    return [name, rollDaemon(points, at, over)] as const;
  });
  return { at, host: rollHost(hosts, at, over), daemons: new Map(daemons) };
}

/** Takes late readings into a stretch of which the readings are no longer kept: its medians stay as they are. */
export function widen(rolled: Entry, late: Entry): Entry {
  const daemons = new Map(rolled.daemons);
  for (const [name, point] of late.daemons) {
    const before = daemons.get(name);
    daemons.set(name, before === undefined ? point : widenAll(before, point, daemonFigures));
  }
  return { at: rolled.at, host: widenAll(rolled.host, late.host, hostFigures), daemons };
}

const hostFigures = ["load", "available", "swapUsed", "memoryPressure"] as const;
const daemonFigures = ["heap", "swap", "connections"] as const;

function rollHost(points: readonly HostPoint[], at: Instant, over: Millis): HostPoint {
  const figure = (name: (typeof hostFigures)[number]): Rolled | null => rollFigure(points.map((point) => point[name]));
  return {
    at,
    over,
    load: figure("load"),
    available: figure("available"),
    swapUsed: figure("swapUsed"),
    memoryPressure: figure("memoryPressure"),
  };
}

function rollDaemon(points: readonly DaemonPoint[], at: Instant, over: Millis): DaemonPoint {
  const figure = (name: (typeof daemonFigures)[number]): Rolled | null =>
    rollFigure(points.map((point) => point[name]));
  return {
    at,
    over,
    heap: figure("heap"),
    swap: figure("swap"),
    connections: figure("connections"),
    cpuTicks: points.findLast(({ cpuTicks }) => cpuTicks !== null)?.cpuTicks ?? null,
    epoch: points.findLast(({ epoch }) => epoch !== null)?.epoch ?? null,
  };
}

function rollFigure(figures: readonly (Rolled | null)[]): Rolled | null {
  const known = figures.filter((figure) => figure !== null);
  if (known.length === 0) return null;
  const medians = known.map(({ median }) => median).toSorted((a, b) => a - b);
  return {
    min: Math.min(...known.map(({ min }) => min)),
    median: medians[Math.floor((medians.length - 1) / 2)] ?? 0,
    max: Math.max(...known.map(({ max }) => max)),
  };
}

function widenAll<K extends string, P extends Readonly<Record<K, Rolled | null>>>(
  point: P,
  late: P,
  figures: readonly K[],
): P {
  const widened = figures.map((name) => [name, widenFigure(point[name], late[name])]);
  return { ...point, ...Object.fromEntries(widened) };
}

function widenFigure(figure: Rolled | null, late: Rolled | null): Rolled | null {
  if (figure === null || late === null) return figure ?? late;
  return { min: Math.min(figure.min, late.min), median: figure.median, max: Math.max(figure.max, late.max) };
}
