import type { DaemonFuture, LifeDraw } from "../../src/domain/heap/daemon-future.ts";
import { drawsCount } from "../../src/domain/heap/heap-draw.ts";
import type { PlannedDaemon } from "../../src/domain/heap/plan-restarts.ts";
import { createRandom } from "./random.ts";

export interface Growth {
  readonly name?: string;
  readonly startBytes: number;
  readonly bytesPerDay: number;
  readonly ageDays?: number;
  /** Rises to at most so much above the start; none is a leak. */
  readonly plateauBytes?: number;
  /** Relative, uniform, different for each draw. */
  readonly spread?: number;
}

/** Futures of a heap whose law is known. */
export function futureOf({ name = "zope", ageDays = 0, plateauBytes, ...growth }: Growth): DaemonFuture {
  const random = createRandom(name.length + [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  const draws = Array.from({ length: drawsCount }, (): LifeDraw => {
    const factor = 1 + (growth.spread ?? 0) * (random() - 0.5);
    const grown = (days: number): number =>
      plateauBytes === undefined
        ? growth.bytesPerDay * days
        : plateauBytes * (1 - Math.exp((-growth.bytesPerDay * days) / plateauBytes));
    const levelAt = (seconds: number): number => factor * (growth.startBytes + grown(Math.max(0, seconds) / 86_400));
    return {
      grows: plateauBytes === undefined,
      running: (ahead) => levelAt(ahead + ageDays * 86_400),
      started: levelAt,
    };
  });
  return { name, draws, guards: draws };
}

export function plannedDaemon(growth: Growth, options: Partial<PlannedDaemon> = {}): PlannedDaemon {
  return { future: futureOf(growth), pool: null, isDecided: true, costAt: () => 1, ...options };
}
