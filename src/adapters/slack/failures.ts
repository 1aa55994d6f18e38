import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { type Millis, millis, seconds } from "../../domain/time.ts";
import type { ChatFailure } from "../../services/ports.ts";

/** Why a call of Slack's Web API came to nothing, and what may be done about it. */
export type CallProblem =
  /** Not executed; may be repeated after the pause. */
  | { readonly kind: "limited"; readonly retryAfter: Millis }
  /** Slack cannot show these blocks; a plainer message may pass. */
  | { readonly kind: "unshowable"; readonly failure: ChatFailure }
  | { readonly kind: "token refused"; readonly failure: ChatFailure; readonly code: string }
  | { readonly kind: "failed"; readonly failure: ChatFailure; readonly executed: "no" | "perhaps" };

/** The one place where errors of the Slack SDK become reasons of ours. */
export function problemOf(error: unknown): CallProblem {
  if (error instanceof WebAPIRateLimitedError) return { kind: "limited", retryAfter: pauseAskedFor(error.retryAfter) };
  if (error instanceof WebAPIPlatformError) return problemOfCode(error.data.error, hintsOf(error));
  if (error instanceof WebAPIHTTPError) return problemOfStatus(error.statusCode);
  const cause = error instanceof WebAPIRequestError ? error.original : error;
  return problemOfNetwork(cause);
}

/** What Slack means by an error code of its own; `hints` is what it said besides. */
export function problemOfCode(code: unknown, hints = ""): CallProblem {
  // The SDK gives a whole page for a code, where something between the bot and Slack has answered.
  if (typeof code !== "string" || !codeShape.test(code))
    return perhaps("What answered was not Slack, or cannot be read.");
  if (limitCodes.has(code)) return { kind: "limited", retryAfter: unsaidPause };
  if (tokenCodes.has(code))
    return { kind: "token refused", code, failure: refused(`Slack refuses the bot's token (${code}).`) };
  if (unshowableCodes.has(code))
    return { kind: "unshowable", failure: refused(`Slack cannot show this message (${code}${hints}).`) };
  if (faultCodes.has(code)) return perhaps(`Slack had a fault of its own (${code}).`);
  return { kind: "failed", failure: failureOf(code, hints), executed: "no" };
}

/** Longer than any of Slack's, and fit for a log line and a message. */
const codeShape = /^[a-z][a-z0-9_.:-]{0,99}$/i;

export function problemOfStatus(status: number): CallProblem {
  // 408 and every 5xx may come after the work was done.
  if (status >= 500 || status === 408) return perhaps(`Slack answered with HTTP status ${status}.`);
  return { kind: "failed", failure: refused(`Slack answered with HTTP status ${status}.`), executed: "no" };
}

/** How long Slack asks to wait, by its Retry-After in seconds; NaN where it says nothing that can be read. */
export function pauseAskedFor(retryAfter: number): Millis {
  return Number.isFinite(retryAfter) ? millis(Math.max(seconds(retryAfter), shortestPause)) : unsaidPause;
}

/** Slack counts whole seconds. With 0 or less the bot would call again at once, and without end. */
const shortestPause = seconds(1);

/** Where Slack says "too fast" and not for how long: long enough to be a pause, short enough for two tries while a person waits. */
const unsaidPause = seconds(5);

/** True for an answer that says: this token is not, or no longer, one of yours. */
export function isTokenRefusal(code: string): boolean {
  return tokenCodes.has(code);
}

const tokenCodes: ReadonlySet<string> = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "user_removed_from_team",
  "team_disabled",
  "org_login_required",
  "not_allowed_token_type",
]);

const limitCodes: ReadonlySet<string> = new Set(["ratelimited", "rate_limited"]);

const unshowableCodes: ReadonlySet<string> = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "msg_too_long",
]);

const faultCodes: ReadonlySet<string> = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

function failureOf(code: string, hints: string): ChatFailure {
  if (code === "not_in_channel") {
    return { reason: "not in channel", detail: "The bot is not in this channel. Invite it there." };
  }
  if (code === "channel_not_found" || code === "is_archived") {
    return {
      reason: "no such channel",
      detail: `The bot cannot see this channel (${code}). Invite it if the channel is private.`,
    };
  }
  if (code === "message_not_found" || code === "thread_not_found" || code === "cant_update_message") {
    return { reason: "message gone", detail: `The message can no longer be edited (${code}).` };
  }
  return refused(`Slack refuses the call (${code}${hints}).`);
}

function refused(detail: string): ChatFailure {
  return { reason: "refused", detail };
}

function perhaps(detail: string): CallProblem {
  return { kind: "failed", failure: { reason: "no answer", detail }, executed: "perhaps" };
}

/** What `fetch` fails with before anything was sent. */
const neverSentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function problemOfNetwork(error: unknown): CallProblem {
  const code = codeOf(error);
  if (code === null || !neverSentCodes.has(code)) return perhaps(`Slack did not answer (${code ?? nameOf(error)}).`);
  const failure: ChatFailure = { reason: "no answer", detail: `Slack cannot be reached (${code}).` };
  return { kind: "failed", failure, executed: "no" };
}

/** `fetch` wraps its reason in causes; more than a few would be a circle. */
const causesMax = 4;

function codeOf(error: unknown): string | null {
  let each = error;
  for (let depth = 0; depth < causesMax && each instanceof Error; depth += 1) {
    if ("code" in each && typeof each.code === "string") return each.code;
    each = each.cause;
  }
  return null;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown error";
}

/** JSON pointers to bad blocks, or the scope that is missing; enough for a log line. */
const hintsMax = 300;

function hintsOf(error: WebAPIPlatformError): string {
  const { response_metadata, needed } = error.data as { response_metadata?: { messages?: unknown }; needed?: unknown };
  const messages = response_metadata?.messages;
  const said = [
    ...(typeof needed === "string" ? [`needs the scope ${needed}`] : []),
    ...(Array.isArray(messages) ? messages.filter((each) => typeof each === "string") : []),
  ];
  return said.length === 0 ? "" : `: ${said.join("; ").slice(0, hintsMax)}`;
}
