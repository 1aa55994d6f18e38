import { button, el } from "./dom.ts";
import type { Part } from "./reconcile.ts";
import { recall, remember } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** What a newcomer is told to try first, until it was dismissed or followed; null afterwards. */
export function hintPart(
  workspace: Workspace,
  options: { try: (text: string) => void; dismissed: () => void },
): Part | null {
  const command = workspace.commands[0]?.command ?? "/scipy";
  const text = `${command} status`;
  if (recall("hint") === "done") return null;
  const dismiss = () => {
    remember("hint", "done");
    options.dismissed();
  };
  return {
    key: "hint",
    signature: text,
    draw: () =>
      el(
        "li",
        { class: "hint-card" },
        el("h2", {}, "Welcome. This is a Slack workspace of your own."),
        el(
          "p",
          {},
          "Type ",
          el("kbd", {}, text),
          " and press ",
          el("kbd", {}, "Enter"),
          ": the bot answers with this machine’s live figures.",
        ),
        el(
          "p",
          {},
          "Then wait a little: what goes wrong is told here without being asked, with buttons to acknowledge and to silence it.",
        ),
        el(
          "div",
          { class: "hint-actions" },
          button({ class: "button primary" }, () => options.try(text), "Put it in the message box"),
          button({ class: "button" }, dismiss, "Dismiss"),
        ),
      ),
  };
}

/** Whoever has sent a command needs the hint no more. */
export function hintFollowed(): void {
  remember("hint", "done");
}
