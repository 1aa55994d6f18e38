import { bytes, renderBytes } from "../bytes.ts";
import { commandText } from "../restart/command-of.ts";
import { type Compared, compareMeasures } from "../restart/compare-measures.ts";
import type { FrozenPlan } from "../restart/frozen-plan.ts";
import {
  noGeneration,
  type Recovery,
  type RestartRequest,
  type StateKind,
  type Vote,
} from "../restart/restart-request.ts";
import { restartTable, type TableRow } from "../restart/verify-restart.ts";
import { type Instant, renderDuration } from "../time.ts";
import { renderCommandTime } from "./command-time.ts";

/** The one message of a request for a restart, true for the whole of its life. */
export interface RestartNotice {
  readonly kind: "restart";
  readonly sentence: string;
  /** What its buttons carry. */
  readonly request: string;
  readonly number: number;
  readonly host: string;
  readonly daemon: string;
  readonly state: StateKind;
  /** What happened or is to happen, without names of host and daemon. */
  readonly meaning: string;
  /** What to do now; empty where there is nothing. */
  readonly advice: string;
  readonly requester: string | null;
  readonly reason: string;
  /** "Connections cut", "12": what it costs and gives, for who decides. */
  readonly figures: readonly { readonly name: string; readonly text: string }[];
  readonly command: string;
  /** Who may decide: users and groups by Slack id. */
  readonly deciders: readonly string[];
  readonly quorum: number;
  readonly votes: readonly Vote[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** When it came to this state. */
  readonly at: Instant;
  readonly opensAt: Instant | null;
  /** Until then its host is watched for its recovery; left out where it is not, and by older versions of the bot. */
  readonly watchedUntil?: Instant;
  readonly table: readonly TableRow[];
  /** For a picture; left out by older versions of the bot. */
  readonly compared?: readonly Compared[];
  /** Misses, differences: whole phrases. */
  readonly findings: readonly string[];
  readonly buttons: readonly RestartButton[];
}

export type RestartButton = "approve" | "deny" | "cancel" | "again" | "settle" | "details";

/** Pure: the same request has the same message. */
export function restartNotice(request: RestartRequest): RestartNotice {
  const { id, number, host, daemon, requester, reason, policy, votes, createdAt, expiresAt, timing, state, plan } =
    request;
  const meaning = meaningOf(request);
  return {
    kind: "restart",
    sentence: `Restart ${number} of ${daemon} on ${host}: ${meaning}`,
    request: id,
    ...{ number, host, daemon, meaning, requester, reason, votes, createdAt, expiresAt },
    state: state.kind === "failed" && state.closedBy !== undefined ? "unknown" : state.kind,
    advice: adviceOf(request),
    figures: isBeforeRun(state.kind) ? figuresOf(plan) : [],
    command: commandText(plan.argv),
    deciders: [...policy.users, ...policy.groups],
    quorum: policy.quorum,
    at: state.kind === "pending" ? createdAt : state.at,
    opensAt: timing.kind === "window" ? timing.opensAt : null,
    ...watching(request),
    table: "after" in state && state.after !== null ? restartTable(state.before, state.after) : [],
    compared: "after" in state && state.after !== null ? compareMeasures(state.before, state.after) : [],
    findings: findingsOf(request),
    buttons: buttonsOf(state.kind),
  };
}

function watching({ state }: RestartRequest): Pick<RestartNotice, "watchedUntil"> {
  return state.kind === "succeeded" && state.recovery?.kind === "watched" ? { watchedUntil: state.recovery.until } : {};
}

function isBeforeRun(kind: StateKind): boolean {
  return kind === "pending" || kind === "approved" || kind === "checking";
}

/** Words follow facts: nothing is called restarted before that is so. */
function meaningOf(request: RestartRequest): string {
  const { state, votes, policy, requester, timing } = request;
  switch (state.kind) {
    case "pending": {
      const given = votes.filter(({ verdict }) => verdict === "approve").length;
      const who = requester === null ? "the bot asks for it" : "it is asked for";
      return policy.quorum > 1
        ? `${who}, and has ${given} of ${policy.quorum} approvals`
        : `${who}, and somebody has to approve it`;
    }
    case "approved":
      if (request.origin.kind === "break-glass" && votes.length === 0)
        return "it is run without anybody else's approval, and about to begin";
      return timing.kind === "window" ? "approved, and waits for its quiet window" : "approved, and about to begin";
    case "checking":
      return "approved; it is checked whether all is still as it was approved";
    case "running":
      return "the command is running";
    case "unknown":
      return `nobody knows whether it was restarted: ${state.why}`;
    case "verifying":
      return state.ran.generation === noGeneration
        ? "the command has ended, and no process of it runs"
        : "another process runs; it is watched whether all is well";
    case "succeeded":
      return `restarted, and all is well${gaveBack(request)}${recoveryPhrase(state.recovery)}`;
    case "degraded":
      return `restarted, but ${state.misses[0] ?? "something is not well"}`;
    case "failed":
      return state.closedBy === undefined ? `it was not restarted: ${state.why}` : closedByHand;
    case "stale":
      return "not restarted, because it is not any more what was approved";
    case "denied":
      return "denied, so nothing is run";
    case "expired":
      return state.wasApproved === true
        ? "expired: it was approved, but could not begin in time"
        : "expired, since nobody decided in time";
    case "cancelled":
      return "cancelled, so nothing is run";
    case "obsolete":
      return `not needed any more: ${state.why}`;
  }
}

/** No proof of either: whoever looked knows more than the bot. */
const closedByHand = "somebody looked and closed it; the bot does not know whether it was restarted";

function gaveBack({ state }: RestartRequest): string {
  if (state.kind !== "succeeded") return "";
  const { before, after, ran } = state;
  const freed = (before.heapBytes.value ?? 0) - (after.heapBytes.value ?? 0);
  const memory =
    freed > 0 && before.heapBytes.value !== null && after.heapBytes.value !== null
      ? `; it gave back ${renderBytes(bytes(freed))}`
      : "";
  return ran.tookMs === null ? memory : `${memory}; the command took ${renderCommandTime(ran.tookMs)}`;
}

function recoveryPhrase(recovery: Recovery | undefined): string {
  switch (recovery?.kind) {
    case "watched":
      return "; it is watched whether the host stays free of pressure";
    case "held":
      return "; its host has not waited for memory for 10 min since";
    case "not seen":
      return `; whether its host recovered was not seen: ${recovery.why}`;
    case undefined:
      return "";
  }
}

function adviceOf(request: RestartRequest): string {
  const { state, host, daemon, number } = request;
  switch (state.kind) {
    case "unknown":
      return `The host is asked again and again. Look at ${daemon} on ${host} yourself; the bot does not run the command again. The host's log names it as restart ${number}.`;
    case "verifying":
      return state.ran.generation === noGeneration
        ? `Look at what the command printed, in the thread. Where ${daemon} does not come up by itself, start it on ${host}.`
        : "";
    case "degraded":
      return state.advice ?? "";
    case "failed":
      return state.closedBy === undefined
        ? `Look at what the command printed, in the thread, and at ${daemon} on ${host}.`
        : "";
    case "stale":
      return "Nothing was sent. Look at the differences, and request it again if it is still needed.";
    case "expired":
      return "Request it again if it is still needed.";
    default:
      return "";
  }
}

function figuresOf(plan: FrozenPlan): RestartNotice["figures"] {
  const { measured, givesBackBytes, downtimeMs, cutBefore } = plan;
  const size = (value: number | null): string => (value === null ? "not known" : renderBytes(bytes(value)));
  const cut = measured.connections.value;
  const before = cutBefore.length === 0 ? [] : [{ name: "Cut by earlier restarts", text: cutBefore.join(", ") }];
  return [
    { name: "Heap", text: size(measured.heapBytes.value) },
    { name: "Gives back", text: size(givesBackBytes.value) },
    { name: "Connections cut", text: cut === null ? "not known" : String(cut) },
    {
      name: "Away for",
      text: downtimeMs.value === null ? "not known yet" : `about ${renderDuration(downtimeMs.value)}`,
    },
    ...before,
  ];
}

function findingsOf({ state }: RestartRequest): readonly string[] {
  // The first stands in the first line.
  if (state.kind === "degraded") return state.misses.slice(1);
  return state.kind === "stale" ? state.differences : [];
}

function buttonsOf(kind: StateKind): readonly RestartButton[] {
  switch (kind) {
    case "pending":
      return ["approve", "deny", "cancel", "details"];
    case "approved":
      return ["cancel", "details"];
    case "expired":
    case "stale":
    case "failed":
      return ["again", "details"];
    case "unknown":
      return ["settle", "details"];
    default:
      return ["details"];
  }
}
