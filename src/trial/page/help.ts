import { dialogHead, openDialog } from "./dialog.ts";
import { el, freshId } from "./dom.ts";

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["/", "Go to the message box and begin a command"],
  ["@", "Mention the bot: it answers in the thread"],
  ["Enter · Shift + Enter", "Send · new line"],
  ["↑ in the empty box", "Bring back what was sent before"],
  ["↑ ↓ · Tab · Enter", "Move through suggested commands · take the first · take the chosen one"],
  ["Ctrl or ⌘ + K", "Jump to a channel or become somebody else"],
  ["Alt + 1 … 5", "Become the first … fifth person"],
  ["↑ ↓ in the messages", "Move between messages; Tab goes through a message's buttons"],
  ["Alt + I", "Open or close the inspector"],
  ["Esc", "Close a dialog, a list, the thread or the inspector"],
  ["?", "Show these keys"],
];

/** The list of keyboard shortcuts. */
export function openHelp(): void {
  const titleId = freshId("help");
  const rows = KEYS.flatMap(([keys, does]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, does)]);
  const dialog: HTMLDialogElement = el("dialog", { class: "dialog help", "aria-labelledby": titleId });
  dialog.append(
    dialogHead("Keyboard shortcuts", titleId, () => dialog.close()),
    el("dl", {}, ...rows),
  );
  openDialog(dialog);
}
