import { evaluateRules } from "../alert/evaluate-rules.ts";
import type { AlertContext, AlertEvent } from "../alert/event.ts";
import { type HostAlerts, newHostAlerts } from "../alert/host-alerts.ts";
import { nextDueAt } from "../alert/next-due-at.ts";
import type { AlertSettings } from "../alert/settings.ts";
import { stepAlerts } from "../alert/step-alerts.ts";
import type { Host } from "../host.ts";
import { type Instant, instant, type Millis, millis } from "../time.ts";
import { newWatchedHost, takeFailure, takeSample, type WatchedHost } from "../watched-host.ts";
import { type Gaps, noGaps, takeDistance } from "./gaps.ts";
import type { Poll } from "./poll.ts";
import { type Saying, sayingsOf } from "./saying.ts";
import { noTally, type Tally, takeStep } from "./tally.ts";

export interface ReplayOptions {
  readonly host: Host;
  /** From one poll to the next, for how long rates are taken over. */
  readonly interval: Millis;
  readonly settingsOf: (daemon: string | null) => AlertSettings;
}

/** A replay under way: exactly what the bot would hold of the host at that time, and what it has said. */
export interface Replay {
  readonly options: ReplayOptions;
  readonly watched: WatchedHost;
  readonly alerts: HostAlerts;
  /** Alerts that have their message. */
  readonly posted: ReadonlySet<string>;
  readonly alertsMade: number;
  readonly tally: Tally;
  readonly polls: number;
  readonly gaps: Gaps;
  readonly firstPollAt: Instant | null;
  readonly lastPollAt: Instant | null;
  /** Of the last poll or deadline: time has passed up to here. */
  readonly now: Instant | null;
}

export function newReplay(options: ReplayOptions): Replay {
  const { host, interval } = options;
  return {
    options,
    watched: newWatchedHost(host, interval),
    alerts: newHostAlerts(host.name),
    posted: new Set(),
    alertsMade: 0,
    tally: noTally,
    polls: 0,
    gaps: noGaps,
    firstPollAt: null,
    lastPollAt: null,
    now: null,
  };
}

export interface ReplayStep {
  readonly replay: Replay;
  readonly sayings: readonly Saying[];
}

/**
 * Takes in the next poll, after all deadlines that fall due before it, by the same code that runs in the bot. Nobody
 * answers: nothing is acknowledged or silenced. Polls come in the order of time.
 */
export function replayPoll(before: Replay, poll: Poll): ReplayStep {
  const waited = passTime(before, poll.at);
  const { watched } = waited.replay;
  const next = poll.kind === "read" ? takeSample(watched, poll.sample) : takeFailure(watched, poll.failure, millis(0));
  const event: AlertEvent =
    next.status.kind === "read" ? { kind: "read", status: next.status } : { kind: "missed", status: next.status };
  const taken = step({ ...waited.replay, watched: next.watched }, event, poll.at);
  const { replay } = taken;
  const counted = {
    ...replay,
    polls: replay.polls + 1,
    gaps: takeDistance(replay.gaps, { from: replay.lastPollAt, to: poll.at }, replay.options.interval),
    firstPollAt: replay.firstPollAt ?? poll.at,
    lastPollAt: poll.at,
    now: poll.at,
  };
  return { replay: counted, sayings: [...waited.sayings, ...taken.sayings] };
}

/** Between two polls there are a handful: more mean that a deadline stays due after its tick, which would never end. */
const ticksMax = 10_000;

/** Deadlines alone, as long as they fall due before the time. */
function passTime(before: Replay, until: Instant): ReplayStep {
  let replay = before;
  const sayings: Saying[] = [];
  for (let ticks = 0; replay.now !== null; ticks += 1) {
    const due = nextDueAt(replay.alerts, contextOf(replay, replay.now).context);
    if (due === null || due >= until) break;
    if (ticks >= ticksMax)
      throw new Error(`${ticksMax} deadlines of ${replay.alerts.host} fell due between two polls.`);
    const at = instant(Math.max(due, replay.now));
    const ticked = step(replay, { kind: "tick" }, at);
    replay = { ...ticked.replay, now: at };
    sayings.push(...ticked.sayings);
  }
  return { replay, sayings };
}

function step(before: Replay, event: AlertEvent, at: Instant): ReplayStep {
  const { context, made } = contextOf(before, at);
  const evaluated = evaluateRules(before.alerts, event, context);
  const { state, effects } = stepAlerts(before.alerts, { event, evaluated }, context);
  const sayings = sayingsOf(effects, { alerts: state.alerts, posted: before.posted, at });
  const fresh = sayings.flatMap(({ how, alert }) => (how === "posted" ? [alert] : []));
  return {
    replay: {
      ...before,
      alerts: state,
      posted: fresh.length === 0 ? before.posted : new Set([...before.posted, ...fresh]),
      alertsMade: made(),
      tally: takeStep(before.tally, { alerts: state.alerts, sayings, at }),
    },
    sayings,
  };
}

function contextOf(replay: Replay, now: Instant): { readonly context: AlertContext; readonly made: () => number } {
  let made = replay.alertsMade;
  const newId = (): string => {
    made += 1;
    return `${replay.options.host.name}-${made}`;
  };
  const { settingsOf } = replay.options;
  // A recording is watched from its first reading on, and nothing is stored from before.
  const watching = { now, watchingSince: instant(0), wallOffsetMs: 0 };
  return { context: { ...watching, settingsOf, silences: [], newId }, made: () => made };
}
