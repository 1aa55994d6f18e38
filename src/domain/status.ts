import type { Bytes } from "./bytes.ts";
import type { Daemon } from "./daemon.ts";
import type { Diagnosis } from "./diagnosis/diagnosis.ts";
import type { Figure } from "./figure.ts";
import type { HistoryPoint } from "./history.ts";
import type { HostFailure } from "./host.ts";
import type { Rates } from "./rates.ts";
import type { DaemonFigures, Sample } from "./sample.ts";
import type { Instant } from "./time.ts";

/** The answer to "is the server suffering, and why?": one entry a host, in the order of the configuration. */
export interface StatusBoard {
  readonly askedAt: Instant;
  readonly hosts: readonly HostStatus[];
}

export type HostStatus = WaitingHost | ReadHost | FailedHost;

/** Asked, not answered yet. */
export interface WaitingHost {
  readonly kind: "waiting";
  readonly host: string;
}

export interface ReadHost {
  readonly kind: "read";
  readonly host: string;
  readonly sample: Sample;
  /** Null at a first reading. */
  readonly rates: Rates | null;
  readonly diagnosis: Diagnosis;
  readonly daemons: readonly DaemonStatus[];
  /** Oldest first; empty until the bot has watched for a while. */
  readonly history: readonly HistoryPoint[];
}

/** No reading this time. The last good one may be shown with its age, never as live. */
export interface FailedHost {
  readonly kind: "failed";
  readonly host: string;
  /** `stale`: it answered within the last three polls, so it may only be slow. */
  readonly state: "unreachable" | "stale";
  readonly failure: HostFailure;
  readonly tookMs: number;
  readonly lastGood: ReadHost | null;
}

export interface DaemonStatus {
  readonly daemon: Daemon;
  readonly figures: DaemonFigures;
  /** Share of the host's RAM, 0–1; may pass 1 with swap. */
  readonly share: Figure;
  /** Null value while the threshold is `auto` and not yet measured. */
  readonly thresholdBytes: Figure<Bytes>;
  /** Heap now less the heap at its start; absent until the bot has seen a start. */
  readonly givesBackBytes: Figure<Bytes>;
}
