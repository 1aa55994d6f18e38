import type { RuleName } from "./rule.ts";

/**
 * Every number of the alerts. All of them can be changed in `scipy.yml`, for a host or for a daemon too; docs/alerts.md and
 * docs/configuration.md give each with its unit and its reason. Durations are milliseconds, shares 0–1.
 */
export interface AlertSettings {
  readonly memory: {
    /** Percent of time in which some (all) tasks waited for memory, averaged over 60 s. Clears at half. */
    readonly someWarning: number;
    readonly someCritical: number;
    readonly fullWarning: number;
    readonly fullCritical: number;
    /** Percent of RAM available, below which it warns (is critical). */
    readonly availableWarning: number;
    readonly availableCritical: number;
    readonly timing: RuleTiming;
  };
  readonly swap: {
    /** Percent of RAM by which swap grows per hour, over at least `spanMs`, while pages are swapped out. */
    readonly climbWarning: number;
    readonly climbCritical: number;
    readonly spanMs: number;
    /** Pages per second, in and out both. */
    readonly thrash: number;
    readonly timing: RuleTiming;
  };
  readonly load: {
    /** Load over one minute for each CPU. */
    readonly warning: number;
    readonly critical: number;
    readonly clear: number;
    readonly timing: RuleTiming;
  };
  readonly heap: {
    /** Share of the daemon's threshold. */
    readonly warning: number;
    readonly critical: number;
    readonly clear: number;
    readonly timing: RuleTiming;
  };
  readonly forecast: {
    /** Share of the threshold that the heap has reached; below it nothing is forecast for an alert. */
    readonly level: number;
    /** It warns when the crossing comes within this at least as likely as not, and clears past 1.25 times it. */
    readonly withinMs: number;
    /** It is critical when the late edge lies within this. */
    readonly criticalWithinMs: number;
    readonly timing: RuleTiming;
  };
  readonly down: { readonly timing: RuleTiming };
  readonly restarted: { readonly timing: RuleTiming };
  readonly oom: { readonly timing: RuleTiming };
  readonly unreachable: {
    /** Polls missed in a row. */
    readonly missed: number;
    /** After so long without data it is critical. */
    readonly criticalAfterMs: number;
    readonly timing: RuleTiming;
  };
  readonly health: {
    /** Checks failed in a row: a warning, and critical. */
    readonly failedWarning: number;
    readonly failedCritical: number;
    readonly timing: RuleTiming;
  };
  readonly clock: {
    /** Seconds between the host's clock and the bot's. */
    readonly warning: number;
    readonly critical: number;
    readonly timing: RuleTiming;
  };
  readonly bot: { readonly timing: RuleTiming };
  /** Rules that say nothing. */
  readonly off: readonly RuleName[];
  readonly life: LifeSettings;
}

export interface RuleTiming {
  /** How long a finding lasts before it fires. */
  readonly pendingMs: number;
  /** How long it has to be clear before it resolves, at first; × 1.5 with each re-fire, at most `life.keepFiringMaxMs`. */
  readonly keepFiringMs: number;
}

export interface LifeSettings {
  readonly keepFiringFactor: number;
  readonly keepFiringMaxMs: number;
  /** A re-fire within this re-opens the same message. */
  readonly holdMs: number;
  /** From the first warning of a host until it is told; what is resolved before is not told. Critical findings do not wait. */
  readonly groupWaitMs: number;
  /** From one telling of a host to the next for later warnings. */
  readonly groupIntervalMs: number;
  readonly repeatCriticalMs: number;
  readonly repeatWarningMs: number;
  /** After so long an acknowledged problem asks its owner "still on it?". */
  readonly acknowledgedMs: number;
  /** No answer within this: unacknowledged. */
  readonly stillOnItMs: number;
  /** So many transitions within the window are flapping, until it has been calm for as long. */
  readonly flapTransitions: number;
  readonly flapWindowMs: number;
  /** Unacknowledged for so long: direct message to who is on call, mention of the group, broadcast. Critical alone. */
  readonly escalateDirectMs: number;
  readonly escalateMentionMs: number;
  readonly escalateBroadcastMs: number;
  readonly escalationsMax: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** Without a word in `scipy.yml`. */
export const defaultAlertSettings: AlertSettings = {
  memory: {
    someWarning: 5,
    someCritical: 20,
    fullWarning: 2,
    fullCritical: 10,
    availableWarning: 10,
    availableCritical: 5,
    timing: { pendingMs: minute, keepFiringMs: 15 * minute },
  },
  swap: {
    climbWarning: 5,
    climbCritical: 20,
    spanMs: 30 * minute,
    thrash: 100,
    timing: { pendingMs: 5 * minute, keepFiringMs: 10 * minute },
  },
  load: { warning: 1.5, critical: 4, clear: 1.2, timing: { pendingMs: 5 * minute, keepFiringMs: 5 * minute } },
  heap: { warning: 0.85, critical: 1, clear: 0.8, timing: { pendingMs: 2 * minute, keepFiringMs: 5 * minute } },
  // Two forecasts in a row, half an hour apart, have to say it.
  forecast: {
    level: 0.5,
    withinMs: 24 * hour,
    criticalWithinMs: 2 * hour,
    timing: { pendingMs: 40 * minute, keepFiringMs: 45 * minute },
  },
  down: { timing: { pendingMs: 30_000, keepFiringMs: minute } },
  restarted: { timing: { pendingMs: 0, keepFiringMs: 10 * minute } },
  oom: { timing: { pendingMs: 0, keepFiringMs: 30 * minute } },
  unreachable: { missed: 3, criticalAfterMs: 5 * minute, timing: { pendingMs: 0, keepFiringMs: minute } },
  health: { failedWarning: 2, failedCritical: 4, timing: { pendingMs: 0, keepFiringMs: 2 * minute } },
  clock: { warning: 30, critical: 300, timing: { pendingMs: 2 * minute, keepFiringMs: 5 * minute } },
  bot: { timing: { pendingMs: 0, keepFiringMs: 5 * minute } },
  off: [],
  life: {
    keepFiringFactor: 1.5,
    keepFiringMaxMs: hour,
    holdMs: hour,
    groupWaitMs: 30_000,
    groupIntervalMs: 5 * minute,
    repeatCriticalMs: hour,
    repeatWarningMs: 8 * hour,
    acknowledgedMs: 4 * hour,
    stillOnItMs: 15 * minute,
    flapTransitions: 4,
    flapWindowMs: hour,
    escalateDirectMs: 5 * minute,
    escalateMentionMs: 10 * minute,
    escalateBroadcastMs: 20 * minute,
    escalationsMax: 5,
  },
};
