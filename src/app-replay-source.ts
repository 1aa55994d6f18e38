import type { Poll } from "./domain/replay/poll.ts";
import type { Result } from "./domain/result.ts";
import type { Millis } from "./domain/time.ts";

/** What is recorded of one host, wherever it is kept. */
export interface ReplaySource {
  readonly host: string;
  /** By name. */
  readonly daemons: readonly string[];
  /** From one reading to the next, usually. */
  readonly interval: Millis;
  /** Part after part in the order of time, since all at once would not fit into memory; the error is a sentence. */
  parts(): AsyncIterable<Result<Iterable<Poll>, string>>;
}

export interface ReplaySources {
  readonly sources: readonly ReplaySource[];
  /** What to know of the recordings, as sentences. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}
