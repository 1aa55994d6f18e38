import type { Notice, SentenceNotice, ThreadNotice } from "../../../domain/notice/notice.ts";
import { section } from "./blocks.ts";
import { clipMarkup, escapeMrkdwn } from "./escape.ts";
import { mention } from "./mention.ts";
import type { Message } from "./message.ts";
import { renderAlertNotice } from "./notice-alert.ts";
import { renderBacklogNotice } from "./notice-backlog.ts";
import { renderDigestNotice } from "./notice-digest.ts";
import { renderDirectNotice } from "./notice-direct.ts";
import { renderNoiseNotice } from "./notice-noise.ts";
import { renderReportNotice } from "./notice-report.ts";
import { renderRestartNotice } from "./notice-restart.ts";

/** What the bot says unasked as a Slack message, within Slack's limits and with everything from outside escaped. */
export function renderNotice(notice: Notice): Message {
  const message = render(notice);
  return { ...message, text: clipMarkup(message.text, textMax) || "–" };
}

/** Slack recommends at most 4,000 characters; a notification shows the first hundred. */
const textMax = 3000;

function render(notice: Notice): Message {
  switch (notice.kind) {
    case "alert":
      return renderAlertNotice(notice);
    case "thread":
      return renderThreadNotice(notice);
    case "direct":
      return renderDirectNotice(notice);
    case "backlog":
      return renderBacklogNotice(notice);
    case "digest":
      return renderDigestNotice(notice);
    case "noise":
      return renderNoiseNotice(notice);
    case "report":
      return renderReportNotice(notice);
    case "restart":
      return renderRestartNotice(notice);
    case "sentence":
      return renderSentenceNotice(notice);
  }
}

/** Escalation names a few people and a group; a longer list would be a call to everybody. */
const mentionsMax = 10;

function renderThreadNotice({ sentence, mentions }: ThreadNotice): Message {
  return oneLine([...mentions.slice(0, mentionsMax).map(mention), escapeMrkdwn(sentence)].join(" "));
}

function renderSentenceNotice({ sentence }: SentenceNotice): Message {
  return oneLine(escapeMrkdwn(sentence));
}

function oneLine(text: string): Message {
  const blocks = [section(text)];
  return { text, blocks, plainBlocks: blocks };
}
