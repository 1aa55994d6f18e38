import type { App, BlockAction } from "@slack/bolt";
import type { AnswerAddress, DialogRef } from "../../services/ports.ts";
import { createTurns } from "./in-turn.ts";
import { addressOf, idOf, interactionOf, type ListenOptions, notice } from "./incoming.ts";
import { clickOf, decisionOf, isEphemeral } from "./read-click.ts";
import { submissionOf } from "./read-submission.ts";
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
  const isPrivate = click?.isPrivate === true || (click?.message != null && ephemerals.isDirect(click.message));
  if (click !== null) return handlers.click({ ...click, isPrivate });
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
  if (draft !== null && draft.kind !== "report" && draft.kind !== "code" && ref !== null)
    await handlers.changed({ view: ref, draft });
}

function refOf(view: BlockAction["view"]): DialogRef | null {
  return typeof view?.id === "string" && typeof view.hash === "string" ? { id: view.id, hash: view.hash } : null;
}
