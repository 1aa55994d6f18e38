import { plural } from "../../../domain/diagnosis/phrases.ts";
import type { BacklogLine, BacklogNotice } from "../../../domain/notice/notice.ts";
import { severityMark } from "./alert-state.ts";
import { context, sectionsOf } from "./blocks.ts";
import { bold, escapeMrkdwn } from "./escape.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** Some dozens of rules; Slack takes about 13,200 characters in all blocks together. */
const linesMax = 8000;

/** Many problems in one message, a line for each rule, with the count that accounts for all of them. */
export function renderBacklogNotice({ sentence, since, until, lines, counted }: BacklogNotice): Message {
  const { fired, resolved, other, stillFiring } = counted;
  const text = escapeMrkdwn(sentence);
  const blocks = [
    ...sectionsOf([bold(sentence) || "–", ...takeWithin(lines.map(lineOf), linesMax, messageLinesMax - 2)]),
    context(
      `${dateToken(since, dayAndTime)} to ${dateToken(until, dayAndTime)}`,
      `counted here: ${fired} fired, ${resolved} resolved, ${plural(other, "other change")}; ${stillFiring} still firing`,
    ),
  ];
  return { text, blocks, plainBlocks: blocks };
}

const dayAndTime = "{date_short_pretty} {time}";

/** A name that is longer is not told apart by its end. */
const nameMax = 64;
const hostsMax = 5;

function lineOf({ rule, severity, fired, stillFiring, hosts, hostsInAll }: BacklogLine): string {
  const shown = hosts.slice(0, hostsMax).map((host) => escapeMrkdwn(host, nameMax));
  const rest = Math.max(0, hostsInAll - shown.length);
  const more = rest === 0 ? "" : ` and ${plural(rest, "more host")}`;
  const where = shown.length === 0 ? "" : `; on ${shown.join(", ")}${more}`;
  return `${severityMark(severity)} · ${bold(rule, nameMax)}: fired ${fired === 1 ? "once" : plural(fired, "time")}, ${stillFiring === 0 ? "none" : stillFiring} still firing${where}`;
}
