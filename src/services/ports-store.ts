import type { Transition } from "../domain/alert/effect.ts";
import type { HostAlerts } from "../domain/alert/host-alerts.ts";
import type { RuleName, Severity } from "../domain/alert/rule.ts";
import type { Silence } from "../domain/alert/silence.ts";
import type { Bytes } from "../domain/bytes.ts";
import type { MessageRef } from "../domain/notice/message-ref.ts";
import type { Notice } from "../domain/notice/notice.ts";
import type { Result } from "../domain/result.ts";
import type { Sample } from "../domain/sample.ts";
import type { Instant, Millis } from "../domain/time.ts";

/** What outlives the process. SQLite in the data folder, or PostgreSQL: the same tables and queries. */
export interface Store extends DecisionStore, SampleStore {
  /** How it stands, for health checks and metrics; no I/O. */
  health(): StoreHealth;
  close(): Promise<void>;
}

/**
 * Why the store did not do it. `full`, `read only` and `locked` may pass; after `corrupt` nothing is written any more. The
 * detail says what happened, where, and what to do.
 */
export interface StoreFailure {
  readonly reason: "full" | "read only" | "locked" | "corrupt" | "unreachable" | "stopped" | "fault";
  readonly detail: string;
}

export interface StoreHealth {
  /** Null while all is well. */
  readonly problem: StoreFailure | null;
  readonly lastWriteAt: Instant | null;
  /** Null where the store cannot tell. */
  readonly sizeBytes: Bytes | null;
  readonly freeBytes: Bytes | null;
}

/** Alerts, silences, messages: what must not be lost. Each commit is on disk when it resolves, whole or not at all. */
export interface DecisionStore {
  load(): Promise<Result<StoredState, StoreFailure>>;
  commit(changes: Changes): Promise<Result<null, StoreFailure>>;
  /** Transitions of a span of time, oldest first; at most `max`. */
  transitions(span: {
    readonly from: Instant;
    readonly to: Instant;
    readonly max: number;
  }): Promise<Result<readonly TransitionRecord[], StoreFailure>>;
  feedback(span: { readonly from: Instant; readonly to: Instant }): Promise<Result<readonly Feedback[], StoreFailure>>;
}

export interface StoredState {
  readonly hosts: readonly HostAlerts[];
  readonly silences: readonly Silence[];
  readonly outbox: readonly OutgoingMessage[];
  readonly reports: readonly Report[];
  readonly memos: Readonly<Record<string, string>>;
}

/** What is left out does not change. */
export interface Changes {
  readonly hosts?: readonly HostAlerts[];
  readonly silences?: readonly Silence[];
  readonly endedSilences?: readonly string[];
  /** New and changed. Those that are delivered and will not change again are deleted by `forgotten`. */
  readonly outbox?: readonly OutgoingMessage[];
  readonly forgotten?: readonly string[];
  readonly transitions?: readonly TransitionRecord[];
  /** Which message accounts for a transition, where that changes. */
  readonly retold?: readonly { readonly transition: string; readonly message: string }[];
  readonly feedback?: readonly Feedback[];
  readonly reports?: readonly Report[];
  /** Small facts by name: the steady time, the heartbeat, when the last digest was told. */
  readonly memos?: Readonly<Record<string, string>>;
}

export interface TransitionRecord {
  readonly id: string;
  readonly at: Instant;
  readonly alert: string;
  readonly host: string;
  readonly rule: RuleName;
  readonly daemon: string | null;
  readonly transition: Transition;
  readonly severity: Severity;
  readonly sentence: string;
  /** The finding's measure at that time, in the rule's own unit: what thresholds are suggested from. */
  readonly measure?: number | null;
  /** The outgoing message that tells or counts it; null where the rules say that nobody is told. */
  readonly message: string | null;
}

export interface Feedback {
  readonly alert: string;
  readonly rule: RuleName;
  readonly by: string;
  readonly at: Instant;
  readonly verdict: "useful" | "noise";
}

export interface Report {
  readonly id: string;
  readonly host: string | null;
  readonly text: string;
  readonly by: string;
  readonly at: Instant;
  /** The alert that it was folded into; null where it stands by itself. */
  readonly alert: string | null;
  /** Its own message, or the alert's. */
  readonly message: string;
  readonly state: "open" | "resolved" | "closed";
  readonly answer: "better" | "worse" | null;
}

/** One message that the chat is to show, from its first wish until it is as it should be. */
export interface OutgoingMessage {
  /** Travels with the message as metadata, so that it can be found again when the answer to a post was lost. */
  readonly id: string;
  readonly place: OutgoingPlace;
  /** Most urgent first, then oldest. */
  readonly urgency: "critical" | "warning" | "history";
  readonly createdAt: Instant;
  /** The newest state; what was never sent in between is not. */
  readonly notice: Notice;
  /** Grows with each change of the notice. */
  readonly revision: number;
  /** The revision that the chat shows; 0 before the first. */
  readonly sentRevision: number;
  readonly ref: MessageRef | null;
  /** Set before each post: from then on until `ref` is set it may stand in the chat. */
  readonly attemptedAt: Instant | null;
  /** Posted again because nobody could say whether the first arrived. */
  readonly maybeTwice: boolean;
  /** The message that accounts for it instead; it is not sent any more. */
  readonly foldedInto: string | null;
  /** What the outbox alone has to know of it after a restart; absent where there is nothing to know. */
  readonly notes?: OutboxNotes;
}

export interface OutboxNotes {
  /** Transitions that the chat has not been shown yet; should it come to that, a backlog message counts them. */
  readonly untold?: readonly UntoldTransition[];
  /** It will not change any more, and may be forgotten once it is sent. */
  readonly finished?: true;
  /** Somebody deleted it in the chat, and it was posted anew: that is done once. */
  readonly reposted?: true;
  /** How many lines of a thread this one stands for. */
  readonly combines?: number;
}

export interface UntoldTransition {
  readonly id: string;
  readonly transition: Transition;
  /** The revision of the message that tells it. */
  readonly revision: number;
}

export type OutgoingPlace =
  /** A name with its "#", or an id. */
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "thread"; readonly of: string; readonly broadcast: boolean }
  | { readonly kind: "direct"; readonly user: string };

/** Readings. Losing the last seconds of them is no harm; they never hold a decision up. */
export interface SampleStore {
  /** Takes samples in any order; one of the same host and instant replaces the other. */
  keep(samples: readonly Sample[]): Promise<Result<null, StoreFailure>>;
  /** Rolls up and deletes what is older than is kept. To be called about every 5 minutes. */
  rollUp(now: Instant): Promise<Result<null, StoreFailure>>;
  /** Whole samples of a host, oldest first: for replay, and for a watch that begins anew. */
  samples(host: string, span: Span): Promise<Result<readonly Sample[], StoreFailure>>;
  /** One daemon's heap in the finest resolution that is kept for each part of the span, oldest first. */
  daemonHistory(
    daemon: { readonly host: string; readonly daemon: string },
    span: Span,
  ): Promise<Result<readonly DaemonPoint[], StoreFailure>>;
  hostHistory(host: string, span: Span): Promise<Result<readonly HostPoint[], StoreFailure>>;
  /** Hosts and daemons with samples, by name. */
  sources(): Promise<Result<readonly { readonly host: string; readonly daemons: readonly string[] }[], StoreFailure>>;
}

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** One point, or min, median and max of a rolled-up stretch that begins at `at`. */
export interface DaemonPoint {
  readonly at: Instant;
  /** How long a stretch it stands for: 0 for a single reading, 5 min, 1 h. */
  readonly over: Millis;
  readonly heap: Rolled | null;
  readonly swap: Rolled | null;
  readonly connections: Rolled | null;
  /** CPU ticks of all its processes since the start of its epoch, at the end of the stretch. */
  readonly cpuTicks: number | null;
  /** Boot id, pid and start ticks of its parent process, by which epochs are told apart; null where not known. */
  readonly epoch: string | null;
}

export interface HostPoint {
  readonly at: Instant;
  readonly over: Millis;
  readonly load: Rolled | null;
  readonly available: Rolled | null;
  readonly swapUsed: Rolled | null;
  readonly memoryPressure: Rolled | null;
}

export interface Rolled {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}
