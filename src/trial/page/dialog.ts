import { button, el } from "./dom.ts";
import { icon } from "./icons.ts";

/**
 * Opens a modal `<dialog>`: the browser keeps the focus inside, closes it on Escape and gives the focus back to where it was.
 * `onClose` runs once, however it was closed.
 */
export function openDialog(dialog: HTMLDialogElement, onClose: () => void = () => {}): void {
  const before = document.activeElement;
  dialog.addEventListener(
    "close",
    () => {
      dialog.remove();
      onClose();
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
        before.focus();
    },
    { once: true },
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** A dialog's heading with the button that closes it. */
export function dialogHead(title: string | Node, titleId: string, close: () => void): HTMLElement {
  return el(
    "div",
    { class: "dialog-head" },
    el("h2", { id: titleId }, title),
    button({ class: "quiet", "aria-label": "Close" }, close, icon("close")),
  );
}
