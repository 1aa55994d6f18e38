import { post } from "./api.ts";
import { button, el } from "./dom.ts";
import { emojiText } from "./emoji.ts";
import { icon } from "./icons.ts";
import type { PageContext } from "./page-context.ts";
import { createPopupList } from "./popup-list.ts";
import { addReaction } from "./react.ts";
import type { Row } from "./row.ts";
import { whyNot } from "./surfaces.ts";

/** What people answer an alert with; any other reaction can still be shown. */
const REACTIONS = ["white_check_mark", "eyes", "+1", "tada", "thinking_face", "x"] as const;

/** The small bar of a message: react, reply, its JSON, and the bot's message shortcuts. Shown on hover and on focus. */
export function toolbarOf(row: Row, context: PageContext): HTMLElement {
  const { message } = row;
  const inspect = button(
    {
      class: "tool",
      "aria-label": "Show JSON",
      title: "Show what Slack would have received",
      "data-focus": "/inspect",
    },
    () => context.inspect(message),
    icon("inspect"),
  );
  if (row.kind !== "message") return el("div", { class: "toolbar" }, inspect);
  const reply = button(
    { class: "tool", "aria-label": "Reply in thread", title: "Reply in thread", "data-focus": "/reply" },
    () => context.openThread(message.channel, message.threadTs ?? message.ts),
    icon("reply"),
  );
  return el(
    "div",
    { class: "toolbar" },
    reactTool(row, context),
    row.inThread ? null : reply,
    inspect,
    moreTool(row, context),
  );
}

function reactTool({ message }: Row, context: PageContext): HTMLElement {
  const tool = button(
    { class: "tool", "aria-label": "Add a reaction", title: "Add a reaction", "data-focus": "/react" },
    () => list.open(),
    icon("smile"),
  );
  const list = createPopupList(tool, {
    name: "Reactions",
    items: () => REACTIONS.map((name) => ({ label: `${emojiText(name)}${name.replaceAll("_", " ")}` })),
    choose(index) {
      const name = REACTIONS[index];
      if (name !== undefined) void addReaction(message, name, context);
    },
  });
  return tool;
}

function moreTool({ message }: Row, context: PageContext): HTMLElement | null {
  const shortcuts = context.workspace.shortcuts.filter((shortcut) => shortcut.kind === "message");
  if (shortcuts.length === 0) return null;
  const tool = button(
    { class: "tool", "aria-label": "More message actions", title: "More message actions", "data-focus": "/more" },
    () => list.open(),
    icon("more"),
  );
  const list = createPopupList(tool, {
    name: "Message actions",
    items: () => shortcuts.map((shortcut) => ({ label: shortcut.name, description: context.workspace.bot.name })),
    choose(index) {
      const shortcut = shortcuts[index];
      if (shortcut !== undefined)
        void runShortcut(
          { callback_id: shortcut.callbackId, channel: message.channel, messageTs: message.ts },
          context,
        );
    },
  });
  return tool;
}

async function runShortcut(shortcut: Readonly<Record<string, string>>, context: PageContext): Promise<void> {
  const outcome = await post("shortcut", { ...shortcut, user: context.standing().person });
  if (!outcome.ok) context.announcer.warn(`The shortcut failed. ${whyNot(outcome)}`);
  context.refresh();
}
