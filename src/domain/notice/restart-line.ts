import { commandText } from "../restart/command-of.ts";
import { noGeneration, type RestartRequest } from "../restart/restart-request.ts";
import { millis, renderDuration } from "../time.ts";
import { renderCommandTime } from "./command-time.ts";

/** A line of history under a request's message. */
export interface RestartLine {
  readonly sentence: string;
  /** Users and groups that are mentioned. */
  readonly mentions: readonly string[];
  /** It is shown in the channel too. */
  readonly broadcast: boolean;
}

/** What is worth a line when the request has changed; null where the message alone says it. */
export function restartLine(request: RestartRequest, before: RestartRequest | null): RestartLine | null {
  const { state, plan } = request;
  switch (state.kind) {
    case "pending":
      return before === null ? breakGlass(request) : pendingLine(request, before);
    case "approved":
      return before?.state.kind === "pending" ? quiet(`${nameOf(request)}: approved${votesOf(request)}.`) : null;
    case "checking":
      return null;
    case "running":
      return quiet(`${nameOf(request)}: running ${commandText(plan.argv)}`);
    case "verifying":
      return ranLine(request);
    case "unknown": {
      const sentence = `${nameOf(request)}: nobody knows whether it was restarted: ${state.why}. Look at it now.${outputOf(state.output)}`;
      return { sentence, mentions: peopleOf(request), broadcast: true };
    }
    default:
      return lastLine(request);
  }
}

function lastLine(request: RestartRequest): RestartLine | null {
  const { state, origin, requester } = request;
  const toRequester = (sentence: string): RestartLine => {
    return { sentence, mentions: requester === null ? [] : [requester], broadcast: false };
  };
  switch (state.kind) {
    case "succeeded":
      if (state.recovery?.kind === "held")
        return quiet(`${nameOf(request)}: its host has not waited for memory for 10 min.`);
      if (state.recovery?.kind === "not seen")
        return quiet(`${nameOf(request)}: whether its host recovered was not seen: ${state.recovery.why}.`);
      return quiet(
        `${nameOf(request)}: all is well.${origin.kind === "break-glass" ? " Nobody else had approved it." : ""}`,
      );
    case "degraded": {
      const sentence = `${nameOf(request)}: restarted, but ${state.misses.join("; ")}. ${state.advice ?? ""}`;
      return { sentence, mentions: peopleOf(request), broadcast: true };
    }
    case "failed":
      if (state.closedBy !== undefined)
        return {
          sentence: `${nameOf(request)}: closed by hand; the bot does not know whether it was restarted.`,
          mentions: [...new Set([state.closedBy, ...(requester === null ? [] : [requester])])],
          broadcast: false,
        };
      return toRequester(`${nameOf(request)}: not restarted: ${state.why}.${outputOf(state.output)}`);
    case "stale":
      return toRequester(`${nameOf(request)}: not restarted: ${state.differences.join("; ")}.`);
    default:
      return requester === null ? null : toRequester(`${nameOf(request)}: ${endWords(state)}.`);
  }
}

function nameOf({ number, daemon, host }: RestartRequest): string {
  return `Restart ${number} of ${daemon} on ${host}`;
}

/** ", with 2 of 2 approvals"; one alone needs no count. */
function votesOf({ votes, policy }: RestartRequest): string {
  return policy.quorum > 1 ? `, with ${votes.length} of ${policy.quorum} approvals` : "";
}

function endWords(state: RestartRequest["state"]): string {
  if (state.kind === "obsolete") return "not needed any more";
  return state.kind === "expired" && state.wasApproved === true
    ? "expired: it was approved, but could not begin in time"
    : state.kind;
}

function breakGlass(request: RestartRequest): RestartLine | null {
  const { origin, requester, reason } = request;
  if (origin.kind !== "break-glass" || requester === null) return null;
  return {
    sentence: `${nameOf(request)} is run without anybody else's approval: ${reason}`,
    mentions: [requester],
    broadcast: true,
  };
}

/** One more vote of several, or a reminder to those who have not answered. */
function pendingLine(request: RestartRequest, before: RestartRequest): RestartLine {
  const { votes, policy, requester, expiresAt, createdAt } = request;
  if (votes.length > before.votes.length)
    return quiet(`${nameOf(request)}: ${votes.length} of ${policy.quorum} approvals.`);
  const voted = new Set([...votes.map(({ by }) => by), requester]);
  const mentions = [...policy.users.filter((user) => !voted.has(user)), ...policy.groups];
  const lasts = renderDuration(millis(expiresAt - createdAt));
  return {
    sentence: `${nameOf(request)} still waits for a decision; it expires ${lasts} after it was asked for.`,
    mentions,
    broadcast: false,
  };
}

/** Nobody should have to find out by themselves that it has not come up. */
function ranLine(request: RestartRequest): RestartLine | null {
  const { state } = request;
  if (state.kind !== "verifying") return null;
  const { exit, tookMs, note, output, generation } = state.ran;
  const isDown = generation === noGeneration;
  const phrases = [
    ...(exit === null
      ? []
      : [`the command ended with ${exit}${tookMs === null ? "" : ` after ${renderCommandTime(tookMs)}`}`]),
    ...(note === null ? [] : [note]),
    ...(isDown ? [] : ["another process runs now"]),
  ];
  const [first = "", ...others] = phrases;
  const sentence = `${nameOf(request)}: ${[first, ...others.map(capital)].join(". ")}.${outputOf(output)}`;
  return isDown ? { sentence, mentions: peopleOf(request), broadcast: true } : quiet(sentence);
}

/** The last lines alone: the audit has them all. */
function outputOf(output = ""): string {
  const text = output.trim().split("\n").slice(-outputLinesMax).join("\n");
  return text === "" ? "" : ` It printed: ${text}`;
}

const outputLinesMax = 20;

function peopleOf({ policy, requester, votes }: RestartRequest): readonly string[] {
  const people = [requester, ...votes.map(({ by }) => by)].filter((user) => user !== null);
  return people.length === 0 ? [...policy.users, ...policy.groups] : [...new Set(people)];
}

function quiet(sentence: string): RestartLine {
  return { sentence, mentions: [], broadcast: false };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
