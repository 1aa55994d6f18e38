import type { Instant } from "../time.ts";
import type { AuditDetails, AuditEntry, AuditKind } from "./audit-entry.ts";
import type { RequestState, RestartRequest } from "./restart-request.ts";

/** What a step comes to: the request as it is to be stored, in its next version, with the lines that record it. */
export interface RestartChange {
  readonly request: RestartRequest;
  readonly audit: readonly AuditEntry[];
}

/** Who did it; null for the bot itself. */
export type By = AuditEntry["actor"];

export interface Recorded {
  readonly what: AuditKind;
  readonly at: Instant;
  readonly by?: By;
  readonly details?: AuditDetails;
}

/** The request with another state, and whatever else changes with it. */
export function changed(
  request: RestartRequest,
  changes: Partial<Pick<RestartRequest, "votes">> & { readonly state?: RequestState },
  recorded: Recorded | null,
): RestartChange {
  const next = { ...request, ...changes, version: request.version + 1 };
  return { request: next, audit: recorded === null ? [] : [entryOf(next, recorded)] };
}

/** A line of the audit about a request. */
export function entryOf(
  { id, number, host, daemon }: Pick<RestartRequest, "id" | "number" | "host" | "daemon">,
  { what, at, by = null, details = {} }: Recorded,
): AuditEntry {
  return { at, what, request: id, number, host, daemon, actor: by, details };
}
