import type { Transition } from "../alert/effect.ts";
import type { Instant } from "../time.ts";
import type { AlertNotice, BacklogLine, BacklogNotice } from "./notice.ts";

export interface Folding {
  /** What the message says by now; null before its first words. */
  readonly previous: BacklogNotice | null;
  /** Transitions that come to it now, each with its alert's rule. */
  readonly added: readonly CountedTransition[];
  /** Every alert that it stands for, in its newest state; the resolved too. */
  readonly alerts: readonly AlertNotice[];
  /** When the first of them happened; of use where there is no previous notice. */
  readonly since: Instant;
  readonly now: Instant;
  /** As people read it: "14:02". */
  readonly timeOfDay: (at: Instant) => string;
}

export interface CountedTransition {
  readonly rule: string;
  readonly transition: Transition;
}

/** One message for many problems. Counts of what happened only grow; what still fires is as it is now. */
export function foldBacklog(folding: Folding): BacklogNotice {
  const { previous, added, alerts, now } = folding;
  const since = previous?.since ?? folding.since;
  const lines = linesOf(folding);
  const counted = {
    fired: (previous?.counted.fired ?? 0) + countOf(added, "fired"),
    resolved: (previous?.counted.resolved ?? 0) + countOf(added, "resolved"),
    other: (previous?.counted.other ?? 0) + added.filter(({ transition }) => !named.has(transition)).length,
    stillFiring: alerts.filter(isFiring).length,
  };
  const until = added.length === 0 && previous !== null ? previous.until : now;
  const span = { from: folding.timeOfDay(since), to: folding.timeOfDay(until) };
  return { kind: "backlog", sentence: sentenceOf(counted, span), since, until, lines, counted };
}

/** A line of the message names so many hosts, and counts the others. */
export const namedHostsMax = 5;

const named: ReadonlySet<Transition> = new Set(["fired", "resolved"]);

function countOf(added: readonly CountedTransition[], wanted: Transition): number {
  return added.filter(({ transition }) => transition === wanted).length;
}

function isFiring({ state }: AlertNotice): boolean {
  return state !== "resolved";
}

/** What still fires comes first, critical before warning, then what fired most. */
function linesOf(folding: Folding): readonly BacklogLine[] {
  const rules = new Set([
    ...(folding.previous?.lines ?? []).map(({ rule }) => rule),
    ...folding.alerts.map(({ key }) => key.rule),
  ]);
  return [...rules]
    .map((rule) => lineOf(rule, folding))
    .toSorted(
      (a, b) =>
        Number(b.stillFiring > 0) - Number(a.stillFiring > 0) ||
        Number(b.severity === "critical") - Number(a.severity === "critical") ||
        b.fired - a.fired,
    );
}

function lineOf(rule: string, { previous, added, alerts }: Folding): BacklogLine {
  const before = previous?.lines.find((line) => line.rule === rule);
  const own = alerts.filter(({ key }) => key.rule === rule);
  const firing = own.filter(isFiring);
  const hosts = new Set([...firing, ...own].map(({ key }) => key.host));
  for (const host of before?.hosts ?? []) hosts.add(host);
  const isCritical = before?.severity === "critical" || own.some(({ severity }) => severity === "critical");
  return {
    rule,
    severity: isCritical ? "critical" : "warning",
    fired:
      (before?.fired ?? 0) +
      countOf(
        added.filter((each) => each.rule === rule),
        "fired",
      ),
    stillFiring: firing.length,
    hosts: [...hosts].slice(0, namedHostsMax),
    // Alerts that were over long ago may have been forgotten, so that their hosts are counted by what was said before.
    hostsInAll: Math.max(hosts.size, before?.hostsInAll ?? 0),
  };
}

function sentenceOf(
  { fired, resolved, stillFiring }: BacklogNotice["counted"],
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const when = from === to ? `At ${from}` : `Between ${from} and ${to}`;
  const what = `${fired === 1 ? "1 alert fired" : `${fired} alerts fired`}, told here together`;
  const still = stillFiring === 0 ? "none is firing any more" : `${stillFiring} still firing`;
  return `${when}, ${what}: ${resolved} resolved, ${still}${singledPhrase(fired - resolved - stillFiring)}.`;
}

/** Some have become messages of their own since: else the numbers would not add up for who reads them. */
function singledPhrase(count: number): string {
  if (count <= 0) return "";
  return count === 1 ? ", 1 has its own message by now" : `, ${count} have their own messages by now`;
}
