import type { Log } from "../../services/ports.ts";
import type { StoreFailure } from "../../services/ports-store.ts";

/** How the last write went, and whether the file is damaged. */
export interface Condition {
  /** Null after a write that went well. */
  note(failure: StoreFailure | null): void;
  /** Not null for good: writing on would spread the damage. */
  damage(): StoreFailure | null;
  problem(): StoreFailure | null;
}

/** Logs a line when a trouble begins and when it ends, not one for each try. */
export function createCondition(log: Log): Condition {
  let problem: StoreFailure | null = null;
  let damage: StoreFailure | null = null;
  return {
    note(failure) {
      if (failure?.reason === "stopped") return;
      if (failure?.reason === "corrupt") damage ??= failure;
      if (failure !== null && failure.reason !== problem?.reason) log.error(failure.detail, { reason: failure.reason });
      if (failure === null && problem !== null) log.info("The store takes changes again.");
      problem = failure;
    },
    damage: () => damage,
    problem: () => damage ?? problem,
  };
}
