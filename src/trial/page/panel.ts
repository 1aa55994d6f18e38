import { button, el } from "./dom.ts";
import { icon } from "./icons.ts";

/** The column at the right: one thing at a time, over everything on a phone. */
export interface Panel {
  /** Shows `content` under `title`; `onClose` runs when the reader closes it or something else takes its place. */
  open(title: string, content: HTMLElement, onClose: () => void): void;
  close(): void;
}

export function createPanel(aside: HTMLElement): Panel {
  let whenClosed: () => void = () => {};
  let opener: Element | null = null;
  const close = () => {
    if (aside.hidden) return;
    const inside = aside.contains(document.activeElement);
    aside.hidden = true;
    aside.replaceChildren();
    whenClosed();
    whenClosed = () => {};
    if (inside && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };
  aside.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  return {
    close,
    open(title, content, onClose) {
      if (!aside.contains(document.activeElement)) opener = document.activeElement;
      whenClosed();
      whenClosed = onClose;
      aside.hidden = false;
      aside.setAttribute("aria-label", title);
      const head = el(
        "div",
        { class: "panel-head" },
        el("h2", {}, title),
        button({ class: "quiet", "aria-label": `Close ${title}` }, close, icon("close")),
      );
      aside.replaceChildren(head, content);
    },
  };
}
