import { restartNotice } from "../../../domain/notice/restart-notice.ts";
import type { RestartLock, StandingApproval } from "../../../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../../../domain/restart/restart-request.ts";
import { signersMin } from "../../../domain/restart/standing-approval.ts";
import { instant } from "../../../domain/time.ts";
import type { RestartReply } from "../../../services/ports-restart.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { restartMark } from "./restart-state.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

const linesMax = 9000;
/** As long as the configuration lets a name be. */
const nameMax = 64;

/** What waits, first of all for whoever asks; what is under way; what is locked. */
export function renderApprovals({
  requests,
  locks,
  standing,
  forYou,
  commandName,
}: Extract<RestartReply, { kind: "approvals" }>): Message {
  const sorted = [...requests].sort(
    (a, b) => Number(forYou.has(b.id)) - Number(forYou.has(a.id)) || a.number - b.number,
  );
  const sentence = sentenceOf(requests.length, forYou.size);
  const asked = sorted.map((request) => requestLine(request, forYou.has(request.id)));
  const lines = [...locks.map(lockLine), ...asked, ...standing.map(standingLine)];
  const blocks = [
    ...sectionsOf([bold(sentence), ...takeWithin(lines, linesMax, messageLinesMax - 2)]),
    context(`Its own message in the channel has the buttons. What has been: ${codeSpan(`${commandName} audit`)}`),
  ];
  return { text: escapeMrkdwn(sentence), blocks, plainBlocks: blocks };
}

function sentenceOf(all: number, yours: number): string {
  if (all === 0) return "No restart is asked for or under way.";
  const open = all === 1 ? "1 restart is" : `${all} restarts are`;
  return `${open} asked for or under way${yours === 0 ? "" : `; ${yours === 1 ? "1 waits" : `${yours} wait`} for you`}.`;
}

/** One request in a line. */
export function requestLine(request: RestartRequest, isYours: boolean): string {
  const { number, host, daemon, expiresAt, state, requester, reason } = request;
  const { meaning } = restartNotice(request);
  const until = state.kind === "pending" ? ` · until ${dateToken(expiresAt, "{time}")}` : "";
  const who = requester === null ? "the bot" : mention(requester);
  return `${isYours ? "*For you* · " : ""}${restartMark(state.kind)} · restart ${number} of ${bold(daemon, nameMax)} on ${bold(host, nameMax)}: ${escapeMrkdwn(meaning)}${until} · ${who}: ${escapeMrkdwn(reason, 120)}`;
}

/** Whose signatures, until when, and whether it counts. */
function standingLine({ host, daemon, by, until, suspended }: StandingApproval): string {
  const signers = by.map(({ user }) => mention(user)).join(", ");
  const counts =
    suspended === null
      ? by.length < signersMin
        ? "needs one more signature"
        : `until ${dateToken(instant(until), "{date_short_pretty} {time}")}`
      : `suspended: ${escapeMrkdwn(suspended, 120)}`;
  return `:calendar: Standing approval for ${bold(daemon, nameMax)} on ${bold(host, nameMax)}, by ${signers}, ${counts}`;
}

export function lockLine({ host, by, reason, at }: RestartLock): string {
  const what = host === null ? "*All restarts* are" : `Restarts on ${bold(host, nameMax)} are`;
  return `:lock: ${what} locked by ${mention(by)} ${dateToken(instant(at), "{date_short_pretty} {time}")}: ${escapeMrkdwn(reason, 120)}`;
}
