/** A host's state in one word, worst last but for the two that mean "no reading". */
export type HostState = "ok" | "suffering" | "starving" | "unreachable" | "stale";

export type CauseKind =
  | "none"
  | "cpu"
  | "memory"
  | "swap-thrash"
  | "cache-thrash"
  | "cgroup-limit"
  | "storage"
  | "unknown";

export interface Cause {
  readonly kind: CauseKind;
  /** One sentence with the figures that matter, for a person who does not care about details. */
  readonly sentence: string;
  /** The cause alone in a few words, to stand in a longer sentence: "about 14 tasks wait for memory". */
  readonly clause: string;
  /** One line for each test that was looked at: its figure, its limit, and what that says. */
  readonly evidence: readonly string[];
  /** What to do now, in a sentence. */
  readonly advice: string;
}

export interface Diagnosis {
  readonly state: "ok" | "suffering" | "starving";
  readonly cause: Cause;
  /** Names of daemons, largest relief first. */
  readonly culprits: readonly string[];
  readonly victims: readonly string[];
}
