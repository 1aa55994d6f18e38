import { noiseOf } from "../../domain/alert/noise.ts";
import type { AlertSettings } from "../../domain/alert/settings.ts";
import { day, driftDays, findDrift } from "../../domain/digest/find-drift.ts";
import { type HostWeek, hostWeek } from "../../domain/digest/host-week.ts";
import { measuredWithin, measureRestart } from "../../domain/digest/measure-restart.ts";
import type { Drift, RestartEffect, SourceDown, Week } from "../../domain/digest/week.ts";
import type { Host } from "../../domain/host.ts";
import { type Result, succeed } from "../../domain/result.ts";
import { type Instant, instant } from "../../domain/time.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import { onWallTime } from "../alerts/on-wall-time.ts";
import { readPast } from "../alerts/read-past.ts";
import type { DecisionStore, SampleStore, Span, StoreFailure, TransitionRecord } from "../ports-store.ts";

export interface WeekSources {
  readonly past: Pick<DecisionStore, "transitions" | "feedback">;
  readonly readings: Pick<SampleStore, "daemonHistory" | "hostHistory">;
  readonly desk: Pick<AlertDesk, "open" | "silences" | "wallTime">;
  readonly hosts: readonly Host[];
  readonly settings: AlertSettings;
}

/**
 * Reads what a digest is made of. Fails where the history of alerts cannot be read, since a digest without it would say that
 * nothing happened; courses that cannot be read are named in it. One query at a time: nobody waits, and alerts go first.
 */
export async function gatherWeek(self: WeekSources, span: Span, now: Instant): Promise<Result<Week, StoreFailure>> {
  const past = await readPast(self, span);
  if (!past.ok) return past;
  const unread = new Set<string>();
  const courses = await readCourses(self, { span, restarts: past.value.transitions.filter(isRestart) }, unread);
  const sourcesDown = await readSources(self, span, unread);
  const hosts = await readHosts(self, { span, transitions: past.value.transitions, ...courses }, unread);
  const offset = self.desk.wallTime(instant(0));
  return succeed({
    span,
    now,
    transitions: past.value.transitions,
    open: self.desk.open().map((alert) => onWallTime(alert, offset)),
    silences: self.desk.silences().map((silence) => ({ ...silence, until: self.desk.wallTime(silence.until) })),
    noise: noiseOf(past.value, self.settings),
    ...courses,
    sourcesDown,
    hosts,
    unread: [...unread],
  });
}

type Restart = TransitionRecord & { readonly daemon: string };

function isRestart(record: TransitionRecord): record is Restart {
  return record.rule === "restarted" && record.transition === "fired" && record.daemon !== null;
}

interface Asked {
  readonly span: Span;
  readonly restarts: readonly Restart[];
}

/** Each daemon's course is read once, for its restarts and its drift, and let go before the next one's. */
async function readCourses(
  { readings, hosts }: WeekSources,
  { span, restarts }: Asked,
  unread: Set<string>,
): Promise<{ readonly restarts: readonly RestartEffect[]; readonly drifts: readonly Drift[] }> {
  const from = instant(Math.min(span.from - measuredWithin, span.to - driftDays * day));
  const effects: RestartEffect[] = [];
  const drifts: Drift[] = [];
  for (const daemon of hosts.flatMap((host) => host.daemons.map(({ name }) => ({ host: host.name, daemon: name })))) {
    const points = await readings.daemonHistory(daemon, { from, to: span.to });
    if (!points.ok) unread.add(unreadSentence("courses of daemons", points.error));
    const course = points.ok ? points.value : [];
    const own = restarts.filter((restart) => restart.host === daemon.host && restart.daemon === daemon.daemon);
    effects.push(...own.map(({ at }) => measureRestart({ ...daemon, at }, course)));
    drifts.push(...[findDrift(daemon, course, span.to)].filter((drift) => drift !== null));
  }
  return {
    restarts: effects.toSorted((one, other) => one.at - other.at),
    drifts: drifts.toSorted((one, other) => other.toBytes - other.fromBytes - (one.toBytes - one.fromBytes)),
  };
}

/** Hosts without a reading for a day. */
async function readSources(
  { readings, hosts }: WeekSources,
  { to }: Span,
  unread: Set<string>,
): Promise<readonly SourceDown[]> {
  const down: SourceDown[] = [];
  for (const { name: host } of hosts) {
    const lastDay = await readings.hostHistory(host, { from: instant(to - day), to });
    if (lastDay.ok && lastDay.value.length > 0) continue;
    const week = lastDay.ok ? await readings.hostHistory(host, { from: instant(to - driftDays * day), to }) : lastDay;
    if (!week.ok) {
      unread.add(unreadSentence("courses of hosts", week.error));
      continue;
    }
    const last = week.value.at(-1);
    down.push({ host, lastReadAt: last === undefined ? null : instant(last.at + last.over) });
  }
  return down;
}

/** Each host's course is let go before the next one's. */
async function readHosts(
  { readings, hosts }: WeekSources,
  happened: Parameters<typeof hostWeek>[2],
  unread: Set<string>,
): Promise<readonly HostWeek[]> {
  const weeks: HostWeek[] = [];
  for (const { name } of hosts) {
    const points = await readings.hostHistory(name, happened.span);
    if (!points.ok) unread.add(unreadSentence("courses of hosts", points.error));
    const week = points.ok ? hostWeek(name, points.value, happened) : null;
    if (week !== null) weeks.push(week);
  }
  return weeks;
}

/** The same trouble with each daemon is one line. */
function unreadSentence(what: string, { detail }: StoreFailure): string {
  return `The ${what} could not be read: ${detail}`;
}
