import type { Instant, Millis } from "../time.ts";
import type { FrozenPlan, Measure } from "./frozen-plan.ts";
import type { RestartPolicy } from "./restart-policy.ts";

/**
 * One wish to restart a daemon, from the asking to what came of it. All of it is stored, and each change is a
 * compare-and-swap on `version`. Instants are wall-clock times.
 */
export interface RestartRequest {
  /** Opaque and unguessable: what buttons carry, and the id of its root message. */
  readonly id: string;
  /** For people and for the host's log: "restart 18". */
  readonly number: number;
  /** 1 when it is asked for; grows by one with each change. */
  readonly version: number;
  readonly host: string;
  readonly daemon: string;
  /** Slack id of who asked; null where the bot did by itself. */
  readonly requester: string | null;
  readonly origin: RequestOrigin;
  readonly reason: string;
  readonly timing: RequestTiming;
  readonly policy: RestartPolicy;
  readonly plan: FrozenPlan;
  readonly createdAt: Instant;
  /** Until then it may be decided. */
  readonly expiresAt: Instant;
  /** In the order in which they came; at most one of each person. */
  readonly votes: readonly Vote[];
  readonly state: RequestState;
}

export type RequestOrigin =
  | { readonly kind: "person" }
  /** From the button of an alert, or by a rule: the alert must still be there when it is run. */
  | { readonly kind: "alert"; readonly alert: string }
  /** The calendar wants it. */
  | { readonly kind: "plan" }
  /** Nobody else was asked: who may do that, and how often, stands in the configuration. */
  | { readonly kind: "break-glass" };

export type RequestTiming =
  | { readonly kind: "now" }
  /** In the quiet window that opens then, and not after it has closed. */
  | { readonly kind: "window"; readonly opensAt: Instant; readonly closesAt: Instant };

export interface Vote {
  readonly by: string;
  /** Of the workspace that the click came from. */
  readonly team: string;
  readonly verdict: "approve" | "deny";
  readonly at: Instant;
  /** By a standing approval that this person had given before. */
  readonly standing: boolean;
  /** A one-time code was asked for, and was right. */
  readonly coded: boolean;
}

/** The first line of each says what moves it on. */
export type RequestState =
  /** Votes, a denial, the deadline, its requester, or the end of the epoch that it is about. */
  | { readonly kind: "pending"; readonly reminders: number }
  /** The last. */
  | { readonly kind: "denied"; readonly at: Instant; readonly by: string }
  /** The last; a button asks again. */
  | {
      readonly kind: "expired";
      readonly at: Instant;
      /** It was approved, and could not begin in time. */
      readonly wasApproved?: true;
    }
  /** The last. */
  | { readonly kind: "cancelled"; readonly at: Instant; readonly by: string }
  /** The last: what was to be restarted is not there any more, or has been restarted meanwhile. */
  | { readonly kind: "obsolete"; readonly at: Instant; readonly why: string }
  /** Its time: at once, or in its window; then a claim. */
  | { readonly kind: "approved"; readonly at: Instant }
  /** What was approved is held against the host as it is now. Nothing has been sent: after a crash it is approved again. */
  | {
      readonly kind: "checking";
      readonly at: Instant;
      /** Since when its time to begin counts, also where it is approved again; left out by older versions of the bot. */
      readonly approvedAt?: Instant;
    }
  /** The command's end, or its deadline. It may have been sent: after a crash it is `unknown`. */
  | { readonly kind: "running"; readonly at: Instant; readonly before: Measure }
  /** What the host says is true: asked until it is known, or until a person says so. Never run again by itself. */
  | {
      readonly kind: "unknown";
      readonly at: Instant;
      readonly before: Measure;
      readonly why: string;
      /** What the command printed until then; left out by older versions of the bot. */
      readonly output?: string;
    }
  /** All checks hold, or the time for them is over. */
  | { readonly kind: "verifying"; readonly at: Instant; readonly before: Measure; readonly ran: Run }
  /** The last, but for its recovery: that is watched beside it, and may yet make it degraded. */
  | {
      readonly kind: "succeeded";
      readonly at: Instant;
      readonly before: Measure;
      readonly ran: Run;
      readonly after: Measure;
      /** Whether the host stays free of pressure; left out where it did not wait for memory before. */
      readonly recovery?: Recovery;
    }
  /** The last: it was restarted, and something is not as it should be. */
  | {
      readonly kind: "degraded";
      readonly at: Instant;
      readonly before: Measure;
      readonly ran: Run;
      /** Null where the host has given no reading since. */
      readonly after: Measure | null;
      /** Phrases, the worst first. */
      readonly misses: readonly string[];
      /** What to do about the worst; left out by older versions of the bot. */
      readonly advice?: string;
    }
  /** The last: it surely was not restarted, unless a person has closed it. */
  | {
      readonly kind: "failed";
      readonly at: Instant;
      readonly why: string;
      readonly output: string;
      /** Who has looked and closed it: what the command did is not known. */
      readonly closedBy?: string;
    }
  /** The last: what was approved is not what is there. Nothing was sent; a new approval is needed. */
  | { readonly kind: "stale"; readonly at: Instant; readonly differences: readonly string[] };

export type StateKind = RequestState["kind"];

export type Recovery =
  /** Until then at the latest, unless it is calm just then. */
  | { readonly kind: "watched"; readonly until: Instant }
  /** The host has not waited for memory for ten minutes. */
  | { readonly kind: "held" }
  | { readonly kind: "not seen"; readonly why: string };

/** Of a daemon of which no process runs. */
export const noGeneration = "none";

/** What is known of the command once the daemon surely was restarted. */
export interface Run {
  /** Null where its end was not seen. */
  readonly exit: number | null;
  readonly tookMs: Millis | null;
  /** The last lines that it printed, without control characters. */
  readonly output: string;
  /** Generation that runs now; `noGeneration` where none does. */
  readonly generation: string;
  /** "it was found restarted after the link was lost", and the like; null where all went as it should. */
  readonly note: string | null;
}

const lastKinds: ReadonlySet<StateKind> = new Set([
  "denied",
  "expired",
  "cancelled",
  "obsolete",
  "succeeded",
  "degraded",
  "failed",
  "stale",
]);

/** Whether nothing moves it on any more. */
export function isOver({ state }: RestartRequest): boolean {
  return lastKinds.has(state.kind);
}

/** Whether it is over and well, and its host is still watched. */
export function isRecovering({ state }: RestartRequest): boolean {
  return state.kind === "succeeded" && state.recovery?.kind === "watched";
}

/** Whether a run of it holds its daemon and its host: from the claim until it is known what came of it. */
export function isUnderWay({ state }: RestartRequest): boolean {
  return (
    state.kind === "checking" || state.kind === "running" || state.kind === "unknown" || state.kind === "verifying"
  );
}
