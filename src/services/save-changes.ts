import type { Changes, StoreFailure } from "./ports-store.ts";

/**
 * The one way into the decision store. Changes that come while a commit is under way go together into the next one. What
 * could not be stored is kept, newest state of each thing, and goes with the next commit: the bot goes on from memory.
 */
export interface ChangeSaver {
  /** Resolves when these changes are on disk, or when the store has refused them for now. Never rejects. */
  save(changes: Changes): Promise<"stored" | "not stored">;
  /** Why the last commit failed; null while all is stored. */
  problem(): StoreFailure | null;
  /** Makes a last attempt for what is kept. */
  stop(): Promise<void>;
}
