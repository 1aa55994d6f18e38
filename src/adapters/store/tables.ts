import type { Kysely, Transaction } from "kysely";

/** The tables, the same in both databases. Times are milliseconds since 1970; a body is JSON, or bytes of `block` and `pack`. */
export interface Tables {
  /** What is so now: alerts of a host, a silence, a message to send, a report, a memo. */
  readonly states: StateRow;
  readonly transitions: TransitionRow;
  readonly feedback: FeedbackRow;
  /** The newest readings, one a row, until they are packed. */
  readonly readings: ReadingRow;
  /** The readings of five minutes, whole. */
  readonly packs: BytesRow;
  /** The same readings, with only what histories need. */
  readonly points: BytesRow;
  /** Stretches of 5 min by the hour, stretches of an hour by the day. */
  readonly rollups: RollupRow;
  readonly sources: SourceRow;
  readonly restarts: RestartRow;
  readonly audit: AuditRowColumns;
  readonly deploys: DeployRow;
  readonly forecasts: ForecastRow;
  /** In PostgreSQL alone: which of several bots decides. */
  readonly leases: LeaseRow;
}

export type Database = Kysely<Tables>;
export type InTransaction = Transaction<Tables>;

export interface StateRow {
  readonly kind: StateKind;
  readonly key: string;
  /** Of the body's form. Rows of a form that this version does not read stay beside its own. */
  readonly version: number;
  readonly body: string;
  /** Deleted afterwards; null for as long as it is true. */
  readonly keep_until: number | null;
}

export type StateKind = "host" | "silence" | "message" | "report" | "memo" | "lock" | "standing";

interface TransitionRow {
  readonly id: string;
  readonly at: number;
  readonly message: string | null;
  readonly version: number;
  readonly body: string;
}

interface FeedbackRow {
  readonly alert: string;
  readonly by: string;
  readonly at: number;
  readonly version: number;
  readonly body: string;
}

export interface ReadingRow {
  readonly host: string;
  readonly at: number;
  /** A block of one entry. */
  readonly points: Uint8Array;
  readonly body: Uint8Array;
}

/** `at` is where the stretch begins. */
interface BytesRow {
  readonly host: string;
  readonly at: number;
  readonly body: Uint8Array;
}

interface RollupRow extends BytesRow {
  /** How long each stretch is; a row holds many. */
  readonly over: number;
}

/** The body is the request; what is searched for stands beside it. */
export interface RestartRow {
  readonly id: string;
  readonly number: number;
  readonly host: string;
  readonly daemon: string;
  readonly created_at: number;
  /** Of its state. */
  readonly kind: string;
  /** 1 while it is not over. */
  readonly open: number;
  /** 1 from its claim until it is known what came of it. */
  readonly under_way: number;
  /** Grows with each change: what a compare-and-swap compares. */
  readonly revision: number;
  readonly version: number;
  readonly body: string;
}

/** A mark of a deploy; taken back where `retracted_at` is no null, and kept all the same. */
export interface DeployRow {
  readonly id: string;
  readonly host: string;
  readonly daemon: string;
  readonly at: number;
  readonly by: string;
  readonly note: string | null;
  readonly retracted_by: string | null;
  readonly retracted_at: number | null;
}

/** The body is the forecast with what came of it; what is searched for stands beside it. One row for each slot of a daemon. */
export interface ForecastRow {
  readonly host: string;
  readonly daemon: string;
  readonly slot: number;
  readonly model: number;
  /** How many of its outcomes are known: what a compare-and-swap compares. */
  readonly settled: number;
  readonly version: number;
  readonly body: string;
}

/** Never changed and never deleted. */
export interface AuditRowColumns {
  readonly seq: number;
  readonly at: number;
  readonly request: string | null;
  readonly body: string;
  readonly before: string;
  readonly hash: string;
}

/** `until` is by the server's clock. */
interface LeaseRow {
  readonly name: string;
  readonly owner: string;
  readonly until: number;
}

/** `daemon` is empty in the row of the host itself. */
interface SourceRow {
  readonly host: string;
  readonly daemon: string;
  readonly seen_at: number;
}
