import type { Host } from "../../domain/host.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { DueRestart } from "../ports-home.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { planOfHost } from "./answer-plan.ts";

export interface DueRestarts {
  /** As it was planned last, soonest first. */
  known(): readonly DueRestart[];
  /** Plans anew what is older than an hour; true where that has changed what is known. */
  bringUpToDate(): Promise<boolean>;
}

/** A plan of weeks hardly changes within it, and costs tenths of a second of CPU a host. */
const plannedFor: Millis = millis(3_600_000);
/** A Home tab names the next ones; `plan` has all. */
const hostsMax = 10;

/** What the plans of all hosts want next, for those who look at it often. */
export function createDueRestarts(self: AnswerOptions): DueRestarts {
  const plans = new Map<string, { readonly at: number; readonly due: readonly DueRestart[] }>();
  let underWay: Promise<boolean> | null = null;

  async function plan(): Promise<boolean> {
    let hasChanged = false;
    for (const host of self.hosts.filter(({ daemons }) => daemons.length > 0).slice(0, hostsMax)) {
      const before = plans.get(host.name);
      if (before !== undefined && self.clock.monotonic() - before.at < plannedFor) continue;
      const due = await dueOf(self, host);
      plans.set(host.name, { at: self.clock.monotonic(), due });
      hasChanged ||= JSON.stringify(due) !== JSON.stringify(before?.due ?? []);
    }
    return hasChanged;
  }

  return {
    known: () => [...plans.values()].flatMap(({ due }) => due).toSorted((one, other) => one.at - other.at),
    bringUpToDate() {
      underWay ??= plan().finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}

/** None where there is no plan yet: `plan` says why. */
async function dueOf(self: AnswerOptions, host: Host): Promise<readonly DueRestart[]> {
  const planned = await planOfHost(self, host);
  if (!planned.ok) return [];
  return planned.value.plan.restarts.map(({ daemon, at }) => ({ host: host.name, daemon, at }));
}
