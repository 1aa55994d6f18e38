import type { Message, Reaction } from "./api.ts";
import { avatarOf } from "./avatar.ts";
import { renderBlocks } from "./blocks/render-blocks.ts";
import { clockOf, instantOf } from "./dates.ts";
import { button, el, spoken } from "./dom.ts";
import { emojiNode } from "./emoji.ts";
import { icon } from "./icons.ts";
import { toolbarOf } from "./message-toolbar.ts";
import { renderMrkdwn } from "./mrkdwn-dom.ts";
import type { PageContext } from "./page-context.ts";
import { addReaction } from "./react.ts";
import { type Part, reconcile } from "./reconcile.ts";
import type { Row } from "./row.ts";
import { messageSurface } from "./surfaces.ts";

/** The row as a part of its list: drawn once, then brought up to date where it changed. */
export function rowPart(row: Row, context: PageContext): Part {
  const { message } = row;
  const draw = () => {
    const node = el("li", { class: "message", tabindex: -1, "data-ts": message.ts, "data-focus-home": true });
    patchRow(node, row, context);
    return node;
  };
  return {
    key: `${row.kind}:${message.ts}`,
    signature: JSON.stringify([row.grouped, row.replies, message.raw, context.standing().person]),
    draw,
    patch: (node) => patchRow(node, row, context),
  };
}

/** The words of a message without its marks: for the announcement and the row's name. */
export function plainWords(message: Message, context: PageContext): string {
  return renderMrkdwn(message.text, context.directory).textContent?.trim() ?? "";
}

/** Who a message is by: the page's own notices have no user. */
export function authorOf(message: Message, context: PageContext): string {
  return message.user === "" ? "Trial workspace" : context.directory.userName(message.user);
}

function patchRow(node: HTMLElement, row: Row, context: PageContext): void {
  const { message } = row;
  node.className = `message is-${row.kind}${row.grouped ? " grouped" : ""}`;
  node.setAttribute(
    "aria-label",
    `${authorOf(message, context)}, ${clockOf(message.ts)}${row.kind === "ephemeral" ? ", only visible to you" : ""}`,
  );
  const parts: Part[] = [
    { key: "gutter", signature: `${row.grouped}`, draw: () => gutterOf(row, context) },
    { key: "head", signature: `${row.grouped}${row.kind}`, draw: () => headOf(row, context) },
    bodyPart(row, context),
    {
      key: "foot",
      signature: JSON.stringify([message.edited, message.reactions, row.replies, context.standing().person]),
      draw: () => footOf(row, context),
    },
  ];
  if (row.kind !== "notice")
    parts.push({ key: "toolbar", signature: JSON.stringify(message.raw), draw: () => toolbarOf(row, context) });
  reconcile(node, parts);
}

function gutterOf(row: Row, context: PageContext): HTMLElement {
  const { message } = row;
  if (row.grouped)
    return el(
      "div",
      { class: "gutter" },
      el("time", { class: "side-time", title: instantOf(message.ts), "aria-hidden": "true" }, clockOf(message.ts)),
    );
  return el(
    "div",
    { class: "gutter" },
    message.user === ""
      ? el("span", { class: "avatar avatar-page", "aria-hidden": "true" }, icon("bolt"))
      : avatarOf(message.user, context.workspace),
  );
}

function headOf(row: Row, context: PageContext): HTMLElement {
  const { message } = row;
  const note = row.kind === "message" ? null : el("p", { class: "only-you" }, icon("eye"), "Only visible to you");
  if (row.grouped)
    return el("div", { class: "head" }, note, spoken(`${authorOf(message, context)} at ${clockOf(message.ts)}`));
  const guest = context.workspace.people.find((person) => person.id === message.user)?.guest === true;
  return el(
    "div",
    { class: "head" },
    note,
    el("strong", { class: "author" }, authorOf(message, context)),
    message.user === context.workspace.bot.id ? el("span", { class: "badge" }, "APP") : null,
    guest ? el("span", { class: "badge" }, "guest") : null,
    el("time", { class: "time", title: instantOf(message.ts) }, clockOf(message.ts)),
  );
}

function bodyPart(row: Row, context: PageContext): Part {
  const { message } = row;
  const blocks =
    message.blocks.length > 0 ? message.blocks : [{ type: "section", text: { type: "mrkdwn", text: message.text } }];
  const patch = (node: HTMLElement) => renderBlocks(node, blocks, messageSurface(context, message));
  return {
    key: "body",
    signature: JSON.stringify(blocks),
    patch,
    draw() {
      const node = el("div", { class: "body" });
      patch(node);
      return node;
    },
  };
}

function footOf(row: Row, context: PageContext): HTMLElement {
  const { message, replies } = row;
  const words = replies === null ? "" : `${replies.count} ${replies.count === 1 ? "reply" : "replies"}`;
  const thread =
    replies === null
      ? null
      : button(
          { class: "thread-link", "data-focus": "/thread" },
          () => context.openThread(message.channel, message.ts),
          ...replies.users.slice(0, 3).map((user) => avatarOf(user, context.workspace)),
          el("strong", {}, words),
          el("span", {}, `last ${clockOf(replies.lastTs)}`),
        );
  return el(
    "div",
    { class: "foot" },
    message.edited ? el("span", { class: "edited" }, "(edited)") : null,
    broadcastNote(row, context),
    message.reactions.length === 0
      ? null
      : el(
          "div",
          { class: "reactions" },
          ...message.reactions.map((reaction) => reactionNode(reaction, message, context)),
        ),
    thread,
  );
}

/** A reply that was also sent to the channel leads there to its thread, and says in its thread that it was. */
function broadcastNote({ message, inThread }: Row, context: PageContext): HTMLElement | null {
  const { threadTs, channel, raw } = message;
  if (raw.reply_broadcast !== true || threadTs === null) return null;
  if (inThread) return el("span", { class: "edited" }, "Also sent to the channel");
  const open = () => context.openThread(channel, threadTs);
  return button({ class: "thread-link", "data-focus": "/broadcast" }, open, el("strong", {}, "Replied to a thread"));
}

function reactionNode(reaction: Reaction, message: Message, context: PageContext): HTMLElement {
  const mine = reaction.users.includes(context.standing().person);
  const names = reaction.users.map((user) => context.directory.userName(user)).join(", ");
  return button(
    {
      class: "reaction",
      "aria-pressed": String(mine),
      title: `${names} reacted with :${reaction.name}:`,
      "data-focus": `/react-${reaction.name}`,
      "aria-label": `${reaction.name}, ${reaction.users.length}: ${names}`,
    },
    () => void addReaction(message, reaction.name, context),
    emojiNode(reaction.name) ?? `:${reaction.name}:`,
    el("span", {}, String(reaction.users.length)),
  );
}
