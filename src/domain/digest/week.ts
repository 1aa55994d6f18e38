import type { FiringAlert } from "../alert/alert.ts";
import type { RecordedTransition } from "../alert/noise.ts";
import type { Silence } from "../alert/silence.ts";
import type { Bytes } from "../bytes.ts";
import type { NoiseNotice } from "../notice/notice.ts";
import type { Instant, Millis } from "../time.ts";
import type { HostWeek } from "./host-week.ts";

/** What a digest is made of. All times are on the wall clock. */
export interface Week {
  /** What the digest is about; a week, or as long as its calendar says. */
  readonly span: { readonly from: Instant; readonly to: Instant };
  /** When the digest is made: later than the end of the span where the bot was down then. */
  readonly now: Instant;
  readonly transitions: readonly RecordedTransition[];
  readonly open: readonly FiringAlert[];
  readonly silences: readonly Silence[];
  readonly noise: NoiseNotice | null;
  /** Oldest first. */
  readonly restarts: readonly RestartEffect[];
  readonly drifts: readonly Drift[];
  readonly sourcesDown: readonly SourceDown[];
  /** Of each host of which anything was read. */
  readonly hosts: readonly HostWeek[];
  /** What could not be read, and why, in whole sentences. */
  readonly unread: readonly string[];
}

/** A restart that was seen, and what it gave back. */
export interface RestartEffect {
  readonly host: string;
  readonly daemon: string;
  readonly at: Instant;
  /** Null where it was not measured. */
  readonly beforeBytes: Bytes | null;
  readonly afterBytes: Bytes | null;
}

/** A daemon whose daily peak grows. */
export interface Drift {
  readonly host: string;
  readonly daemon: string;
  readonly fromBytes: Bytes;
  readonly toBytes: Bytes;
  readonly over: Millis;
}

/** A host without readings. */
export interface SourceDown {
  readonly host: string;
  /** The last reading; null where there is none in the week. */
  readonly lastReadAt: Instant | null;
}

/** One point of a daemon's course, or the median and max of a stretch that begins at `at`. */
export interface HeapPoint {
  readonly at: Instant;
  readonly over: Millis;
  readonly heap: { readonly median: number; readonly max: number } | null;
  /** Tells one start of the daemon from another; null where not known. */
  readonly epoch: string | null;
}
