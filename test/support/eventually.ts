import { setTimeout as pause } from "node:timers/promises";

/** Resolves when the condition holds, and throws when it does not within the deadline. */
export async function eventually(holds: () => Promise<boolean> | boolean, deadlineMs = 10_000): Promise<void> {
  const until = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(`did not come true within ${deadlineMs} ms: ${holds.toString()}`);
    await pause(20);
  }
}
