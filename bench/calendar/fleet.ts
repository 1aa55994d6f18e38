import { createSeededChance, type SeededChance } from "../../src/domain/heap/seeded-chance.ts";

/** A daemon whose growth is known. */
export interface TrueDaemon {
  readonly name: string;
  readonly pool: string | null;
  readonly shape: Shape;
  /** Bytes; an epoch is as unlike its neighbours as real ones are. Instants in seconds of the year. */
  levelAt(at: number, epoch: { readonly startedAt: number; readonly index: number }): number;
}

export type Shape = "plateau" | "leak" | "log";

/** Spread of the logarithm between the epochs of one daemon, as in the recorded ones. */
const epochSpread = 0.05;
/** More than ever happen in a year. */
const epochsMax = 20_000;
const daySeconds = 86_400;
const mebi = 1024 ** 2;

/** Sizes and speeds of the recorded daemons: 100–300 MiB at start, which becomes two to seven times that in weeks. */
export function drawFleet(shapes: readonly Shape[], seed: number): readonly TrueDaemon[] {
  const chance = createSeededChance(seed);
  return shapes.map((shape, index) => drawDaemon({ shape, name: `daemon-${index + 1}`, index }, chance));
}

function drawDaemon(
  { shape, name, index }: { readonly shape: Shape; readonly name: string; readonly index: number },
  chance: SeededChance,
): TrueDaemon {
  const between = (low: number, high: number): number => low + (high - low) * chance.uniform();
  const start = between(100, 300) * mebi;
  const law = laws[shape](start, between);
  const factors = chance.normals(epochsMax).map((z) => Math.exp(epochSpread * z));
  return {
    name,
    /** Two and two are replicas of each other. */
    pool: `pool-${Math.floor(index / 2) + 1}`,
    shape,
    levelAt: (at, epoch) =>
      (start + law((workAt(at) - workAt(epoch.startedAt)) / daySeconds)) * Number(factors[epoch.index % epochsMax]),
  };
}

type Law = (workDays: number) => number;

const laws: Readonly<Record<Shape, (start: number, between: (low: number, high: number) => number) => Law>> = {
  plateau: (start, between) => {
    const [rise, tau] = [start * between(1.5, 4), between(1, 8)];
    return (days) => rise * (1 - Math.exp(-days / tau));
  },
  leak: (start, between) => {
    const perDay = start * between(0.05, 0.2);
    return (days) => perDay * days;
  },
  log: (start, between) => {
    const [rise, tau] = [start * between(0.6, 1.2), between(0.3, 2)];
    return (days) => rise * Math.log(1 + days / tau);
  },
};

/** Twice as much is done at 15:00 as at 3:00: work in seconds at the mean load. */
export function workAt(at: number): number {
  const turn = (2 * Math.PI) / daySeconds;
  return at - Math.sin(turn * (at - 3 * 3600)) / (3 * turn);
}
