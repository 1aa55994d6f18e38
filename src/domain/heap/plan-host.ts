import { fail, type Result, succeed } from "../result.ts";
import { type Instant, instant } from "../time.ts";
import { studyHeap } from "./analyze-heap.ts";
import { daemonFuture } from "./daemon-future.ts";
import { growthSeries } from "./growth-series.ts";
import type { Verdict } from "./heap-analysis.ts";
import type { HeapPoint } from "./heap-point.ts";
import { type PlannedDaemon, planRestarts, type RestartPlan } from "./plan-restarts.ts";
import { type QuietHost, quietHost } from "./quiet-host.ts";
import type { QuietSlot } from "./quiet-slots.ts";
import type { HourOfWeek } from "./quiet-windows.ts";
import { type HostRam, ramBudget } from "./ram-budget.ts";
import { type PolicyCost, replayPolicies } from "./replay-policy.ts";
import { type RamSizing, sizeRam } from "./size-ram.ts";
import { splitEpochs } from "./split-epochs.ts";
import { tidyPoints } from "./tidy-points.ts";
import type { TrafficPoint } from "./traffic-readings.ts";
import { windowsAhead } from "./windows-ahead.ts";

export interface HostPlanQuestion {
  readonly host: HostRam;
  /** All daemons of the host, each under another name. */
  readonly daemons: readonly HostDaemon[];
  readonly hourOfWeek: HourOfWeek;
}

export interface HostDaemon {
  readonly name: string;
  readonly pool: string | null;
  /** Of any number of epochs; `t` in seconds since 1970, the same clock as the traffic's. */
  readonly points: readonly HeapPoint[];
  readonly traffic: readonly TrafficPoint[];
  /** As in `HeapOptions`. */
  readonly deploys?: readonly number[];
  readonly widening?: number;
}

/** Plain data. */
export interface HostPlan {
  /** What all daemons together may hold. */
  readonly budgetBytes: number;
  readonly quiet: readonly QuietSlot[];
  readonly plan: RestartPlan;
  /** What habits would have cost on the recorded history. */
  readonly habits: readonly PolicyCost[];
  readonly ram: RamSizing;
  readonly verdicts: readonly { readonly daemon: string; readonly verdict: Verdict }[];
  /** Of which daemons the futures were widened, and by how much; none where earlier ranges held. */
  readonly widened: readonly { readonly daemon: string; readonly factor: number }[];
}

/** Why there is no plan yet. The sentence is for an operator. */
export interface NoHostPlan {
  readonly reason: "no daemons" | "no forecast" | "no quiet hours" | "no room";
  readonly sentence: string;
}

/** Further ahead the futures are too wide for a calendar, and it is made anew each night. */
export const planDays = 28;
const yearDays = 365;

/** Calendar, habits and RAM of a host from what was recorded of its daemons. Costs about 50 ms a daemon, and as much again. */
export function planHost(question: HostPlanQuestion): Result<HostPlan, NoHostPlan> {
  const { host, daemons, hourOfWeek } = question;
  if (daemons.length === 0) return fail({ reason: "no daemons", sentence: "No daemon of this host is watched." });
  const budgetBytes = ramBudget(host);
  if (budgetBytes <= 0) return fail(noRoom);
  const studied: Studied[] = [];
  for (const daemon of daemons) {
    const found = study(daemon);
    if (!found.ok) return found;
    studied.push(found.value);
  }
  const quiet = quietHost(daemons, hourOfWeek);
  if (!quiet.ok) return fail({ reason: "no quiet hours", sentence: `${quiet.error.daemon}: ${quiet.error.sentence}` });
  const now = instant(1000 * Math.max(...studied.map(({ endsAt }) => endsAt)));
  const plan = planRestarts({
    daemons: studied.map((daemon) => planned(daemon, quiet.value, hourOfWeek)),
    windows: windowsAhead(quiet.value.slots, { from: now, days: planDays, hourOfWeek }),
    now,
    budgetBytes,
  });
  return succeed({
    budgetBytes,
    quiet: quiet.value.slots,
    plan,
    habits: habitsOf(question, { budgetBytes, slots: quiet.value.slots, now }),
    ram: sizeRam({ daemons: studied, host, restartsAYear: Math.round((plan.restarts.length * yearDays) / planDays) }),
    verdicts: studied.map(({ daemon, full }) => ({ daemon: daemon.name, verdict: full })),
    widened: daemons.flatMap(({ name, widening = 1 }) => (widening === 1 ? [] : [{ daemon: name, factor: widening }])),
  });
}

const noRoom: NoHostPlan = {
  reason: "no room",
  sentence: "Kernel, other processes and page cache fill this host by themselves: no restart of a daemon can help.",
};

interface Studied {
  readonly daemon: HostDaemon;
  readonly future: PlannedDaemon["future"];
  readonly full: Verdict;
  readonly verdict: Verdict["kind"];
  readonly startBytes: number;
  readonly endsAt: number;
}

function study(daemon: HostDaemon): Result<Studied, NoHostPlan> {
  const { analysis, forecast } = studyHeap(daemon.points, {
    deploys: daemon.deploys ?? [],
    widening: daemon.widening ?? 1,
  });
  const present = splitEpochs(tidyPoints(daemon.points)).at(-1) ?? [];
  if (forecast === null) {
    const needs = analysis.verdict.needs === null ? "" : ` ${analysis.verdict.needs} would do.`;
    return fail({ reason: "no forecast", sentence: `${daemon.name}: ${analysis.verdict.sentence}${needs}` });
  }
  const series = growthSeries(present);
  return succeed({
    daemon,
    future: daemonFuture({ name: daemon.name, present: series, forecast }),
    full: analysis.verdict,
    verdict: analysis.verdict.kind,
    startBytes: Number(series.heap[0]),
    endsAt: series.endsAt,
  });
}

/** A restart costs the connections of that hour, and one for itself. */
function planned({ daemon, future, verdict }: Studied, { weeks }: QuietHost, hourOfWeek: HourOfWeek): PlannedDaemon {
  const week = weeks.get(daemon.name);
  return {
    future,
    pool: daemon.pool,
    isDecided: verdict === "settled" || verdict === "settling",
    costAt: ({ opensAt }) => 1 + (week?.measuredBy === "connections" ? (week.byHour[hourOfWeek(opensAt)] ?? 0) : 0),
  };
}

function habitsOf(
  { daemons, hourOfWeek }: HostPlanQuestion,
  { budgetBytes, slots, now }: { budgetBytes: number; slots: readonly QuietSlot[]; now: Instant },
): readonly PolicyCost[] {
  const from = instant(now - yearDays * 86_400_000);
  const nights = windowsAhead(slots, { from, days: yearDays, hourOfWeek }).map(({ opensAt }) => opensAt / 1000);
  return replayPolicies({ daemons, budgetBytes, nights });
}
