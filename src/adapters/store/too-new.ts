import type { StoreFailure } from "../../services/ports-store.ts";

/** An older bot would not understand what a newer one has stored. The place is a path or a name. */
export function tooNew(place: string, unknown: string): StoreFailure {
  const detail =
    `${place} was written by a newer version of the bot (it has the change "${unknown}"). ` +
    "Start that version again, or restore a backup from before the update.";
  return { reason: "fault", detail };
}
