import type { ActionsBlock, ImageBlock } from "@slack/types";
import type { RestartButton, RestartNotice } from "../../../domain/notice/restart-notice.ts";
import { drawRestart } from "../../../domain/picture/draw-restart.ts";
import { adviceLine } from "./advice.ts";
import { actions, type ButtonText, context, fields, sectionsOf, table } from "./blocks.ts";
import { bold, codeSpan, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { dateToken, none } from "./phrases.ts";
import { restartMark } from "./restart-state.ts";

/** The one message of a request: what is asked or happened, what it costs, who decides. */
export function renderRestartNotice(notice: RestartNotice): Message {
  const top = [...sectionsOf(openingLines(notice)), ...fields(notice.figures.map(figure))];
  const end = [...buttonRow(notice), context(...smallPrint(notice))];
  const { table: rows } = notice;
  const drawn = table({
    heads: ["Figure", "Before", "After"],
    rows: rows.map(({ name, before, after }) => [name, before, after]),
    figures: [1, 2],
  });
  const lines = rows.map(({ name, before, after }) => escapeMrkdwn(`${name}: ${before} → ${after}`));
  const tables = rows.length === 0 ? [] : [drawn];
  const picture = drawRestart({ ...notice, compared: notice.compared ?? [] });
  return {
    text: escapeMrkdwn(notice.sentence),
    blocks: [...top, ...tables, ...end],
    plainBlocks: [...top, ...fields(lines), ...end],
    ...(picture === null
      ? {}
      : { pictured: { picture, blocksWith: (image: ImageBlock) => [...top, image, ...tables, ...end] } }),
  };
}

function openingLines(notice: RestartNotice): readonly string[] {
  const { state, number, host, daemon, meaning, reason, requester, advice, findings } = notice;
  const where = `${bold(daemon, nameMax)} on ${bold(host, nameMax)}`;
  const who = requester === null ? "the bot" : mention(requester);
  return [
    `${restartMark(state)} · restart ${number} of ${where}: ${escapeMrkdwn(meaning, meaningMax)}`,
    `*Why*: ${escapeMrkdwn(reason, reasonMax) || none} (asked by ${who})`,
    ...findings.slice(0, findingsMax).map((finding) => `• ${escapeMrkdwn(finding, findingMax)}`),
    ...(advice === "" ? [] : [adviceLine("What to do now", advice)]),
    ...(state === "pending" ? [deciderLine(notice)] : []),
    ...(state === "pending" || state === "approved" ? [codeSpan(notice.command)] : []),
  ];
}

const reasonMax = 200;
const findingsMax = 4;
const findingMax = 150;
/** With why it is so, in the words of a host. */
const meaningMax = 300;
/** As long as the configuration lets a name be. */
const nameMax = 64;
/** More names are no help to whoever looks for one. */
const decidersMax = 6;

function deciderLine({ deciders, requester, quorum, expiresAt }: RestartNotice): string {
  const others = deciders.filter((id) => id !== requester);
  const more = others.length > decidersMax ? ` and ${others.length - decidersMax} more` : "";
  const count = quorum > 1 ? `${quorum} of ` : "";
  const until = dateToken(expiresAt, "{time}");
  return `May decide, until ${until}: ${count}${others.slice(0, decidersMax).map(mention).join(", ") || none}${more}`;
}

const figureMax = 60;

function figure({ name, text }: RestartNotice["figures"][number]): string {
  return `${escapeMrkdwn(name, figureMax)} ${bold(text, figureMax) || none}`;
}

function buttonRow(notice: RestartNotice): readonly ActionsBlock[] {
  if (notice.buttons.length === 0) return [];
  return [actions("restart_actions", ...notice.buttons.map((button) => buttonOf(button, notice)))];
}

function buttonOf(button: RestartButton, { request, number, host, daemon, figures }: RestartNotice): ButtonText {
  const value = request;
  const what = `${daemon} on ${host}`;
  switch (button) {
    case "approve": {
      const cost = figures.map(({ name, text }) => `${name}: ${text}`).join("; ");
      const confirm = {
        title: `Restart ${what}?`,
        text: `It is restarted once. ${cost}`,
        yes: "Approve restart",
        no: "Not now",
      };
      return { label: "Approve restart", action: "restart_approve", value, style: "primary", confirm };
    }
    case "deny": {
      const confirm = {
        title: `Deny restart ${number}?`,
        text: `${what} is not restarted. One denial ends the request.`,
        yes: "Deny",
        no: "Not now",
      };
      return { label: "Deny", action: "restart_deny", value, style: "danger", confirm };
    }
    case "cancel":
      return { label: "Cancel", action: "restart_cancel", value };
    case "again":
      return { label: "Request again", action: "restart_request", value };
    case "settle": {
      const text = `Only when you have looked at ${what} yourself. The request is closed; nothing is run.`;
      return {
        label: "I have looked: close it",
        action: "restart_settle",
        value,
        confirm: { title: "Close it?", text, yes: "Close it", no: "Not yet" },
      };
    }
    case "details":
      return { label: "Details", action: "restart_details", value };
  }
}

function smallPrint({ createdAt, at, votes, opensAt, watchedUntil, state }: RestartNotice): readonly string[] {
  const time = "{date_short_pretty} {time}";
  const said = votes.map(({ by, verdict, at: votedAt, standing }) => {
    const how = standing ? " beforehand" : "";
    return `${verdict === "approve" ? "approved" : "denied"}${how} by ${mention(by)} ${dateToken(votedAt, time)}`;
  });
  return [
    [
      `asked ${dateToken(createdAt, time)}`,
      ...said,
      ...(opensAt === null ? [] : [`window opens ${dateToken(opensAt, time)}`]),
      // Who approved or denied it has said when.
      ...(state === "pending" || (said.length > 0 && (state === "approved" || state === "denied"))
        ? []
        : [`${state} ${dateToken(at, time)}`]),
      ...(watchedUntil === undefined ? [] : [`host watched until ${dateToken(watchedUntil, "{time}")}`]),
    ].join(" · "),
  ];
}
