import { daemonStatuses } from "./daemon-status.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { appendPoint, type HistoryPoint, pointOf } from "./history.ts";
import type { Host, HostFailure } from "./host.ts";
import { deriveRates } from "./rates.ts";
import type { Sample } from "./sample.ts";
import { noStartHeaps, observeStarts, type StartHeaps } from "./start-heaps.ts";
import type { FailedHost, ReadHost } from "./status.ts";
import { type Millis, seconds } from "./time.ts";

/** What the bot remembers of one host between two readings. */
export interface WatchedHost {
  readonly host: Host;
  /** The samples of about the last minute, and of longer ago the newest: what rates are taken over. Oldest first. */
  readonly recent: readonly Sample[];
  readonly history: readonly HistoryPoint[];
  readonly startHeaps: StartHeaps;
  readonly lastGood: ReadHost | null;
  readonly missedInARow: number;
}

/** A host's own averages are over 60 s, so figures taken from two readings are too. */
export const rateWindow: Millis = seconds(60);
/** People pressing Refresh add samples between the polls; more than this tell nothing more, spread over the minute. */
export const recentMax = 12;
/** A host that misses fewer polls than this may only be slow: a frozen one answered after 10 s when measured. */
export const missedBeforeUnreachable = 3;

export function newWatchedHost(host: Host): WatchedHost {
  return { host, recent: [], history: [], startHeaps: noStartHeaps, lastGood: null, missedInARow: 0 };
}

/** Takes in a reading: the next state, and how the host stands now. */
export function takeSample(watched: WatchedHost, sample: Sample): { watched: WatchedHost; status: ReadHost } {
  const recent = thinned([...recentBefore(sample, watched.recent), sample]);
  const startHeaps = observeStarts(watched.startHeaps, sample);
  const rates = deriveRates(recent);
  const history = appendPoint(watched.history, pointOf(sample, rates));
  const daemons = daemonStatuses(sample, watched.host.daemons, startHeaps);
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
  const state = lastGood !== null && missedInARow < missedBeforeUnreachable ? "stale" : "unreachable";
  return { kind: "failed", host: watched.host.name, state, failure, tookMs, lastGood };
}

/**
 * The samples of the minute before this one. Where there are none, the newest of its boot however old: a host may be read
 * more seldom than that, and an interval of ten minutes has rates too.
 */
function recentBefore(sample: Sample, earlier: readonly Sample[]): readonly Sample[] {
  const ofBoot = earlier.filter((one) => secondsBetween(one, sample) > 0);
  // A poll may come a little late: half an interval more keeps the minute whole.
  const recent = ofBoot.filter((one) => secondsBetween(one, sample) * 1000 <= rateWindow * 1.5);
  return recent.length > 0 ? recent : ofBoot.slice(-1);
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
