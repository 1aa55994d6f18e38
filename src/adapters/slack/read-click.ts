import type { BlockAction } from "@slack/bolt";
import type { MessageRef } from "../../domain/notice/message-ref.ts";
import type { AnswerAddress, Click, ClickAction, DecisionAction } from "../../services/ports.ts";
import { withoutNumber } from "./views/action-names.ts";

/** What a payload says of a click: who, where, and the opaque id of the button; null for an action of another version. */
export function clickOf(body: BlockAction, answerTo: AnswerAddress | null): Click | null {
  const action = body.actions[0];
  const name = action === undefined ? "" : withoutNumber(action.action_id);
  if (action === undefined || !isClickAction(name)) return null;
  return {
    action: name,
    value: "value" in action && typeof action.value === "string" ? action.value : "",
    user: body.user.id,
    team: teamOf(body),
    message: messageOf(body),
    ...(typeof action.action_ts === "string" ? { clickedAt: action.action_ts } : {}),
    trigger: body.trigger_id,
    answerTo,
    isPrivate: isEphemeral(body),
  };
}

/** The person's own, which in a shared channel need not be the bot's; empty where Slack does not say it. */
function teamOf({ user, team }: BlockAction): string {
  return user.team_id ?? team?.id ?? "";
}

/** Slack leaves an ephemeral message itself out of the payload, but says where it stands. */
function messageOf({ channel, message, container }: BlockAction): MessageRef | null {
  if (channel !== undefined && message !== undefined) return { channel: channel.id, ts: message.ts };
  const { channel_id: place, message_ts: ts } = container;
  return typeof place === "string" && typeof ts === "string" ? { channel: place, ts } : null;
}

/** Shown to one person alone. */
export function isEphemeral({ container }: BlockAction): boolean {
  return container.is_ephemeral === true;
}

/** Null where it decides nothing. */
export function decisionOf(click: Click | null): (Click & { readonly action: DecisionAction }) | null {
  return click !== null && isDecision(click.action) ? { ...click, action: click.action } : null;
}

function isDecision(action: ClickAction): action is DecisionAction {
  return Object.hasOwn(decisionActions, action);
}

function isClickAction(id: string): id is ClickAction {
  return Object.hasOwn(clickActions, id);
}

/** Each of them, so that none is forgotten: the compiler asks for a new one. */
const clickActions: Readonly<Record<ClickAction, true>> = {
  dialog_open: true,
  status_refresh: true,
  details: true,
  alert_acknowledge: true,
  alert_silence: true,
  alert_details: true,
  alert_useful: true,
  alert_noise: true,
  silence_end: true,
  report_better: true,
  report_worse: true,
  restart_approve: true,
  restart_deny: true,
  restart_cancel: true,
  restart_request: true,
  restart_settle: true,
  restart_details: true,
};

const decisionActions: Readonly<Record<DecisionAction, true>> = {
  restart_approve: true,
  restart_deny: true,
  restart_cancel: true,
  restart_settle: true,
};
