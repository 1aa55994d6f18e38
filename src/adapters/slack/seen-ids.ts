import type { Millis } from "../../domain/time.ts";

export interface SeenIds {
  /** True the first time that any of these ids is shown, false for what was seen before. */
  isNew(ids: readonly string[]): boolean;
}

/** Remembers what was delivered, since Slack may deliver an envelope again, and over another socket. */
export function createSeenIds(options: {
  readonly monotonic: () => Millis;
  readonly rememberFor: Millis;
  readonly idsMax: number;
}): SeenIds {
  const seenAt = new Map<string, Millis>();
  return {
    isNew(ids) {
      const now = options.monotonic();
      const known = ids.some((id) => isRemembered(seenAt.get(id), now, options.rememberFor));
      for (const id of ids) {
        // Deleted first, so that the map stays in the order of time.
        seenAt.delete(id);
        seenAt.set(id, now);
      }
      forgetOldest(seenAt, options.idsMax);
      return !known;
    },
  };
}

function isRemembered(at: Millis | undefined, now: Millis, rememberFor: Millis): boolean {
  return at !== undefined && now - at < rememberFor;
}

function forgetOldest(seenAt: Map<string, Millis>, idsMax: number): void {
  for (const id of seenAt.keys()) {
    if (seenAt.size <= idsMax) return;
    seenAt.delete(id);
  }
}
