import { lowerQuantile } from "./crossing.ts";
import type { DaemonFuture, LifeDraw } from "./daemon-future.ts";
import type { VerdictKind } from "./heap-analysis.ts";
import { drawsCount } from "./heap-draw.ts";
import { type HostRam, ramBudget, usableRatio } from "./ram-budget.ts";
import { purchasableRam } from "./ram-sizes.ts";

export interface RamDaemon {
  readonly future: DaemonFuture;
  readonly verdict: VerdictKind;
  /** What it holds just after a start. */
  readonly startBytes: number;
}

export interface RamQuestion {
  readonly daemons: readonly RamDaemon[];
  readonly host: HostRam;
  /** Of the restart calendar on the RAM that is there; null where it is not known. */
  readonly restartsAYear: number | null;
}

/** How much RAM would make restarts unnecessary, or for how long it would. */
export type RamSizing =
  | {
      readonly kind: "for good";
      readonly sizes: readonly RamSize[];
      /** Restarts a year that the first size saves; null where it is not known how many there are. */
      readonly restartsSaved: number | null;
    }
  | {
      /** A heap that grows on, or may, fills any RAM. */
      readonly kind: "for days";
      readonly because: readonly string[];
      readonly spans: readonly { readonly days: number; readonly sizes: readonly RamSize[] }[];
    }
  | { readonly kind: "no daemons" };

export interface RamSize {
  /** That all daemons fit. */
  readonly probability: number;
  readonly neededBytes: number;
  /** The next size that can be bought; null past the largest. */
  readonly purchasableBytes: number | null;
  readonly isThere: boolean;
}

const probabilities = [0.9, 0.99] as const;
/** Real plateaus still rise a little after weeks; after a quarter of a year there is another release. */
export const plateauDays = 90;
const spansDays = [7, 30, 90] as const;
const daySeconds = 86_400;

/**
 * [quantile of all daemons' plateaus together + kernel + others + cache floor + the largest start] / 0.9. The start is
 * that of a replacement beside all others, since no daemon gives back what it holds before the next one is up.
 */
export function sizeRam(question: RamQuestion): RamSizing {
  const { daemons, restartsAYear } = question;
  if (daemons.length === 0) return { kind: "no daemons" };
  const because = daemons
    .filter(({ verdict }) => verdict === "growing" || verdict === "undecided")
    .map(({ future }) => future.name);
  if (because.length === 0) {
    const sizes = sizesFor(question, daemons.map(plateausOf));
    return { kind: "for good", sizes, restartsSaved: sizes[0]?.isThere === true ? 0 : restartsAYear };
  }
  const spans = spansDays.map((days) => ({
    days,
    sizes: sizesFor(
      question,
      daemons.map(({ future }) => levels(future.draws, (draw) => draw.started(days * daySeconds))),
    ),
  }));
  return { kind: "for days", because, spans };
}

/** A verdict has ruled the unbounded futures out, so bounded ones take their places. */
function plateausOf({ future: { draws } }: RamDaemon): Float64Array {
  const bounded = draws.filter(({ grows }) => !grows);
  const from = bounded.length === 0 ? draws : bounded;
  const levelOf = (draw: LifeDraw | undefined): number => draw?.running(plateauDays * daySeconds) ?? 0;
  return Float64Array.from(draws, (draw, index) => levelOf(draw.grows ? from[index % from.length] : draw));
}

function levels(draws: readonly LifeDraw[], levelOf: (draw: LifeDraw) => number): Float64Array {
  return Float64Array.from(draws, levelOf);
}

function sizesFor({ daemons, host }: RamQuestion, byDaemon: readonly Float64Array[]): readonly RamSize[] {
  const totals = Float64Array.from({ length: drawsCount }, (_, index) =>
    byDaemon.reduce((sum, of) => sum + Number(of[index]), 0),
  ).sort();
  const largestStart = Math.max(...daemons.map(({ startBytes }) => startBytes));
  const others = host.kernelBytes + host.othersBytes + host.cacheFloorBytes;
  return probabilities.map((probability) => {
    const held = lowerQuantile(totals, probability) + largestStart;
    const neededBytes = Math.ceil((held + others) / usableRatio);
    const isThere = held <= ramBudget(host);
    return { probability, neededBytes, purchasableBytes: purchasableRam(neededBytes), isThere };
  });
}
