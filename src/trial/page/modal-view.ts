import { type FormValues, readForm, writeForm } from "./blocks/form-field.ts";
import { renderBlocks } from "./blocks/render-blocks.ts";
import { dialogHead, openDialog } from "./dialog.ts";
import { button, el, freshId, on } from "./dom.ts";
import { firstFocusable } from "./focus.ts";
import { handIn } from "./hand-in.ts";
import { type Fields, fieldsOf, labelOf, listOf } from "./json.ts";
import { renderPlain } from "./mrkdwn-dom.ts";
import type { PageContext } from "./page-context.ts";
import { viewSurface } from "./surfaces.ts";

/** One open modal. */
export interface ModalView {
  readonly id: string;
  readonly body: HTMLElement;
  values(): FormValues;
  /** `depth` counts from 1; a deeper view says that closing it leads back. */
  update(view: Fields, depth: number): void;
  /** Takes it from the screen without telling the bot. */
  close(): void;
}

/** `onGone` runs when the person has closed it; the workspace is to be told then. */
export function openModalView(
  opened: { id: string; draft: FormValues },
  context: PageContext,
  onGone: () => void,
): ModalView {
  const { id } = opened;
  const titleId = freshId("modal-title");
  const body = el("div", { class: "dialog-body", tabindex: -1 });
  const parts = {
    head: el("div"),
    problem: el("p", { class: "dialog-problem", role: "alert" }),
    foot: el("div", { class: "dialog-foot" }),
  };
  const form = el("form", { novalidate: true }, parts.head, body, parts.problem, parts.foot);
  const dialog = el("dialog", { class: "dialog modal", "aria-labelledby": titleId }, form);
  const surface = viewSurface(context, { id, root: body });
  let isAnswered = false;
  on(form, "submit", (event) => {
    event.preventDefault();
    void handIn({ id, body, ...parts }, context);
  });
  openDialog(dialog, () => {
    if (!isAnswered) onGone();
  });
  const dismiss = () => dialog.close();
  return {
    id,
    body,
    values: () => readForm(body),
    close() {
      isAnswered = true;
      dialog.close();
    },
    update(view, depth) {
      const title = el("span", {}, renderPlain(labelOf(view.title)));
      const note = depth > 1 ? [el("p", { class: "depth" }, `View ${depth}: closing it leads back`)] : [];
      parts.head.replaceChildren(dialogHead(title, titleId, dismiss), ...note);
      // What the workspace remembers fills the form after a reload; a draft and what stands in it now come first.
      const known = fieldsOf(fieldsOf(view.state).values) as FormValues;
      const values = { ...known, ...opened.draft, ...readForm(body) };
      renderBlocks(body, listOf(view.blocks), surface);
      // With nothing in it to stop at, it is itself what the keyboard scrolls.
      body.tabIndex = firstFocusable(body) === null ? 0 : -1;
      writeForm(body, values);
      parts.foot.replaceChildren(...footOf(view, dismiss));
    },
  };
}

export function footOf(view: Fields, dismiss: () => void): readonly HTMLElement[] {
  const close = button({ class: "button" }, dismiss, labelOf(view.close) || "Close");
  const submit = labelOf(view.submit);
  return submit === ""
    ? [close]
    : [close, el("button", { type: "submit", class: "button primary" }, renderPlain(submit))];
}
