import type { AuditRow } from "../../../domain/restart/audit-entry.ts";
import type { RestartReply } from "../../../services/ports-restart.ts";
import { context, sectionsOf } from "./blocks.ts";
import { escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { dateToken } from "./phrases.ts";
import { messageLinesMax, takeWithin } from "./take-within.ts";

/** Below what Slack takes in one message. */
const linesMax = 9000;
const detailMax = 160;
/** With its sentence and its small print, as long as a message may be; `scipy-bot audit export` has them all. */
const rowsMax = messageLinesMax - 2;

/** Who did what, newest last. */
export function renderAudit({ rows, number, commandName }: Extract<RestartReply, { kind: "audit" }>): Message {
  const about = number === null ? "restarts" : `restart ${number}`;
  const sentence =
    rows.length === 0
      ? `Nothing of ${about} is on record.`
      : `The record of ${about} has ${rows.length === 1 ? "1 line" : `${rows.length} lines`}${rows.length > rowsMax ? `; here are the last ${rowsMax}` : ""}.`;
  const blocks = [
    ...sectionsOf([escapeMrkdwn(sentence), ...takeWithin(rows.slice(-rowsMax).map(auditLine), linesMax)]),
    context(
      `Whether nobody has changed it: \`npx scipy-bot audit verify\`. One restart alone: \`${escapeMrkdwn(commandName)} audit 18\``,
    ),
  ];
  return { text: escapeMrkdwn(sentence), blocks, plainBlocks: blocks };
}

/** One line of the record. */
export function auditLine({ seq, entry }: AuditRow): string {
  const { at, what, number, daemon, host, actor, details } = entry;
  const where = [daemon, host].filter((name) => name !== null).join(" on ");
  const about = [number === null ? "" : `restart ${number}`, where].filter((part) => part !== "").join(" of ");
  const who = actor === null ? "the bot" : mention(actor.user);
  return `#${seq} ${dateToken(at, "{date_short_pretty} {time}")} *${escapeMrkdwn(what)}* ${escapeMrkdwn(about)} by ${who}${detailsText(details)}`;
}

/** What a person reads of it; the export has all. */
const shownDetails = ["reason", "why", "differences", "misses", "exit", "note"];

function detailsText(details: AuditRow["entry"]["details"]): string {
  const parts = shownDetails.flatMap((name) => {
    const value = details[name];
    return value === undefined || value === null || value === ""
      ? []
      : [`${name}: ${Array.isArray(value) ? value.join("; ") : String(value)}`];
  });
  return parts.length === 0 ? "" : ` (${escapeMrkdwn(parts.join(", "), detailMax)})`;
}
