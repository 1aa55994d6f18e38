import { post } from "./api.ts";
import type { FormValues } from "./blocks/form-field.ts";
import { firstFocusable } from "./focus.ts";
import { type Fields, textOf } from "./json.ts";
import { type ModalView, openModalView } from "./modal-view.ts";
import type { PageContext } from "./page-context.ts";

/** The bot's modals of the person who reads. */
export interface Modals {
  /** The open views, the top one last; an empty list closes what is open. */
  show(views: readonly Fields[]): void;
}

export function createModals(context: PageContext): Modals {
  /** What was typed into views that lie under another one. */
  const drafts = new Map<string, FormValues>();
  /** Closed by the person; an answer that is older than that still lists them. */
  const dismissed = new Set<string>();
  let open: ModalView | null = null;
  let opener: Element | null = null;
  const leave = (views: readonly Fields[]) => {
    if (open === null) return;
    if (views.some((view) => view.id === open?.id)) drafts.set(open.id, open.values());
    open.close();
    open = null;
    if (views.length === 0 && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };
  const enter = (view: Fields, depth: number) => {
    if (depth === 1) opener = document.activeElement;
    const id = textOf(view.id);
    const next = openModalView({ id, draft: drafts.get(id) ?? {} }, context, () => {
      if (open === next) open = null;
      void dismiss(id);
    });
    open = next;
    drafts.delete(id);
    next.update(view, depth);
    (firstFocusable(next.body) ?? next.body).focus();
  };
  const dismiss = async (id: string) => {
    dismissed.add(id);
    const outcome = await post("close", { user: context.standing().person, viewId: id });
    if (!outcome.ok) dismissed.delete(id);
    context.refresh();
  };
  return {
    show(listed) {
      const views = listed.filter((view) => !dismissed.has(textOf(view.id)));
      const top = views.at(-1);
      if (open !== null && open.id !== top?.id) leave(views);
      if (top === undefined) return;
      if (open === null) enter(top, views.length);
      else open.update(top, views.length);
    },
  };
}
