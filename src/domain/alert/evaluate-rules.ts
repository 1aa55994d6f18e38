import { factsOf } from "../diagnosis/facts.ts";
import type { FailedHost, ReadHost } from "../status.ts";
import { fingerprintOf } from "./alert.ts";
import type { Evaluated, Evaluation } from "./evaluation.ts";
import type { AlertContext, AlertEvent } from "./event.ts";
import type { HostAlerts, RuleMemory } from "./host-alerts.ts";
import { type RuleName, rulesOfEvents } from "./rule.ts";
import { judgeSelf, namesOf } from "./rules/bot.ts";
import { judgeClock } from "./rules/clock.ts";
import { judgeDown } from "./rules/down.ts";
import { findRestarts, type Restarts } from "./rules/find-restarts.ts";
import { judgeForecastOver, judgeForeseen } from "./rules/forecast.ts";
import { judgeChecked, judgeUnchecked } from "./rules/health.ts";
import { judgeHeap } from "./rules/heap.ts";
import { hostFigures } from "./rules/host-figures.ts";
import type { Judgement, Known, Reading } from "./rules/judgement.ts";
import { isProblem } from "./rules/level-of.ts";
import { judgeLoad } from "./rules/load.ts";
import { judgeMemory } from "./rules/memory.ts";
import { judgeOom } from "./rules/oom.ts";
import { ownEntry } from "./rules/own-entry.ts";
import { remember } from "./rules/remember.ts";
import { judgeRestarted } from "./rules/restarted.ts";
import { judgeSwap } from "./rules/swap.ts";
import { judgeMissed, judgeReached } from "./rules/unreachable.ts";

/** Of a host's alerts what the rules look at. Without `maintenance` no restart counts as the bot's own. */
export type RuleState = Pick<HostAlerts, "host" | "memory"> & Partial<Pick<HostAlerts, "maintenance">>;

/**
 * What every rule that the event concerns says of every key that it could be about, clear ones too, and what is to be
 * remembered. A rule that is off says clear. An event that brings no figures changes nothing. Never throws.
 */
export function evaluateRules(state: RuleState, event: AlertEvent, context: AlertContext): Evaluated {
  const { memory, maintenance = [] } = state;
  const known: Known = { memory, maintenance, context };
  switch (event.kind) {
    case "read":
      return evaluateReading(state.host, known, event.status);
    case "missed": {
      const after = { ...known, memory: countMissed(known, event.status) };
      return conclude(state.host, after, [{ rule: "unreachable", judgements: judgeMissed(after, event.status) }]);
    }
    case "checked": {
      const { daemon, outcome } = event;
      const failed = outcome.ok ? 0 : (ownEntry(memory.failedChecks, daemon) ?? 0) + 1;
      const after = { ...known, memory: { ...memory, failedChecks: { ...memory.failedChecks, [daemon]: failed } } };
      return conclude(state.host, after, [{ rule: "health", judgements: judgeChecked(after, daemon, outcome) }]);
    }
    case "foreseen": {
      const judgements = [judgeForeseen(known, event.daemon, event.foresight)];
      return conclude(state.host, known, [{ rule: "forecast", judgements }]);
    }
    case "self": {
      const after = { ...known, memory: { ...memory, troubles: namesOf(memory, event.troubles) } };
      return conclude(state.host, after, [{ rule: "bot", judgements: judgeSelf(known, event.troubles) }]);
    }
    case "tick":
    case "maintenance":
    case "maintenance over":
    case "specimen":
      return { evaluations: [], memory, restarted: [] };
  }
}

/** Every rule that a reading concerns. `health` and `bot` have events of their own. */
const rulesOfReading: readonly {
  readonly rule: RuleName;
  readonly judge: (reading: Reading) => readonly Judgement[];
}[] = [
  { rule: "unreachable", judge: judgeReached },
  { rule: "memory", judge: judgeMemory },
  { rule: "oom", judge: judgeOom },
  { rule: "down", judge: judgeDown },
  { rule: "swap", judge: judgeSwap },
  { rule: "load", judge: judgeLoad },
  { rule: "heap", judge: judgeHeap },
  { rule: "forecast", judge: judgeForecastOver },
  { rule: "restarted", judge: judgeRestarted },
  { rule: "health", judge: judgeUnchecked },
  { rule: "clock", judge: judgeClock },
];

/** What a restart of its daemon ends. */
const endedByRestart: readonly RuleName[] = ["heap", "forecast", "down"];

interface Judged {
  readonly rule: RuleName;
  readonly judgements: readonly Judgement[];
}

function evaluateReading(host: string, known: Known, status: ReadHost): Evaluated {
  const restarts = findRestarts(status, known.memory);
  const reading: Reading = { ...known, status, facts: factsOf(status), shown: hostFigures(status), restarts };
  const judged = rulesOfReading.map(({ rule, judge }): Judged => {
    const judgements = judge(reading);
    return { rule, judgements: endedByRestart.includes(rule) ? withRestarts(judgements, restarts) : judgements };
  });
  const after = { ...known, memory: remember(reading) };
  return { ...conclude(host, after, judged), restarted: restarts.daemons };
}

function withRestarts(judgements: readonly Judgement[], { daemons, withHost }: Restarts): readonly Judgement[] {
  return judgements.map((judgement) => {
    const { daemon } = judgement;
    if (judgement.level !== "clear" || daemon === null || !daemons.includes(daemon)) return judgement;
    return { ...judgement, endedBy: withHost.includes(daemon) ? "the host was restarted" : `${daemon} was restarted` };
  });
}

function countMissed({ memory, context }: Known, { failure }: FailedHost): RuleMemory {
  if (failure.reason === "stopped") return memory;
  const { count, since } = memory.missed ?? { count: 0, since: context.now };
  return { ...memory, missed: { count: count + 1, since } };
}

/** The judgements as evaluations, and the memory with what has happened by them. */
function conclude(host: string, { memory, context }: Known, judged: readonly Judged[]): Evaluated {
  const happened = new Map(Object.entries(memory.happened));
  const evaluations = judged.flatMap(({ rule, judgements }) =>
    judgements.map((judgement): Evaluation => {
      const key = { host, rule, daemon: judgement.daemon };
      const settings = context.settingsOf(judgement.daemon);
      const isOff = settings.off.includes(rule);
      const level = isOff ? "clear" : judgement.level;
      const fingerprint = fingerprintOf(key);
      if (isProblem(level) && rulesOfEvents.includes(rule)) happened.set(fingerprint, judgement.finding);
      const told = level === "clear" ? happened.get(fingerprint) : undefined;
      const endedBy = level !== "clear" ? null : isOff ? "its rule was turned off" : (judgement.endedBy ?? null);
      return { key, level, finding: told ?? judgement.finding, endedBy, ...settings[rule].timing };
    }),
  );
  return { evaluations, memory: { ...memory, happened: Object.fromEntries(happened) }, restarted: [] };
}
