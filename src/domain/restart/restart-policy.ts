import type { Millis } from "../time.ts";

/** Who may decide on a daemon's restart, and how. It is frozen with the request; at each click the stricter of then and now counts. */
export interface RestartPolicy {
  /** Distinct people who have to approve; one denial ends it. */
  readonly quorum: number;
  /** Slack ids. Nobody unless listed. */
  readonly users: readonly string[];
  /** Slack user groups; who is in them is asked at each click. */
  readonly groups: readonly string[];
  /** A one-time code is asked for with each approval. */
  readonly code: boolean;
  readonly deadlineMs: Millis;
}

/** Somebody who acts in the chat, as the chat says it now. Everything that is not known is false, and denies. */
export interface Actor {
  readonly id: string;
  /** Of the workspace that the act came from. */
  readonly team: string;
  /** A full member of the bot's own workspace: no guest, no bot, not of another workspace, not deactivated. */
  readonly isMember: boolean;
  /** Why not, in words for the person; null for a member. */
  readonly whyNot: string | null;
}

/** Why an act on a request was refused: a fixed set, told to that person alone, with what to do. */
export type RestartRefusal =
  | { readonly reason: "not a member"; readonly sentence: string }
  | { readonly reason: "not a reviewer"; readonly sentence: string; readonly users: readonly string[] }
  | { readonly reason: "own request"; readonly sentence: string }
  | { readonly reason: "decided"; readonly sentence: string; readonly by?: string }
  | { readonly reason: "expired"; readonly sentence: string }
  | { readonly reason: "voted"; readonly sentence: string }
  | { readonly reason: "busy"; readonly sentence: string }
  | { readonly reason: "frozen"; readonly sentence: string; readonly by?: string }
  | { readonly reason: "nobody eligible"; readonly sentence: string }
  /** The click came from another message, or from one that shows another plan. */
  | { readonly reason: "not this message"; readonly sentence: string }
  | { readonly reason: "code"; readonly sentence: string }
  | { readonly reason: "too many"; readonly sentence: string }
  | { readonly reason: "cannot"; readonly sentence: string };

/** A lock of a host, or of everything: nothing is restarted there until it is taken away. */
export interface RestartLock {
  /** Null: everything. */
  readonly host: string | null;
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

/** The computed restarts of one daemon in its quiet windows are approved beforehand, by two people, for some days. */
export interface StandingApproval {
  readonly id: string;
  readonly host: string;
  readonly daemon: string;
  readonly by: readonly { readonly user: string; readonly team: string; readonly at: number }[];
  readonly until: number;
  /** Why it does not count any more: a verification that failed, a forecast that left its range; null while it does. */
  readonly suspended: string | null;
}
