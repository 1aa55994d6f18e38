import type { Announcements } from "./announcements.ts";
import type { JsonObject } from "./json.ts";
import { PEOPLE } from "./people.ts";

/** Real ones vanish at a reload; here they stay for the eye, but not without end. */
export const EPHEMERALS_MAX = 200;

/** A message that one person alone sees. */
export interface Ephemeral {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
}

/** `viewer` is who sees it; the `user` of an ephemeral message is its author, the bot. */
export interface Ephemerals {
  add(viewer: string, message: Ephemeral): void;
  replace(viewer: string, message: Ephemeral): void;
  remove(viewer: string, ts: string): void;
  find(viewer: string, ts: string): Ephemeral | undefined;
  list(viewer: string): readonly Ephemeral[];
  /** Whether any ephemeral message, of whomever, has this `ts`. */
  has(ts: string): boolean;
  clear(): void;
}

export function createEphemerals(options: { announcements: Announcements }): Ephemerals {
  const byViewer = new Map<string, readonly Ephemeral[]>();
  const list = (viewer: string) => byViewer.get(viewer) ?? [];
  const set = (viewer: string, messages: readonly Ephemeral[]) => {
    byViewer.set(viewer, messages.slice(-EPHEMERALS_MAX));
    options.announcements.publish({ name: "ephemeral", data: { user: viewer } });
  };
  return {
    add: (viewer, message) => set(viewer, [...list(viewer), message]),
    replace: (viewer, message) =>
      set(
        viewer,
        list(viewer).map((each) => (each.ts === message.ts ? message : each)),
      ),
    remove: (viewer, ts) =>
      set(
        viewer,
        list(viewer).filter((each) => each.ts !== ts),
      ),
    find: (viewer, ts) => list(viewer).find((each) => each.ts === ts),
    list,
    has: (ts) => [...byViewer.values()].flat().some((each) => each.ts === ts),
    clear: () => {
      for (const person of PEOPLE) set(person.id, []);
    },
  };
}
