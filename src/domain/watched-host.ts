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
  /** The samples of about the last minute, oldest first: what rates are taken over. */
  readonly recent: readonly Sample[];
  readonly history: readonly HistoryPoint[];
  readonly startHeaps: StartHeaps;
  readonly lastGood: ReadHost | null;
  readonly missedInARow: number;
}

/** A host's own averages are over 60 s, so figures taken from two readings are too. */
export const rateWindow: Millis = seconds(60);
/** People pressing Refresh add samples between the polls; more than this in a minute tell nothing more. */
export const recentMax = 12;
/** A host that misses fewer polls than this may only be slow: a frozen one answered after 10 s when measured. */
export const missedBeforeUnreachable = 3;

export function newWatchedHost(host: Host): WatchedHost {
  return { host, recent: [], history: [], startHeaps: noStartHeaps, lastGood: null, missedInARow: 0 };
}

/** Takes in a reading: the next state, and how the host stands now. */
export function takeSample(watched: WatchedHost, sample: Sample): { watched: WatchedHost; status: ReadHost } {
  const recent = [...watched.recent.filter((earlier) => isRecent(earlier, sample)), sample].slice(-recentMax);
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

/** Takes in a reading that failed. Memory of the host is kept: figures go on where they were when it comes back. */
export function takeFailure(
  watched: WatchedHost,
  failure: HostFailure,
  tookMs: Millis,
): { watched: WatchedHost; status: FailedHost } {
  const missedInARow = watched.missedInARow + 1;
  const { lastGood } = watched;
  const state = lastGood !== null && missedInARow < missedBeforeUnreachable ? "stale" : "unreachable";
  const status: FailedHost = { kind: "failed", host: watched.host.name, state, failure, tookMs, lastGood };
  return { watched: { ...watched, missedInARow }, status };
}

/** By the host's own uptime, since the bot's clock may jump; a sample of another boot or of an unknown time is not. */
function isRecent(earlier: Sample, now: Sample): boolean {
  const then = earlier.system.uptimeSeconds.value;
  const current = now.system.uptimeSeconds.value;
  if (then === null || current === null) return false;
  const ago = current - then;
  // A poll may come a little late: half an interval more keeps the minute whole.
  return ago > 0 && ago * 1000 <= rateWindow * 1.5;
}
