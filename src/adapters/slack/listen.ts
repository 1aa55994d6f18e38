import type { App, BlockAction, SlackEventMiddlewareArgs } from "@slack/bolt";
import type { MessageRef } from "../../domain/notice/message-ref.ts";
import type { AnswerAddress, ChatHandlers, Click, ClickAction, Reply } from "../../services/ports.ts";
import type { EphemeralMessages } from "./ephemeral-messages.ts";
import type { Intake, Interaction } from "./intake.ts";

export interface ListenOptions {
  readonly intake: Intake;
  readonly handlers: ChatHandlers;
  readonly ephemerals: EphemeralMessages;
  /** With its slash. */
  readonly commandName: string;
  readonly tell: (to: AnswerAddress, reply: Reply) => Promise<void>;
}

/** Hands what people do in Slack to the handlers. Everything that Slack may send is acknowledged, known or not. */
export function listen(app: App, options: ListenOptions): void {
  listenToCommands(app, options);
  listenToClicks(app, options);
  listenToHome(app, options);
  app.shortcut(/^/, ({ ack }) => ack());
  app.view(/^/, ({ ack }) => ack());
  app.view({ callback_id: /^/, type: "view_closed" }, ({ ack }) => ack());
  app.options(/^/, ({ ack }) => ack({ options: [] }));
}

/** By this name Bolt hands the id of the envelope on to the listeners. */
export const envelopeKey = "envelopeId";

function listenToCommands(app: App, { intake, handlers, commandName, tell }: ListenOptions): void {
  app.command(/^/, ({ ack, body, context }) => {
    const answerTo = body.response_url as AnswerAddress;
    const who = { id: idOf(body.trigger_id, answerTo), user: body.user_id, answerTo, acknowledge: () => ack() };
    const interaction = interactionOf({ context }, who);
    return intake.take(interaction, () => {
      if (body.command !== commandName)
        return tell(answerTo, notice(`This bot answers to ${commandName}, for example ${commandName} status.`));
      return handlers.command({ channel: body.channel_id, user: body.user_id, text: body.text ?? "", answerTo });
    });
  });
}

function listenToClicks(app: App, { intake, handlers, ephemerals, tell }: ListenOptions): void {
  app.action<BlockAction>({ type: "block_actions" }, ({ ack, body, context }) => {
    const answerTo = addressOf(body.response_url);
    const id = idOf(body.trigger_id, body.actions[0]?.action_ts);
    const who = { id, user: body.user.id, answerTo, acknowledge: () => ack() };
    const interaction = interactionOf({ context }, who);
    return intake.take(interaction, async () => {
      const click = clickOf(body, answerTo);
      if (isEphemeral(body) && click?.message && answerTo !== null) ephemerals.remember(click.message, answerTo);
      if (click !== null) return handlers.click(click);
      if (answerTo !== null)
        await tell(answerTo, notice("This button belongs to another version of the bot. Ask for a new answer."));
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

interface Contextual {
  readonly context: Readonly<Record<string, unknown>>;
}

interface Incoming extends Omit<Interaction, "ids"> {
  /** The id that Slack gave to the thing itself. */
  readonly id: string | undefined;
}

/** A trigger alone is not enough: there are servers that give every interaction the same. */
function idOf(trigger: unknown, other: unknown): string | undefined {
  return typeof trigger === "string" && typeof other === "string" ? `${trigger} ${other}` : undefined;
}

/** A second delivery has the same id, the same envelope, or both. */
function interactionOf({ context }: Contextual, { id, ...incoming }: Incoming): Interaction {
  const envelope = context[envelopeKey];
  return { ...incoming, ids: [id, envelope].filter((each) => typeof each === "string") };
}

const clickActions: ReadonlySet<string> = new Set<ClickAction>(["status_refresh", "details"]);

function clickOf(body: BlockAction, answerTo: AnswerAddress | null): Click | null {
  const action = body.actions[0];
  if (action === undefined || !clickActions.has(action.action_id)) return null;
  return {
    action: action.action_id as ClickAction,
    value: "value" in action && typeof action.value === "string" ? action.value : "",
    user: body.user.id,
    message: messageOf(body),
    trigger: body.trigger_id,
    answerTo,
  };
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

function addressOf(url: unknown): AnswerAddress | null {
  return typeof url === "string" && url !== "" ? (url as AnswerAddress) : null;
}

function notice(sentence: string): Reply {
  return { kind: "notice", sentence };
}
