import type { Announcements } from "./announcements.ts";
import type { FormState } from "./blocks/form-state.ts";
import type { Ids } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { PEOPLE } from "./people.ts";
import { changedView, makeView, type View, type ViewMaking } from "./view.ts";

/** Slack: a modal and two more upon it. */
export const VIEW_STACK_MAX = 3;

/** What every person has open: a stack of modals, the top one last, and the bot's Home tab. Sources were found valid before. */
export interface Views {
  modals(user: string): readonly View[];
  home(user: string): View | null;
  /** Puts a modal on top of the person's stack. */
  push(user: string, source: JsonObject): View;
  publishHome(user: string, source: JsonObject): View;
  /** Replaces the content of an open view; null when there is none with this id. */
  replace(viewId: string, source: JsonObject): View | null;
  enter(viewId: string, values: FormState): void;
  pop(user: string): void;
  closeAll(user: string): void;
  find(idOrExternalId: string): OpenView | null;
  clear(): void;
}

export interface OpenView {
  readonly view: View;
  readonly user: string;
}

export function createViews(options: { ids: Ids; now: () => number; announcements: Announcements }): Views {
  const shelf = createShelf(options.announcements);
  const making = (source: JsonObject): ViewMaking => ({ source, ids: options.ids, at: options.now() });
  return {
    modals: shelf.modals,
    home: shelf.home,
    push: (user, source) => shelf.put(user, makeView(making(source), shelf.modals(user).at(-1))),
    publishHome(user, source) {
      const before = shelf.home(user);
      return shelf.put(user, before === null ? makeView(making(source)) : changedView(making(source), before));
    },
    replace(viewId, source) {
      const open = shelf.find(viewId);
      return open === null ? null : shelf.put(open.user, changedView(making(source), open.view));
    },
    enter(viewId, values) {
      const open = shelf.find(viewId);
      if (open !== null) shelf.put(open.user, { ...open.view, state: { values } });
    },
    pop: (user) => shelf.keep(user, shelf.modals(user).slice(0, -1)),
    closeAll: (user) => shelf.keep(user, []),
    find: shelf.find,
    clear: shelf.clear,
  };
}

/** Holds the views and announces every change of them. */
function createShelf(announcements: Announcements) {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  const modals = (user: string) => stacks.get(user) ?? [];
  const home = (user: string) => homes.get(user) ?? null;
  const keep = (user: string, views: readonly View[]) => {
    stacks.set(user, views);
    announcements.publish({ name: "view", data: { user } });
  };
  const put = (user: string, view: View): View => {
    if (view.type === "modal") keep(user, withView(modals(user), view));
    else homes.set(user, view);
    if (view.type === "home") announcements.publish({ name: "home", data: { user } });
    return view;
  };
  const find = (id: string): OpenView | null => {
    const open = PEOPLE.flatMap(({ id: user }) => [...modals(user), home(user)].map((view) => ({ user, view })));
    const hit = open.find(({ view }) => view?.id === id || (id !== "" && view?.external_id === id));
    return hit?.view == null ? null : { user: hit.user, view: hit.view };
  };
  const clear = () => {
    homes.clear();
    for (const { id: user } of PEOPLE) {
      keep(user, []);
      announcements.publish({ name: "home", data: { user } });
    }
  };
  return { modals, home, keep, put, find, clear };
}

/** The stack with this view in its place, or on top when it is new. */
function withView(stack: readonly View[], view: View): readonly View[] {
  const isOpen = stack.some((each) => each.id === view.id);
  return isOpen ? stack.map((each) => (each.id === view.id ? view : each)) : [...stack, view];
}
