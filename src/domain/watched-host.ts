import { daemonStatuses, type MeasuredThresholds } from "./daemon-status.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { appendPoint, type HistoryPoint, historyPointsMax, pointOf } from "./history.ts";
import type { Host, HostFailure, HostFailureReason } from "./host.ts";
import { deriveRates } from "./rates.ts";
import type { Sample } from "./sample.ts";
import { noStartHeaps, observeStarts, type StartHeaps } from "./start-heaps.ts";
import type { FailedHost, ReadHost } from "./status.ts";
import { type Millis, millis, seconds } from "./time.ts";

/** What the bot remembers of one host between two readings. */
export interface WatchedHost {
  readonly host: Host;
  /** No rate is taken over longer than this: after an outage a mean over all of it would be shown as live. */
  readonly rateSpanMax: Millis;
  /** The samples of that time: what rates are taken over. Oldest first. */
  readonly recent: readonly Sample[];
  readonly history: readonly HistoryPoint[];
  readonly startHeaps: StartHeaps;
  /** Of daemons whose threshold is `auto`, where it has been measured. */
  readonly thresholds: MeasuredThresholds;
  readonly lastGood: ReadHost | null;
  readonly missedInARow: number;
}

/** A host's own averages are over 60 s, so figures taken from two readings are too, as nearly as the readings allow. */
export const rateWindow: Millis = seconds(60);
/** Half an interval more than the minute, or than the interval where that is longer: a poll may come a little late. */
const latenessRatio = 1.5;
/** People pressing Refresh add samples between the polls; more than this tell nothing more, spread over the minute. */
export const recentMax = 12;
/** A host that misses fewer polls than this may only be slow: a frozen one answered after 10 s when measured. */
export const missedBeforeUnreachable = 3;

/** Failures that no waiting mends: somebody has changed something. */
const certain: readonly HostFailureReason[] = ["auth failed", "key unusable", "host key changed", "host key unknown"];

/** `interval` is how often the host is polled; `startHeaps` what the bot knew of starts when it ended. */
export function newWatchedHost(host: Host, interval: Millis, startHeaps: StartHeaps = noStartHeaps): WatchedHost {
  const rateSpanMax = millis(Math.max(rateWindow, interval) * latenessRatio);
  return {
    host,
    rateSpanMax,
    recent: [],
    history: [],
    startHeaps,
    thresholds: new Map(),
    lastGood: null,
    missedInARow: 0,
  };
}

/** Puts the course of what was stored before the bot began to watch in front of what it has seen since. Oldest first. */
export function withEarlier(watched: WatchedHost, earlier: readonly Sample[]): WatchedHost {
  const [first] = watched.history;
  const points = earlier
    .map((sample) => pointOf(sample, null))
    .filter(({ at }) => first === undefined || at < first.at);
  return { ...watched, history: [...points, ...watched.history].slice(-historyPointsMax) };
}

/** Takes in a reading: the next state, and how the host stands now. */
export function takeSample(watched: WatchedHost, sample: Sample): { watched: WatchedHost; status: ReadHost } {
  const recent = thinned([...recentBefore(sample, watched), sample]);
  const startHeaps = observeStarts(watched.startHeaps, sample);
  const rates = deriveRates(lastMinute(recent));
  const history = appendPoint(watched.history, pointOf(sample, rates));
  const daemons = daemonStatuses(sample, watched.host.daemons, { startHeaps, thresholds: watched.thresholds });
  const diagnosis = diagnose({ sample, rates, daemons });
  const status: ReadHost = {
    kind: "read",
    host: watched.host.name,
    sample,
    rates,
    diagnosis,
    daemons,
    history,
  };
  return { watched: { ...watched, recent, history, startHeaps, lastGood: status, missedInARow: 0 }, status };
}

/** Takes in a poll that failed. Memory of the host is kept: figures go on where they were when it comes back. */
export function takeFailure(
  watched: WatchedHost,
  failure: HostFailure,
  tookMs: Millis,
): { watched: WatchedHost; status: FailedHost } {
  const missed = { ...watched, missedInARow: watched.missedInARow + 1 };
  return { watched: missed, status: failedLook(missed, failure, tookMs) };
}

/** How a host stands that failed a person's look. No poll was missed by that, so nothing is remembered of it. */
export function failedLook(watched: WatchedHost, failure: HostFailure, tookMs: Millis): FailedHost {
  const { lastGood, missedInARow } = watched;
  const mayBeSlow = lastGood !== null && missedInARow < missedBeforeUnreachable && !certain.includes(failure.reason);
  const state = mayBeSlow ? "stale" : "unreachable";
  return { kind: "failed", host: watched.host.name, state, failure, tookMs, lastGood };
}

function recentBefore(sample: Sample, { recent, rateSpanMax }: WatchedHost): readonly Sample[] {
  return recent.filter((one) => {
    const ago = secondsBetween(one, sample) * 1000;
    return ago > 0 && ago <= rateSpanMax;
  });
}

/** From the sample on whose distance to the newest comes closest to the minute. */
function lastMinute(samples: readonly Sample[]): readonly Sample[] {
  const earlier = samples.slice(0, -1);
  const newest = samples.at(-1);
  if (newest === undefined || earlier.length === 0) return samples;
  const misses = earlier.map((one) => Math.abs(secondsBetween(one, newest) * 1000 - rateWindow));
  return samples.slice(misses.indexOf(Math.min(...misses)));
}

/** One fewer when there are too many: the one whose neighbours are closest together, and never the oldest or the newest. */
function thinned(samples: readonly Sample[]): readonly Sample[] {
  if (samples.length <= recentMax) return samples;
  const gaps = samples.slice(2).map((after, index) => secondsBetween(samples[index] ?? after, after));
  const crowded = gaps.indexOf(Math.min(...gaps)) + 1;
  return samples.toSpliced(crowded, 1);
}

/** By the host's own uptime, since the bot's clock may jump; 0 for samples of two boots or of an unknown time. */
function secondsBetween(earlier: Sample, later: Sample): number {
  const { bootId, uptimeSeconds } = earlier.system;
  const then = uptimeSeconds.value;
  const now = later.system.uptimeSeconds.value;
  if (then === null || now === null) return 0;
  const isOtherBoot =
    bootId.value !== null && later.system.bootId.value !== null && bootId.value !== later.system.bootId.value;
  return isOtherBoot ? 0 : now - then;
}
