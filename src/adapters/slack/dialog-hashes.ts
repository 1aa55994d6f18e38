import type { DialogRef } from "../../services/ports.ts";

/**
 * Slack refuses to update a dialog whose state is newer than what was seen, and each update of the bot's own makes it so.
 * A change that came before that update, and was not part of it, is shown upon it.
 */
export interface DialogHashes {
  /** The state that the bot's own updates have made of what was seen. */
  newest(view: DialogRef): string;
  updated(view: DialogRef, hash: string): void;
}

/** More dialogs than are open at once, a few updates each. */
const hashesMax = 500;

export function createDialogHashes(): DialogHashes {
  const successors = new Map<string, string>();
  const newest = ({ id, hash }: DialogRef): string => {
    let last = hash;
    for (let steps = 0; steps < hashesMax; steps += 1) {
      const next = successors.get(`${id} ${last}`);
      if (next === undefined) break;
      last = next;
    }
    return last;
  };
  return {
    newest,
    updated: (view, hash) => {
      const from = newest(view);
      if (from !== hash) successors.set(`${view.id} ${from}`, hash);
      const oldest = successors.keys().next();
      if (successors.size > hashesMax && oldest.done !== true) successors.delete(oldest.value);
    },
  };
}
