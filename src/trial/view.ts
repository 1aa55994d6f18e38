import { completeBlocks } from "./blocks/complete.ts";
import { carriedState, type FormState, initialState } from "./blocks/form-state.ts";
import type { Ids } from "./ids.ts";
import { type JsonObject, listIn } from "./json.ts";
import { APP_ID, BOT, TEAM } from "./people.ts";

/** A modal or a Home tab as Slack reports it. `hash` changes with every change of the view. */
export interface View {
  readonly id: string;
  readonly team_id: string;
  readonly app_id: string;
  readonly bot_id: string;
  readonly type: "modal" | "home";
  readonly blocks: readonly JsonObject[];
  readonly callback_id: string;
  readonly external_id: string;
  readonly private_metadata: string;
  readonly hash: string;
  readonly state: { readonly values: FormState };
  readonly title?: unknown;
  readonly submit?: unknown;
  readonly close?: unknown;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
}

export interface ViewMaking {
  /** What the bot sent, found valid before. */
  readonly source: JsonObject;
  readonly ids: Ids;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A new view, upon the one below it where there is one. */
export function makeView(making: ViewMaking, below?: View): View {
  const id = making.ids.named("V");
  const content = contentOf(making);
  return {
    ...content,
    id,
    state: { values: initialState(content.blocks) },
    root_view_id: below?.root_view_id ?? id,
    previous_view_id: below?.id ?? null,
  };
}

/** The view with other content: it keeps its id, its place and what was entered into fields that are still there. */
export function changedView(making: ViewMaking, before: View): View {
  const { id, root_view_id, previous_view_id, state } = before;
  const content = contentOf(making);
  const values = carriedState(state.values, content.blocks);
  return { ...content, id, root_view_id, previous_view_id, state: { values } };
}

function contentOf({ source, ids, at }: ViewMaking) {
  const optional = ["title", "submit", "close"].filter((key) => key in source).map((key) => [key, source[key]]);
  return {
    team_id: TEAM.id,
    app_id: APP_ID,
    bot_id: BOT.botId,
    type: source.type === "home" ? ("home" as const) : ("modal" as const),
    blocks: completeBlocks(listIn(source.blocks), ids),
    callback_id: String(source.callback_id ?? ""),
    external_id: String(source.external_id ?? ""),
    private_metadata: String(source.private_metadata ?? ""),
    hash: `${Math.floor(at / 1000)}.${ids.short()}`,
    ...Object.fromEntries(optional),
    clear_on_close: source.clear_on_close === true,
    notify_on_close: source.notify_on_close === true,
  };
}
