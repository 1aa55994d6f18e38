import type { App, BlockAction } from "@slack/bolt";
import type { MessageRef } from "../../domain/notice/message-ref.ts";
import type { AnswerAddress, Click, ClickAction, DecisionAction, DialogRef } from "../../services/ports.ts";
import { createTurns } from "./in-turn.ts";
import { addressOf, idOf, interactionOf, type ListenOptions, notice } from "./incoming.ts";
import { submissionOf } from "./read-submission.ts";
import { withoutNumber } from "./views/action-names.ts";
import { dialogFields } from "./views/dialog-fields.ts";

/** Buttons of messages and of the Home tab, and the fields of open dialogs that tell each change. */
export function listenToClicks(app: App, options: ListenOptions): void {
  const inTurn = createTurns();
  app.action<BlockAction>({ type: "block_actions" }, ({ ack, body, context }) => {
    const answerTo = addressOf(body.response_url);
    const id = idOf(body.trigger_id, body.actions[0]?.action_ts);
    const who = { id, user: body.user.id, answerTo, acknowledge: () => ack() };
    const interaction = interactionOf({ context }, who);
    const decision = decisionOf(clickOf(body, answerTo));
    if (decision !== null) return options.intake.takeDecision(interaction, () => options.handlers.decide(decision));
    return options.intake.take(interaction, () =>
      isChange(body)
        ? inTurn(body.view?.id ?? "", () => tellChange(body, options))
        : tellClick(body, answerTo, options),
    );
  });
}

async function tellClick(body: BlockAction, answerTo: AnswerAddress | null, options: ListenOptions): Promise<void> {
  const { handlers, ephemerals, tell } = options;
  const click = clickOf(body, answerTo);
  if (isEphemeral(body) && click?.message && answerTo !== null) ephemerals.remember(click.message, answerTo);
  if (click !== null) return handlers.click(click);
  if (answerTo !== null)
    await tell(answerTo, notice("This button belongs to another version of the bot. Ask for a new answer."));
}

const watchedFields: ReadonlySet<string> = new Set([
  dialogFields.host,
  dialogFields.daemon,
  dialogFields.rule,
  dialogFields.restartDaemon,
]);

function isChange({ actions }: BlockAction): boolean {
  return watchedFields.has(actions[0]?.action_id ?? "");
}

async function tellChange({ view, user }: BlockAction, { handlers }: ListenOptions): Promise<void> {
  const draft = submissionOf(view, { user: user.id, team: user.team_id ?? "" });
  const ref = refOf(view);
  if (draft !== null && draft.kind !== "report" && ref !== null) await handlers.changed({ view: ref, draft });
}

function refOf(view: BlockAction["view"]): DialogRef | null {
  return typeof view?.id === "string" && typeof view.hash === "string" ? { id: view.id, hash: view.hash } : null;
}

/** Each of them, so that none is forgotten: the compiler asks for a new one. */
const clickActions: Readonly<Record<ClickAction, true>> = {
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

function decisionOf(click: Click | null): (Click & { readonly action: DecisionAction }) | null {
  return click !== null && isDecision(click.action) ? { ...click, action: click.action } : null;
}

function isDecision(action: ClickAction): action is DecisionAction {
  return Object.hasOwn(decisionActions, action);
}

function isClickAction(id: string): id is ClickAction {
  return Object.hasOwn(clickActions, id);
}

function clickOf(body: BlockAction, answerTo: AnswerAddress | null): Click | null {
  const action = body.actions[0];
  const name = action === undefined ? "" : withoutNumber(action.action_id);
  if (action === undefined || !isClickAction(name)) return null;
  return {
    action: name,
    value: "value" in action && typeof action.value === "string" ? action.value : "",
    user: body.user.id,
    team: teamOf(body),
    message: messageOf(body),
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

function isEphemeral({ container }: BlockAction): boolean {
  return container.is_ephemeral === true;
}
