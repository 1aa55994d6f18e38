import { carryOn } from "./carry-on.ts";
import type { RestartState } from "./restart-state.ts";

/** Carries it on beside everything else. */
export function begin(self: RestartState, id: string): void {
  const work = carryOn(self, id).finally(() => self.work.delete(work));
  self.work.add(work);
}
