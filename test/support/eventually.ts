import { setTimeout as pause } from "node:timers/promises";
import { eventWithinMs } from "./patience.ts";

/** Resolves when the condition holds, and throws when it does not for a long time. */
export async function eventually(
  holds: () => Promise<boolean> | boolean,
  deadlineMs: number = eventWithinMs,
): Promise<void> {
  const until = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`did not come true within ${deadlineMs} ms: ${holds.toString()}`);
    await pause(20);
  }
}
