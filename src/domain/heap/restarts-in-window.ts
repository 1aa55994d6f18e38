import type { DaemonFuture } from "./daemon-future.ts";
import { type JointLevel, jointLevel, type Starts } from "./joint-level.ts";
import type { RestartWindow } from "./windows-ahead.ts";

export interface Candidate {
  readonly future: DaemonFuture;
  readonly pool: string | null;
  costAt(window: RestartWindow): number;
}

export interface WindowQuestion {
  readonly window: RestartWindow;
  /** Seconds after the last sample. */
  readonly fromSeconds: number;
  /** Of the next window, slip included. */
  readonly untilSeconds: number;
  readonly candidates: readonly Candidate[];
  readonly starts: Starts;
  readonly budgetBytes: number;
  /** Chosen only where the others do not suffice. */
  readonly measuring: string | null;
  readonly slipSeconds?: number;
}

export interface RestartInWindow {
  readonly daemon: string;
  readonly atSeconds: number;
}

/** Seconds between two restarts on a host: the first has to be up and warm before the next goes down. */
export const spacingSeconds = 600;
export const slipSecondsDefault = 3600;
/**
 * Relief is weighed a week ahead, in seconds after the next window. A young plateau gives much back until the next window and has
 * refilled in days: weighed by that, a simulated year took nearly twice the restarts, also of who knows the future.
 */
export const reliefAheadSeconds = 6 * 86_400;
/** A cost of nothing would make every relief the largest. */
const costMin = 1e-9;

/**
 * The largest relief of the coming week for its cost first, until the budget holds. As many as begin within the slip,
 * for which the window before has vouched; a replica of a pool only if none of the pool is restarted in this window.
 */
export function restartsInWindow(question: WindowQuestion): readonly RestartInWindow[] {
  const { fromSeconds, untilSeconds, candidates, budgetBytes, slipSeconds = slipSecondsDefault } = question;
  const futures = candidates.map(({ future }) => future);
  const joint = jointLevel(futures, untilSeconds);
  const later = jointLevel(futures, untilSeconds + reliefAheadSeconds);
  const starts = new Map(question.starts);
  const chosen: Candidate[] = [];
  const restarts: RestartInWindow[] = [];
  while (restarts.length * spacingSeconds <= slipSeconds) {
    const upper = joint.upper(starts);
    if (upper <= budgetBytes) break;
    const atSeconds = fromSeconds + restarts.length * spacingSeconds;
    const best = bestOf(question, chosen, { joint, later, starts, atSeconds, upper });
    if (best === null) break;
    chosen.push(best);
    starts.set(best.future.name, atSeconds);
    restarts.push({ daemon: best.future.name, atSeconds });
  }
  return restarts;
}

interface Standing {
  readonly joint: JointLevel;
  readonly later: JointLevel;
  readonly starts: Starts;
  readonly atSeconds: number;
  readonly upper: number;
}

/** Null where no restart would give anything back. */
function bestOf(question: WindowQuestion, chosen: readonly Candidate[], standing: Standing): Candidate | null {
  const { candidates, measuring, window } = question;
  const laterUpper = standing.later.upper(standing.starts);
  const worth = (candidate: Candidate): number => {
    const after = new Map(standing.starts).set(candidate.future.name, standing.atSeconds);
    if (standing.joint.upper(after) >= standing.upper) return 0;
    return (laterUpper - standing.later.upper(after)) / Math.max(costMin, candidate.costAt(window));
  };
  const ranked = candidates
    .filter((candidate) => !chosen.some((other) => other === candidate || isSamePool(other, candidate)))
    .map((candidate) => ({ candidate, worth: worth(candidate) }))
    .filter((ranking) => ranking.worth > 0)
    .sort((a, b) => b.worth - a.worth);
  const others = ranked.filter(({ candidate }) => candidate.future.name !== measuring);
  return (others[0] ?? ranked[0])?.candidate ?? null;
}

export function isSamePool(one: Candidate, other: Candidate): boolean {
  return one.pool !== null && one.pool === other.pool;
}
