import { type Instant, instant } from "../time.ts";
import type { DaemonFuture } from "./daemon-future.ts";
import { holdProbability, jointLevel, type Starts } from "./joint-level.ts";
import { isSamePool, restartsInWindow, slipSecondsDefault } from "./restarts-in-window.ts";
import type { RestartWindow } from "./windows-ahead.ts";

/** A daemon as the calendar sees it. */
export interface PlannedDaemon {
  readonly future: DaemonFuture;
  /** Replicas of one pool are never restarted in the same window; null where it stands alone. */
  readonly pool: string | null;
  /** False while it is growing or undecided: then to let it run shows where it ends. */
  readonly isDecided: boolean;
  /** What a restart in a window costs: connections cut, sessions lost, warm-up seconds × traffic. More than 0. */
  costAt(window: RestartWindow): number;
}

export interface PlanQuestion {
  readonly daemons: readonly PlannedDaemon[];
  /** In the order of time. The last is no chance to restart any more, but where the last stretch ends. */
  readonly windows: readonly RestartWindow[];
  /** Of the last samples, which the futures count from. */
  readonly now: Instant;
  /** For all daemons together. */
  readonly budgetBytes: number;
  /** By so much a restart may come late; 1 h by default. */
  readonly slipSeconds?: number;
}

export interface RestartPlan {
  readonly windows: readonly PlannedWindow[];
  readonly restarts: readonly PlannedRestart[];
  /** The first window that needs a restart; null where none does as far as the plan looks. */
  readonly firstRestartAt: Instant | null;
  /** How many windows may pass without a restart: the safe time, rounded down to whole windows. */
  readonly windowsWithout: number;
  /** The plan is to be made anew, with what was measured until then; null without any window. */
  readonly reviewAt: Instant | null;
  /** The replica that is let run as long as the others suffice, so that its plateau is seen. */
  readonly measuring: string | null;
}

export interface PlannedWindow {
  readonly opensAt: Instant;
  readonly restarts: readonly PlannedRestart[];
  /** What all daemons hold at most until the next window, at 99 %. */
  readonly upperBytes: number;
  /** That they hold more than the budget before the next window. */
  readonly overProbability: number;
  /** False where no restarts that the rules allow keep the total under the budget. */
  readonly fits: boolean;
}

export interface PlannedRestart {
  readonly daemon: string;
  readonly at: Instant;
}

/**
 * The longest safe wait, window by window: restart only if what all daemons together hold until the next window, and an
 * hour of slip, exceeds the budget at 99 %; then those that give back most for what they cost, until it fits. The plateau
 * need not be known. Only the first window is to be acted on: by the next, more has been measured.
 */
export function planRestarts(question: PlanQuestion): RestartPlan {
  const measuring = replicaToMeasure(question);
  const starts = new Map<string, number>();
  const windows = stretches(question).map((stretch): PlannedWindow => {
    const restarts = restartsInWindow({ ...stretch, candidates: question.daemons, starts, measuring, ...question });
    for (const { daemon, atSeconds } of restarts) starts.set(daemon, atSeconds);
    return describe(question, stretch, { starts, restarts });
  });
  const first = windows.findIndex(({ restarts }) => restarts.length > 0);
  return {
    windows,
    restarts: windows.flatMap(({ restarts }) => restarts),
    firstRestartAt: windows[first]?.opensAt ?? null,
    windowsWithout: first === -1 ? windows.length : first,
    reviewAt: windows[0]?.opensAt ?? null,
    measuring,
  };
}

/** From a window to the next, in seconds after now; the end includes the slip. */
interface Stretch {
  readonly window: RestartWindow;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

function stretches({ windows, now, slipSeconds = slipSecondsDefault }: PlanQuestion): readonly Stretch[] {
  return windows.slice(0, -1).map((window, index) => ({
    window,
    fromSeconds: (window.opensAt - now) / 1000,
    untilSeconds: (Number(windows[index + 1]?.opensAt) - now) / 1000 + slipSeconds,
  }));
}

interface InStretch {
  readonly starts: Starts;
  readonly restarts: readonly { readonly daemon: string; readonly atSeconds: number }[];
}

function describe(
  { daemons, budgetBytes, now }: PlanQuestion,
  { window, untilSeconds }: Stretch,
  { starts, restarts }: InStretch,
): PlannedWindow {
  const joint = jointLevel(
    daemons.map(({ future }) => future),
    untilSeconds,
  );
  const upper = joint.upper(starts);
  return {
    opensAt: window.opensAt,
    restarts: restarts.map(({ daemon, atSeconds }) => ({ daemon, at: instant(now + 1000 * atSeconds) })),
    upperBytes: Math.round(upper),
    overProbability: joint.overProbability(starts, budgetBytes),
    fits: upper <= budgetBytes,
  };
}

/** So many windows must be safe without any restart before one is risked in order to learn. */
const calmWindows = 2;

/**
 * Who restarts early for ever never sees the plateau. Where two windows are safe without any restart, the undecided
 * replica whose restart costs least is let run from now on: should it cross after all, least is lost.
 */
function replicaToMeasure(question: PlanQuestion): string | null {
  const { daemons, budgetBytes } = question;
  const calm = stretches(question)[calmWindows - 1];
  if (calm === undefined) return null;
  const futures = daemons.map(({ future }) => future);
  if (jointLevel(futures, calm.untilSeconds).overProbability(new Map(), budgetBytes) >= 1 - holdProbability)
    return null;
  const replicas = daemons.filter(
    (daemon) => !daemon.isDecided && daemons.some((other) => other !== daemon && isSamePool(daemon, other)),
  );
  const cost = (daemon: PlannedDaemon): number => daemon.costAt(calm.window);
  return replicas.sort((a, b) => cost(a) - cost(b))[0]?.future.name ?? null;
}
