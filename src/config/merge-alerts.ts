import type { AlertSettings, LifeSettings, RuleTiming } from "../domain/alert/settings.ts";
import type { AlertNumbers } from "./alert-schema.ts";

/** The settings with what the file says of them; `input` may be that of a host or of a daemon. */
export function mergeAlerts(base: AlertSettings, input: AlertNumbers): AlertSettings {
  const timing = (rule: "down" | "restarted" | "oom" | "bot") => ({
    timing: mergeTiming(base[rule].timing, input[rule]),
  });
  return {
    memory: mergeMemory(base.memory, input.memory),
    swap: mergeSwap(base.swap, input.swap),
    load: mergeLoad(base.load, input.load),
    heap: mergeHeap(base.heap, input.heap),
    forecast: mergeForecast(base.forecast, input.forecast),
    down: timing("down"),
    restarted: timing("restarted"),
    oom: timing("oom"),
    unreachable: {
      missed: input.unreachable?.missed ?? base.unreachable.missed,
      criticalAfterMs: input.unreachable?.critical_after ?? base.unreachable.criticalAfterMs,
      timing: mergeTiming(base.unreachable.timing, input.unreachable),
    },
    health: {
      failedWarning: input.health?.failed_warning ?? base.health.failedWarning,
      failedCritical: input.health?.failed_critical ?? base.health.failedCritical,
      timing: mergeTiming(base.health.timing, input.health),
    },
    clock: mergeClock(base.clock, input.clock),
    bot: timing("bot"),
    off: input.off ?? base.off,
    life: mergeLife(base.life, input),
  };
}

function mergeMemory(base: AlertSettings["memory"], input: AlertNumbers["memory"]): AlertSettings["memory"] {
  return {
    someWarning: input?.some_warning ?? base.someWarning,
    someCritical: input?.some_critical ?? base.someCritical,
    fullWarning: input?.full_warning ?? base.fullWarning,
    fullCritical: input?.full_critical ?? base.fullCritical,
    availableWarning: input?.available_warning ?? base.availableWarning,
    availableCritical: input?.available_critical ?? base.availableCritical,
    timing: mergeTiming(base.timing, input),
  };
}

function mergeSwap(base: AlertSettings["swap"], input: AlertNumbers["swap"]): AlertSettings["swap"] {
  return {
    climbWarning: input?.climb_warning ?? base.climbWarning,
    climbCritical: input?.climb_critical ?? base.climbCritical,
    spanMs: input?.span ?? base.spanMs,
    thrash: input?.thrash ?? base.thrash,
    timing: mergeTiming(base.timing, input),
  };
}

function mergeLoad(base: AlertSettings["load"], input: AlertNumbers["load"]): AlertSettings["load"] {
  return {
    warning: input?.warning ?? base.warning,
    critical: input?.critical ?? base.critical,
    clear: input?.clear ?? base.clear,
    timing: mergeTiming(base.timing, input),
  };
}

/** Shares are percentages in the file. */
function mergeHeap(base: AlertSettings["heap"], input: AlertNumbers["heap"]): AlertSettings["heap"] {
  const share = (percent: number | undefined, usual: number) => (percent === undefined ? usual : percent / 100);
  return {
    warning: share(input?.warning, base.warning),
    critical: share(input?.critical, base.critical),
    clear: share(input?.clear, base.clear),
    timing: mergeTiming(base.timing, input),
  };
}

function mergeForecast(base: AlertSettings["forecast"], input: AlertNumbers["forecast"]): AlertSettings["forecast"] {
  return {
    level: input?.level === undefined ? base.level : input.level / 100,
    withinMs: input?.within ?? base.withinMs,
    criticalWithinMs: input?.critical_within ?? base.criticalWithinMs,
    timing: mergeTiming(base.timing, input),
  };
}

/** Differences of clocks are durations in the file, and seconds in the settings. */
function mergeClock(base: AlertSettings["clock"], input: AlertNumbers["clock"]): AlertSettings["clock"] {
  const inSeconds = (ms: number | undefined, usual: number) => (ms === undefined ? usual : ms / 1000);
  return {
    warning: inSeconds(input?.warning, base.warning),
    critical: inSeconds(input?.critical, base.critical),
    timing: mergeTiming(base.timing, input),
  };
}

interface TimingInput {
  readonly pending?: number | undefined;
  readonly keep_firing?: number | undefined;
}

function mergeTiming(base: RuleTiming, input: TimingInput | undefined): RuleTiming {
  return { pendingMs: input?.pending ?? base.pendingMs, keepFiringMs: input?.keep_firing ?? base.keepFiringMs };
}

function mergeLife(base: LifeSettings, input: AlertNumbers): LifeSettings {
  return {
    keepFiringFactor: input.keep_firing_factor ?? base.keepFiringFactor,
    keepFiringMaxMs: input.keep_firing_max ?? base.keepFiringMaxMs,
    holdMs: input.hold ?? base.holdMs,
    groupWaitMs: input.group_wait ?? base.groupWaitMs,
    groupIntervalMs: input.group_interval ?? base.groupIntervalMs,
    repeatCriticalMs: input.repeat_critical ?? base.repeatCriticalMs,
    repeatWarningMs: input.repeat_warning ?? base.repeatWarningMs,
    acknowledgedMs: input.acknowledged ?? base.acknowledgedMs,
    stillOnItMs: input.still_on_it ?? base.stillOnItMs,
    flapTransitions: input.flap_transitions ?? base.flapTransitions,
    flapWindowMs: input.flap_window ?? base.flapWindowMs,
    escalateDirectMs: input.escalate_direct ?? base.escalateDirectMs,
    escalateMentionMs: input.escalate_mention ?? base.escalateMentionMs,
    escalateBroadcastMs: input.escalate_broadcast ?? base.escalateBroadcastMs,
    escalationsMax: input.escalations_max ?? base.escalationsMax,
  };
}
