import type { Host } from "../domain/host.ts";
import type { AuditEntry, AuditRow } from "../domain/restart/audit-entry.ts";
import type { FrozenPlan } from "../domain/restart/frozen-plan.ts";
import type { Actor, RestartLock, StandingApproval } from "../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../domain/restart/restart-request.ts";
import type { Result } from "../domain/result.ts";
import type { Millis } from "../domain/time.ts";
import type { DeployStore } from "./ports-deploys.ts";
import type { ForecastStore } from "./ports-forecasts.ts";
import type { Span, Store, StoreFailure } from "./ports-store.ts";

/**
 * Requests, locks and the audit. Every change is one transaction together with its lines of the audit: where these cannot
 * be written nothing changes, and so nothing is restarted.
 */
export interface RestartStore {
  /** What is not over, locks, and standing approvals that have not run out. */
  loadRestarts(): Promise<Result<StoredRestarts, StoreFailure>>;
  /**
   * Compare-and-swap, before any act. `lost`: the request is not in this version any more, or what has to hold does not, and
   * nothing has changed.
   */
  swap(change: RestartSwap): Promise<Result<"done" | "lost", StoreFailure>>;
  /** The next number for people: never given twice. */
  nextNumber(): Promise<Result<number, StoreFailure>>;
  findRestart(
    by: { readonly id: string } | { readonly number: number },
  ): Promise<Result<RestartRequest | null, StoreFailure>>;
  /** Of a host or a daemon of it, newest first. */
  pastRestarts(of: {
    readonly host: string | null;
    readonly daemon: string | null;
    readonly span: Span;
    readonly max: number;
  }): Promise<Result<readonly RestartRequest[], StoreFailure>>;
  /** Locks, standing approvals and what else is decided beside requests, with its lines of the audit. */
  decide(change: RestartDecision): Promise<Result<null, StoreFailure>>;
  /** Oldest first. */
  auditRows(of: {
    readonly request: string | null;
    readonly from: number;
    readonly max: number;
  }): Promise<Result<readonly AuditRow[], StoreFailure>>;
  /** The last ones, oldest first. */
  newestAuditRows(max: number): Promise<Result<readonly AuditRow[], StoreFailure>>;
  /** Reads the whole chain. */
  verifyAudit(): Promise<Result<AuditCheck, StoreFailure>>;
}

/** All that outlives the process. */
export interface BotStore extends Store {
  readonly restarts: RestartStore;
  readonly deploys: DeployStore;
  readonly forecasts: ForecastStore;
}

export interface StoredRestarts {
  readonly requests: readonly RestartRequest[];
  readonly locks: readonly RestartLock[];
  readonly standing: readonly StandingApproval[];
}

export interface RestartSwap {
  /** The version that was seen; null for a new request. */
  readonly expected: number | null;
  readonly request: RestartRequest;
  readonly audit: readonly AuditEntry[];
  /** No other request of its host is under way, and neither the host nor everything is locked. For claims. */
  readonly alone?: true;
  /** No other request of its daemon is pending, approved or under way. For asking. */
  readonly only?: true;
}

export interface RestartDecision {
  readonly locks?: readonly RestartLock[];
  /** Hosts whose lock ends; null for the lock of everything. */
  readonly unlocked?: readonly (string | null)[];
  readonly standing?: readonly StandingApproval[];
  readonly audit: readonly AuditEntry[];
}

export type AuditCheck =
  | { readonly kind: "whole"; readonly rows: number; readonly head: string }
  /** The first row that does not follow from what is before it. */
  | { readonly kind: "broken"; readonly seq: number; readonly why: string };

/** One command on a host, outside of the probe: what a restart is made of. Never shell text of a person. */
export interface HostCommands {
  /** Connects and logs in as a restart would, and runs nothing. The error is a sentence for a person. */
  reach(host: Host, deadline: Millis): Promise<Result<{ readonly hostKey: string | null }, string>>;
  /** Answers within the deadline and 2 s more, whatever the host does, and never rejects. */
  run(host: Host, order: HostOrder, deadline: Millis): Promise<OrderOutcome>;
  close(): Promise<void>;
}

export interface HostOrder {
  /** Each word arrives as it is: the adapter quotes. */
  readonly argv: readonly string[];
  /** The host's key as it was approved: another one is refused before anything is sent. Null: as it is trusted. */
  readonly hostKey: string | null;
}

export type OrderOutcome =
  /** It ran, and ended by itself: the only one that proves anything of the command. */
  | {
      readonly kind: "ended";
      readonly exit: number;
      /** Standard output and error in the order in which they came, at most 64 KiB, no control characters but line breaks. */
      readonly output: string;
      readonly tookMs: Millis;
      readonly hostKey: string | null;
    }
  /** It surely was not started. */
  | { readonly kind: "not sent"; readonly detail: string }
  /** It may have run: no answer, a lost link, a signal, too late. */
  | { readonly kind: "unknown"; readonly detail: string; readonly output: string };

/** Who people are in the chat, asked anew. Whatever cannot be found out denies. */
export interface People {
  actor(user: string, team: string): Promise<Actor>;
  /** Not older than 60 s. */
  members(group: string): Promise<Result<readonly string[], string>>;
}

/** One-time codes of people: what somebody has in hand who has stolen nothing but a Slack account's session. */
export interface OneTimeCodes {
  /** A right code is right once. */
  check(user: string, code: string): CodeVerdict;
}

export type CodeVerdict =
  | "right"
  | "wrong"
  /** It was right before, and is not again. */
  | "used"
  /** Too many wrong ones; none counts for a while. */
  | "locked"
  /** No code is set up for this person. */
  | "none";

/** What is said of restarts to the person alone who asked. */
export type RestartReply =
  /** `dry-run`: what whoever decides would see. */
  | {
      readonly kind: "restart plan";
      readonly host: string;
      readonly daemon: string;
      readonly plan: FrozenPlan;
      readonly deciders: readonly string[];
      readonly quorum: number;
      readonly commandName: string;
    }
  | {
      readonly kind: "approvals";
      readonly requests: readonly RestartRequest[];
      readonly locks: readonly RestartLock[];
      readonly standing: readonly StandingApproval[];
      /** Ids of those that wait for whoever asked. */
      readonly forYou: ReadonlySet<string>;
      readonly commandName: string;
    }
  /** Oldest first. */
  | {
      readonly kind: "audit";
      readonly rows: readonly AuditRow[];
      readonly number: number | null;
      readonly commandName: string;
    };
