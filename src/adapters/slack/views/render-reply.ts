import type { Reply } from "../../../services/ports.ts";
import type { DetailsReply } from "../../../services/ports-status.ts";
import { detailBlocks } from "./details.ts";
import { clipMarkup } from "./escape.ts";
import { headlineOf } from "./headline.ts";
import type { Message } from "./message.ts";
import { renderNoiseNotice } from "./notice-noise.ts";
import { renderAlerts } from "./render-alerts.ts";
import { renderApprovals } from "./render-approvals.ts";
import { renderAudit } from "./render-audit.ts";
import { renderDoctor } from "./render-doctor.ts";
import { renderHeap } from "./render-heap.ts";
import { renderDialogOffer, renderHelp, renderSentence, renderUsage } from "./render-help.ts";
import { renderPlan } from "./render-plan.ts";
import { renderRestartPlan } from "./render-restart-plan.ts";
import { renderStatus } from "./render-status.ts";
import { renderTrackRecord } from "./render-track-record.ts";
import { renderWhy } from "./render-why.ts";

/** What the bot has to say as a Slack message, within Slack's limits and with everything from outside escaped. */
export function renderReply(reply: Reply): Message {
  const message = render(reply);
  // Blocks without a text are unreadable to those who do not see them, and Slack takes no message without either.
  return { ...message, text: clipMarkup(message.text, textMax) || "–" };
}

/** Slack recommends at most 4,000 characters; a notification shows the first hundred. */
const textMax = 3000;

function render(reply: Reply): Message {
  switch (reply.kind) {
    case "status":
      return renderStatus(reply);
    case "why":
      return renderWhy(reply);
    case "details":
      return renderDetails(reply);
    case "help":
      return renderHelp(reply);
    case "usage":
      return renderUsage(reply);
    case "notice":
      return renderSentence(reply);
    case "alerts":
      return renderAlerts(reply);
    case "heap":
      return renderHeap(reply);
    case "track record":
      return renderTrackRecord(reply);
    case "plan":
    case "capacity":
      return renderPlan(reply);
    case "restart plan":
      return renderRestartPlan(reply);
    case "approvals":
      return renderApprovals(reply);
    case "audit":
      return renderAudit(reply);
    case "dialog offer":
      return renderDialogOffer(reply);
    case "doctor":
      return renderDoctor(reply);
    case "noise":
      return renderNoiseNotice(reply);
  }
}

/** Slack takes about 13,200 characters in all blocks together: four full sections. */
const detailBlocksMax = 4;

function renderDetails({ board, now }: DetailsReply): Message {
  const blocks = detailBlocks(board, now, detailBlocksMax);
  return { text: headlineOf(board, now).text, blocks, plainBlocks: blocks };
}
