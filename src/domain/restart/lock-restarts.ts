import { fail, type Result, succeed } from "../result.ts";
import type { Instant } from "../time.ts";
import type { AuditEntry } from "./audit-entry.ts";
import { membersOnly } from "./members-only.ts";
import type { Actor, RestartLock, RestartRefusal } from "./restart-policy.ts";

export interface LockChange {
  readonly lock: RestartLock;
  readonly audit: readonly AuditEntry[];
}

export interface LockWish {
  /** Null: everything. */
  readonly host: string | null;
  readonly reason: string;
  readonly actor: Actor;
  readonly now: Instant;
}

/** Any full member may stop restarts: that is always safe. */
export function lockRestarts(
  locks: readonly RestartLock[],
  { host, reason, actor, now }: LockWish,
): Result<LockChange, RestartRefusal> {
  const outsider = membersOnly(actor, "lock or unlock restarts");
  if (outsider !== null) return fail(outsider);
  const before = locks.find((lock) => lock.host === host);
  const where = host === null ? "Everything" : host;
  if (before !== undefined)
    return fail({ reason: "frozen", sentence: `${where} is locked already: ${before.reason}.`, by: before.by });
  if (reason.trim() === "")
    return fail({ reason: "cannot", sentence: "A lock needs a reason, so that others know when it may end." });
  const lock = { host, by: actor.id, reason, at: now };
  return succeed({ lock, audit: [entry("locked", { host, reason, actor, now })] });
}

/** A reviewer, or who has locked it: ending a lock lets restarts happen. */
export function unlockRestarts(
  locks: readonly RestartLock[],
  { host, actor, now, isReviewer }: Omit<LockWish, "reason"> & { readonly isReviewer: boolean },
): Result<LockChange, RestartRefusal> {
  const outsider = membersOnly(actor, "lock or unlock restarts");
  if (outsider !== null) return fail(outsider);
  const lock = locks.find((one) => one.host === host);
  const where = host === null ? "Not everything" : host;
  if (lock === undefined)
    return fail({
      reason: "cannot",
      sentence: `${where} is ${host === null ? "locked" : "not locked"}${othersLocked(locks)}.`,
    });
  if (lock.by !== actor.id && !isReviewer)
    return fail({
      reason: "not a reviewer",
      sentence: "Only who locked it and reviewers may unlock it.",
      users: [lock.by],
    });
  return succeed({ lock, audit: [entry("unlocked", { host, reason: lock.reason, actor, now })] });
}

function othersLocked(locks: readonly RestartLock[]): string {
  const names = locks.map(({ host }) => host ?? "everything");
  return names.length === 0 ? "" : `, but ${names.join(", ")} ${names.length === 1 ? "is" : "are"}`;
}

function entry(what: "locked" | "unlocked", { host, reason, actor, now }: LockWish): AuditEntry {
  const by = { user: actor.id, team: actor.team };
  return { at: now, what, request: null, number: null, host, daemon: null, actor: by, details: { reason } };
}
