import type { MessageRef } from "../../domain/notice/message-ref.ts";
import type { FrozenPlan } from "../../domain/restart/frozen-plan.ts";
import type { RestartLock, RestartRefusal, StandingApproval } from "../../domain/restart/restart-policy.ts";
import type { RequestOrigin, RequestTiming, RestartRequest } from "../../domain/restart/restart-request.ts";
import type { RestartRights } from "../../domain/restart/restart-rights.ts";
import type { Result } from "../../domain/result.ts";
import type { RestartStore } from "../ports-restart.ts";

/** Whoever acts, as the chat says it: the workspace comes from the click, not from memory. */
export interface Person {
  readonly user: string;
  readonly team: string;
}

/** What people can do about restarts; `create-restarts` is behind it. */
export interface RestartDesk {
  /** What is not over, oldest first. */
  open(): readonly RestartRequest[];
  locks(): readonly RestartLock[];
  /** Ids of those that this person could decide on now, by the configuration and Slack's groups. */
  waitingFor(by: Person): Promise<ReadonlySet<string>>;
  /** What this person may do about restarts now; for showing alone. */
  rightsOf(by: Person): Promise<RestartRights>;
  find: RestartStore["findRestart"];
  past: RestartStore["pastRestarts"];
  audit: RestartStore["auditRows"];
  newestAudit: RestartStore["newestAuditRows"];
  /** Where a request stands in the chat; null where it does not. */
  shownAt(id: string): MessageRef | null;
  /** What whoever decides would see. Reads the host and changes nothing. */
  prepare(of: DaemonName): Promise<Result<FrozenPlan, RestartRefusal>>;
  ask(asked: RestartAsked): Promise<Result<RestartRequest, RestartRefusal>>;
  /** Without anybody else's approval, for the few who may. */
  breakGlass(asked: BreakGlassAsked): Promise<Result<RestartRequest, RestartRefusal>>;
  decide(click: DecisionClick): Promise<Result<RestartRequest, RestartRefusal>>;
  cancel(click: RequestClick): Promise<Result<RestartRequest, RestartRefusal>>;
  /** A person has looked at what nobody knew. */
  settle(click: RequestClick): Promise<Result<RestartRequest, RestartRefusal>>;
  lock(asked: LockAsked): Promise<Result<RestartLock, RestartRefusal>>;
  /** That have not run out, signed by enough or not yet. */
  standing(): readonly StandingApproval[];
  /** Signs that the restarts which the plan wants of a daemon are approved for some days. */
  sign(asked: StandingAsked): Promise<Result<StandingApproval, RestartRefusal>>;
  withdraw(asked: DaemonName & { readonly by: Person }): Promise<Result<StandingApproval, RestartRefusal>>;
  unlock(asked: Omit<LockAsked, "reason">): Promise<Result<RestartLock, RestartRefusal>>;
}

export interface BreakGlassAsked extends DaemonName {
  readonly by: Person;
  readonly reason: string;
}

export interface StandingAsked extends DaemonName {
  readonly days: number;
  readonly by: Person;
}

export interface DaemonName {
  readonly host: string;
  readonly daemon: string;
}

export interface RestartAsked extends DaemonName {
  /** Null where the bot asks by itself. */
  readonly by: Person | null;
  readonly origin: RequestOrigin;
  readonly reason: string;
  readonly timing: RequestTiming;
  readonly isUrgent: boolean;
}

export interface RequestClick {
  /** The opaque id that the button carried. */
  readonly request: string;
  readonly by: Person;
  readonly message: MessageRef | null;
  /** When Slack says that it was clicked. */
  readonly clickedAt?: string;
}

export interface DecisionClick extends RequestClick {
  readonly verdict: "approve" | "deny";
  readonly coded: boolean;
}

export interface LockAsked {
  /** Null: everything. */
  readonly host: string | null;
  readonly reason: string;
  readonly by: Person;
}
