import type { App, SlackEventMiddlewareArgs } from "@slack/bolt";
import type { AnswerAddress } from "../../services/ports.ts";
import { type Contextual, idOf, interactionOf, type ListenOptions, notice } from "./incoming.ts";
import { listenToClicks } from "./listen-to-clicks.ts";
import { listenToDialogs } from "./listen-to-dialogs.ts";
import { listenToMessages } from "./listen-to-messages.ts";
import { listenToShortcuts } from "./listen-to-shortcuts.ts";

/** Hands what people do in Slack to the handlers. Everything that Slack may send is acknowledged, known or not. */
export function listen(app: App, options: ListenOptions): void {
  listenToCommands(app, options);
  listenToClicks(app, options);
  listenToDialogs(app, options);
  listenToShortcuts(app, options);
  listenToMessages(app, options);
  listenToHome(app, options);
  app.options(/^/, ({ ack }) => ack({ options: [] }));
}

function listenToCommands(app: App, { intake, handlers, commandName, tell }: ListenOptions): void {
  app.command(/^/, ({ ack, body, context }) => {
    const answerTo = body.response_url as AnswerAddress;
    const who = { id: idOf(body.trigger_id, answerTo), user: body.user_id, answerTo, acknowledge: () => ack() };
    const interaction = interactionOf({ context }, who);
    return intake.take(interaction, () => {
      if (body.command !== commandName)
        return tell(answerTo, notice(`This bot answers to ${commandName}, for example ${commandName} status.`));
      const { channel_id: channel, user_id: user, team_id: team } = body;
      return handlers.command({ channel, user, team, text: body.text ?? "", trigger: body.trigger_id ?? "", answerTo });
    });
  });
}

function listenToHome(app: App, { intake, handlers }: ListenOptions): void {
  app.event("app_home_opened", ({ event, body, context }: SlackEventMiddlewareArgs<"app_home_opened"> & Contextual) => {
    // Bolt has acknowledged the event before it calls this.
    const who = { id: body.event_id, user: event.user, answerTo: null, acknowledge: async () => undefined };
    const interaction = interactionOf({ context }, who);
    return event.tab === "home" ? intake.take(interaction, () => handlers.homeOpened(event.user)) : Promise.resolve();
  });
}
