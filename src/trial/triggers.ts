import type { Ids } from "./ids.ts";

/** Slack: a trigger opens one view, within three seconds of the click that issued it. */
export const TRIGGER_LIFE_MS = 3000;

/** Spent triggers are remembered, to tell "expired" and "exchanged" from "never issued"; no bot asks after older ones. */
const TRIGGERS_MAX = 500;

export type Spending =
  | { readonly kind: "spent"; readonly user: string }
  | { readonly kind: "expired" | "exchanged" | "unknown" };

export interface Triggers {
  issue(user: string): string;
  spend(triggerId: string): Spending;
  clear(): void;
}

interface Trigger {
  readonly user: string;
  readonly issuedAt: number;
  exchanged: boolean;
}

export function createTriggers(options: { now: () => number; ids: Ids }): Triggers {
  const issued = new Map<string, Trigger>();
  return {
    issue(user) {
      const now = options.now();
      const id = `${now}.${Math.floor(now / 7)}.${options.ids.secret()}`;
      issued.set(id, { user, issuedAt: now, exchanged: false });
      forgetOldest(issued);
      return id;
    },
    spend(triggerId) {
      const trigger = issued.get(triggerId);
      if (trigger === undefined) return { kind: "unknown" };
      if (trigger.exchanged) return { kind: "exchanged" };
      if (options.now() - trigger.issuedAt > TRIGGER_LIFE_MS) return { kind: "expired" };
      trigger.exchanged = true;
      return { kind: "spent", user: trigger.user };
    },
    clear: () => issued.clear(),
  };
}

function forgetOldest(issued: Map<string, Trigger>): void {
  const oldest = issued.keys().next();
  if (issued.size > TRIGGERS_MAX && oldest.done !== true) issued.delete(oldest.value);
}
