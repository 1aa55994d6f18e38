import { renderPlainText, renderText } from "./blocks/text-object.ts";
import { openDialog } from "./dialog.ts";
import type { Directory } from "./directory.ts";
import { button, el, freshId } from "./dom.ts";
import { type Fields, labelOf } from "./json.ts";

/** Asks with the bot's confirmation dialog; Escape and the second button mean no. */
export function askConfirmation(confirm: Fields, directory: Directory): Promise<boolean> {
  return new Promise((resolve) => {
    let agreed = false;
    const [titleId, textId] = [freshId("confirm-title"), freshId("confirm-text")];
    const answer = (yes: boolean) => () => {
      agreed = yes;
      dialog.close();
    };
    const style = confirm.style === "danger" ? "danger" : "primary";
    const deny = button(
      { class: "button", autofocus: style === "danger" },
      answer(false),
      labelOf(confirm.deny) || "Cancel",
    );
    const agree = button(
      { class: `button ${style}`, autofocus: style !== "danger" },
      answer(true),
      labelOf(confirm.confirm) || "Yes",
    );
    const dialog = el(
      "dialog",
      { class: "dialog confirm", "aria-labelledby": titleId, "aria-describedby": textId },
      el("h2", { id: titleId }, labelOf(confirm.title) === "" ? "Are you sure?" : renderPlainText(confirm.title)),
      el("div", { class: "rich", id: textId }, renderText(confirm.text, directory)),
      el("div", { class: "dialog-foot" }, deny, agree),
    );
    openDialog(dialog, () => resolve(agreed));
  });
}
