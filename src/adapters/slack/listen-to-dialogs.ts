import type { App, ViewSubmitAction } from "@slack/bolt";
import { idOf, idsOf, type ListenOptions } from "./incoming.ts";
import { errorsByBlock, firstBlockOf, submissionOf } from "./read-submission.ts";

/** Dialogs that are sent in. Slack closes them by the acknowledgement, or keeps them open with what is wrong. */
export function listenToDialogs(app: App, { intake, handlers }: ListenOptions): void {
  app.view<ViewSubmitAction>({ callback_id: /^/, type: "view_submission" }, ({ ack, body, context }) => {
    const submission = submissionOf(body.view, { user: body.user.id, team: body.user.team_id ?? body.team?.id ?? "" });
    const first = firstBlockOf(body.view);
    // A dialog that nobody reads, such as that of the details, or one of another version of the bot.
    if (submission === null) return first === null ? ack() : ack(refusal({ [first]: anotherVersion }));
    const form = {
      ids: idsOf({ context }, idOf(body.trigger_id, body.view.id)),
      user: body.user.id,
      acknowledge: (answer: Parameters<typeof errorsByBlock>[1] | null) =>
        answer === null ? ack({ response_action: "clear" }) : ack(refusal(errorsByBlock(submission, answer))),
    };
    return intake.takeForm(form, () => handlers.submit(submission));
  });
  app.view({ callback_id: /^/, type: "view_closed" }, ({ ack }) => ack());
}

const anotherVersion = "This dialog belongs to another version of the bot. Close it and open it anew.";

function refusal(errors: Readonly<Record<string, string>>) {
  return { response_action: "errors", errors } as const;
}
