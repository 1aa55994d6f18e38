import { createComposer } from "./composer.ts";
import { channelLines } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { el } from "./dom.ts";
import { hintFollowed, hintPart } from "./hint.ts";
import { createHome } from "./home.ts";
import type { Fields } from "./json.ts";
import { createMessageList } from "./messages.ts";
import { channelOf, type PageContext, placeName } from "./page-context.ts";
import type { Part } from "./reconcile.ts";

/** The middle of the page: a conversation with its message box, or the bot's Home tab. */
export interface Middle {
  draw(): void;
  showHome(view: Fields | null): void;
  focusComposer(): void;
  /** Puts words into the message box, for the person to send. */
  put(text: string): void;
  startCommand(): void;
}

export interface MiddleOptions {
  readonly place: HTMLElement;
  readonly composer: HTMLElement;
  readonly conversations: Conversations;
  readonly send: (text: string) => void;
}

export function createMiddle(context: PageContext, options: MiddleOptions): Middle {
  const { place, conversations } = options;
  const list = createMessageList(context, () => placeName(context.standing(), context));
  const home = createHome(context);
  const composer = createComposer({
    commands: context.workspace.commands,
    bot: context.workspace.bot.name,
    send(text) {
      if (text.startsWith("/")) hintFollowed();
      list.toEnd();
      options.send(text);
    },
  });
  options.composer.replaceChildren(composer.node);
  const draw = () => {
    const standing = context.standing();
    const channel = channelOf(standing);
    options.composer.hidden = standing.place.kind === "home";
    const shown = channel === null ? home.node : list.node;
    if (place.firstElementChild !== shown) place.replaceChildren(shown);
    if (channel === null) return;
    composer.aim(placeName(standing, context), placeholderOf(context));
    const lines = channelLines(conversations.sources(channel));
    const isFirst = standing.place.kind === "channel" && standing.place.id === context.workspace.channels[0]?.id;
    // Whoever finds an answer there already needs no word on how to get one, nor does somebody whom the tour leads.
    const isNew = isFirst && lines.length === 0 && context.workspace.demo === null;
    const hint = isNew ? hintPart(context.workspace, hintActions) : null;
    const of = conversations.isLoaded(channel) ? `${standing.person}:${channel}` : "";
    const note = standing.place.kind === "dm" && lines.length === 0 ? [directNote(context)] : [];
    list.show(of, lines, hint === null ? note : [hint]);
    conversations.see(channel);
  };
  const hintActions = {
    try(text: string) {
      composer.put(text);
      composer.focus();
    },
    dismissed() {
      draw();
      composer.focus();
    },
  };
  return {
    draw,
    put: hintActions.try,
    showHome: home.show,
    focusComposer: () => composer.focus(),
    startCommand: () => composer.startCommand(),
  };
}

function directNote({ workspace }: PageContext): Part {
  const words = `${workspace.bot.name} writes here what is for you alone. Ask it with the words of its command: status, or help.`;
  return { key: "direct", signature: words, draw: () => el("li", { class: "empty" }, words) };
}

function placeholderOf(context: PageContext): string {
  const command = context.workspace.commands[0]?.command;
  const name = placeName(context.standing(), context);
  if (context.standing().place.kind === "dm") return `Ask ${name}: status, why, help …`;
  return command === undefined ? `Message ${name}` : `Message ${name}, or ${command} for the bot`;
}
