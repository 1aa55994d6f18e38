import { renderBlocks } from "./blocks/render-blocks.ts";
import { el } from "./dom.ts";
import { type Fields, listOf, textOf } from "./json.ts";
import type { PageContext } from "./page-context.ts";
import { viewSurface } from "./surfaces.ts";

/** The bot's Home tab. */
export interface Home {
  readonly node: HTMLElement;
  /** Null: the bot has not published a view for this person. */
  show(view: Fields | null): void;
}

export function createHome(context: PageContext): Home {
  const body = el("div", { class: "home-body" });
  const empty = el("p", { class: "empty" }, `${context.workspace.bot.name} has nothing on its Home tab for you yet.`);
  const node = el(
    "div",
    { class: "home scroller", tabindex: 0, role: "region", "aria-label": `Home of ${context.workspace.bot.name}` },
    empty,
    body,
  );
  return {
    node,
    show(view) {
      empty.hidden = view !== null;
      body.hidden = view === null;
      renderBlocks(body, listOf(view?.blocks), viewSurface(context, { id: textOf(view?.id), root: body }));
    },
  };
}
