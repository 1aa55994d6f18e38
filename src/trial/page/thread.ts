import { createComposer } from "./composer.ts";
import { type Sources, threadLines } from "./conversation.ts";
import { el } from "./dom.ts";
import { createMessageList } from "./messages.ts";
import { type PageContext, placeName } from "./page-context.ts";

/** One thread with its own message box. */
export interface Thread {
  readonly node: HTMLElement;
  readonly ts: string;
  readonly channel: string;
  show(sources: Sources): void;
  focus(): void;
}

export function createThread(
  at: { channel: string; ts: string },
  context: PageContext,
  send: (text: string) => void,
): Thread {
  const list = createMessageList(context, () => "the thread");
  const composer = createComposer({ commands: context.workspace.commands, bot: context.workspace.bot.name, send });
  composer.aim("the thread", `Reply in ${placeName(context.standing(), context)}`);
  return {
    ...at,
    node: el("div", { class: "thread" }, list.node, composer.node),
    show: (sources) => list.show(`${at.channel}:${at.ts}`, threadLines(sources, at.ts)),
    focus: () => composer.focus(),
  };
}
