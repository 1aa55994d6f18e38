import type { Instant } from "../time.ts";

/** One line of the record that nobody can change unseen. */
export interface AuditEntry {
  readonly at: Instant;
  readonly what: AuditKind;
  /** Id and number of the request; null for what is about none. */
  readonly request: string | null;
  readonly number: number | null;
  readonly host: string | null;
  readonly daemon: string | null;
  /** Who did it: user and workspace by id; null for the bot itself. */
  readonly actor: { readonly user: string; readonly team: string } | null;
  /** What else is to be known: plain data, no secrets. */
  readonly details: AuditDetails;
}

export type AuditDetails = { readonly [name: string]: AuditValue };
export type AuditValue = string | number | boolean | null | readonly AuditValue[] | AuditDetails;

export type AuditKind =
  | "asked"
  | "approved"
  | "denied"
  | "expired"
  | "cancelled"
  | "obsolete"
  | "refused"
  | "claimed"
  | "released"
  | "stale"
  | "sent"
  | "ran"
  | "unknown"
  | "settled"
  | "followed up"
  | "verified"
  | "recovery"
  | "degraded"
  | "failed"
  | "locked"
  | "unlocked"
  | "standing"
  | "suspended"
  | "reviewers changed"
  | "started";

/** An entry as it is kept: `hash` is over everything else of it and the hash before, with a key that is not in the database. */
export interface AuditRow {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  readonly entry: AuditEntry;
  readonly before: string;
  readonly hash: string;
}
