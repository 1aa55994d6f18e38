import type { App, MessageShortcut } from "@slack/bolt";
import { addressOf, idOf, interactionOf, type ListenOptions } from "./incoming.ts";
import { reportShortcut } from "./report-shortcut.ts";

/** The menu of a message. Other shortcuts are acknowledged and left. */
export function listenToShortcuts(app: App, { intake, handlers }: ListenOptions): void {
  app.shortcut(/^/, ({ ack, body, context }) => {
    if (body.type !== "message_action" || body.callback_id !== reportShortcut) return ack();
    const answerTo = addressOf(body.response_url);
    const who = {
      id: idOf(body.trigger_id, body.action_ts),
      user: body.user.id,
      answerTo,
      acknowledge: () => ack(),
    };
    const asked = { user: body.user.id, trigger: body.trigger_id ?? "", text: textIn(body), answerTo };
    return intake.take(interactionOf({ context }, who), () => handlers.reportShortcut(asked));
  });
}

/** As much as the dialog takes, several times. */
const textMax = 4000;

/** What the message says, without Slack's escapes: it goes into a field where nothing is markup. */
function textIn({ message }: MessageShortcut): string {
  const text: unknown = message?.text;
  if (typeof text !== "string") return "";
  return text.slice(0, textMax).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
