import { createSeededChance } from "../../src/domain/heap/seeded-chance.ts";
import type { TrueDaemon } from "./fleet.ts";

export interface Epoch {
  readonly startedAt: number;
  readonly index: number;
}

/** What a policy may see. The oracle alone looks at the fleet. Instants in seconds of the year. */
export interface YearView {
  readonly now: number;
  readonly fleet: readonly TrueDaemon[];
  readonly budgetBytes: number;
  /** By daemon. */
  readonly epochs: readonly Epoch[];
  /** By daemon, then by epoch, every five minutes; oldest first. */
  readonly readings: readonly (readonly (readonly Reading[])[])[];
  /** When the next window opens. */
  readonly nextWindowAt: number;
}

export interface Reading {
  readonly at: number;
  readonly bytes: number;
}

export interface Policy {
  readonly name: string;
  /** Asked when a window opens, or each hour. */
  readonly asked: "in windows" | "hourly";
  /** Daemons by index; they are restarted ten minutes apart in this order. */
  choose(view: YearView): readonly number[];
}

export interface YearResult {
  readonly restarts: number;
  readonly hoursOver: number;
}

export interface Year {
  readonly fleet: readonly TrueDaemon[];
  readonly budgetBytes: number;
  readonly days: number;
  readonly seed: number;
}

export const daySeconds = 86_400;
const stepSeconds = 300;
const spacingSteps = 2;
/** The window of each night opens at 3:00. */
const windowSeconds = 3 * 3600;
/** A reading is off by so much: garbage that waits for its collector. */
const noiseRatio = 0.01;

/** One year under one policy, in steps of five minutes. The same year for each policy. */
export function simulateYear({ fleet, budgetBytes, days, seed }: Year, policy: Policy): YearResult {
  const chance = createSeededChance(seed);
  const epochs: Epoch[] = fleet.map(() => ({ startedAt: 0, index: 0 }));
  const readings = fleet.map((): Reading[][] => [[]]);
  const waiting: number[] = [];
  let [restarts, stepsOver] = [0, 0];
  for (let step = 0; step < (days * daySeconds) / stepSeconds; step++) {
    const now = step * stepSeconds;
    if (step % spacingSteps === 0) {
      const index = waiting.shift();
      if (index !== undefined) {
        epochs[index] = { startedAt: now, index: Number(epochs[index]?.index) + 1 };
        readings[index]?.push([]);
        restarts += 1;
      }
    }
    let total = 0;
    for (const [index, daemon] of fleet.entries()) {
      const epoch = epochs[index] ?? { startedAt: 0, index: 0 };
      const bytes = daemon.levelAt(now, epoch);
      total += bytes;
      readings[index]?.at(-1)?.push({ at: now, bytes: bytes * (1 + noiseRatio * chance.normal()) });
    }
    if (total > budgetBytes) stepsOver += 1;
    if (isAsked(policy, now) && waiting.length === 0 && now > 0)
      waiting.push(...policy.choose({ now, fleet, budgetBytes, epochs, readings, nextWindowAt: nextWindow(now) }));
  }
  return { restarts, hoursOver: (stepsOver * stepSeconds) / 3600 };
}

function isAsked({ asked }: Policy, now: number): boolean {
  return asked === "hourly" ? now % 3600 === 0 : now % daySeconds === windowSeconds;
}

function nextWindow(now: number): number {
  return Math.floor((now - windowSeconds) / daySeconds + 1) * daySeconds + windowSeconds;
}
