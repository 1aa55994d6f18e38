import { button, el } from "./dom.ts";

/** Long enough to read two lines without hurry; the same sentence is also spoken, and can be called back in the inspector. */
const TOAST_MS = 8000;

/** Speaks new things to screen readers, and shows short notices that need no answer. */
export interface Announcer {
  /** Spoken once the reader's current sentence is over. */
  say(text: string): void;
  /** Shown and spoken at once: something the person asked for did not happen. */
  warn(text: string): void;
}

export function createAnnouncer(parent: HTMLElement): Announcer {
  const polite = el("div", { class: "spoken", "aria-live": "polite", "data-testid": "announcements" });
  const toasts = el("div", { class: "toasts", role: "alert" });
  parent.append(polite, toasts);
  return {
    say(text) {
      // The same words twice in a row would not be spoken again unless the node is new.
      polite.replaceChildren(el("p", {}, text));
    },
    warn(text) {
      const toast = el("div", { class: "toast" }, el("span", {}, text));
      toast.append(button({ class: "quiet", "aria-label": "Dismiss" }, () => toast.remove(), "✕"));
      toasts.append(toast);
      setTimeout(() => toast.remove(), TOAST_MS);
    },
  };
}
