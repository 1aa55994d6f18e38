import type { Announcements } from "./announcements.ts";
import { completeBlocks } from "./blocks/complete.ts";
import { carriedState, type FormState, initialState } from "./blocks/form-state.ts";
import type { Ids } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { APP_ID, BOT, PEOPLE, TEAM } from "./people.ts";

/** Slack: a modal and two more upon it. */
export const VIEW_STACK_MAX = 3;

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

/** What every person has open: a stack of modals, the top one last, and the bot's Home tab. */
export interface Views {
  modals(user: string): readonly View[];
  home(user: string): View | null;
  /** Puts a modal on top of the person's stack. `source` was found valid before. */
  push(user: string, source: JsonObject): View;
  publishHome(user: string, source: JsonObject): View;
  /** Replaces the content of an open view; null when there is none with this id. */
  replace(viewId: string, source: JsonObject): View | null;
  enter(viewId: string, values: FormState): void;
  pop(user: string): void;
  closeAll(user: string): void;
  find(idOrExternalId: string): { readonly view: View; readonly user: string } | null;
  clear(): void;
}

export function createViews(options: { ids: Ids; now: () => number; announcements: Announcements }): Views {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  const modals = (user: string) => stacks.get(user) ?? [];
  const setStack = (user: string, views: readonly View[]) => {
    stacks.set(user, views);
    options.announcements.publish({ name: "view", data: { user } });
  };
  const setHome = (user: string, view: View) => {
    homes.set(user, view);
    options.announcements.publish({ name: "home", data: { user } });
  };
  const find: Views["find"] = (id) => {
    const open = PEOPLE.flatMap((person) =>
      [...modals(person.id), ...listed(homes.get(person.id))].map((view) => ({ view, user: person.id })),
    );
    return open.find(({ view }) => view.id === id || (view.external_id !== "" && view.external_id === id)) ?? null;
  };
  const put = (user: string, view: View) => {
    if (view.type === "home") setHome(user, view);
    else
      setStack(
        user,
        modals(user).map((each) => (each.id === view.id ? view : each)),
      );
    return view;
  };
  const make = (source: JsonObject, under: View | undefined): View => {
    const blocks = completeBlocks(source.blocks as readonly unknown[], options.ids);
    const id = options.ids.named("V");
    return {
      ...contentOf(source, blocks),
      id,
      hash: `${Math.floor(options.now() / 1000)}.${options.ids.short()}`,
      state: { values: initialState(blocks) },
      root_view_id: under?.root_view_id ?? id,
      previous_view_id: under?.id ?? null,
    };
  };
  return {
    modals,
    home: (user) => homes.get(user) ?? null,
    push(user, source) {
      const view = make(source, modals(user).at(-1));
      setStack(user, [...modals(user), view]);
      return view;
    },
    publishHome(user, source) {
      const before = homes.get(user);
      const fresh = make(source, undefined);
      return put(user, before === undefined ? fresh : { ...fresh, id: before.id, root_view_id: before.id });
    },
    replace(viewId, source) {
      const before = find(viewId);
      if (before === null) return null;
      const fresh = make(source, undefined);
      const { id, root_view_id, previous_view_id } = before.view;
      const values = carriedState(before.view.state.values, fresh.blocks);
      return put(before.user, { ...fresh, id, root_view_id, previous_view_id, state: { values } });
    },
    enter(viewId, values) {
      const before = find(viewId);
      if (before !== null) put(before.user, { ...before.view, state: { values } });
    },
    pop: (user) => setStack(user, modals(user).slice(0, -1)),
    closeAll: (user) => setStack(user, []),
    find,
    clear() {
      homes.clear();
      for (const person of PEOPLE) {
        setStack(person.id, []);
        options.announcements.publish({ name: "home", data: { user: person.id } });
      }
    },
  };
}

function contentOf(source: JsonObject, blocks: readonly JsonObject[]) {
  return {
    team_id: TEAM.id,
    app_id: APP_ID,
    bot_id: BOT.botId,
    type: source.type === "home" ? ("home" as const) : ("modal" as const),
    blocks,
    callback_id: String(source.callback_id ?? ""),
    external_id: String(source.external_id ?? ""),
    private_metadata: String(source.private_metadata ?? ""),
    ...("title" in source ? { title: source.title } : {}),
    ...("submit" in source ? { submit: source.submit } : {}),
    ...("close" in source ? { close: source.close } : {}),
    clear_on_close: source.clear_on_close === true,
    notify_on_close: source.notify_on_close === true,
  };
}

function listed<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
