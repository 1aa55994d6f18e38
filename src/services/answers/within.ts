import type { Millis } from "../../domain/time.ts";
import type { Clock } from "../ports.ts";

/** The promise's value, or null when the time is over first; the work goes on. The timer does not outlive the answer. */
export async function within<T>(clock: Clock, limit: Millis, work: Promise<T>): Promise<T | null> {
  let cancel = (): void => undefined;
  const timeOver = new Promise<null>((resolve) => {
    cancel = clock.after(limit, () => resolve(null));
  });
  try {
    return await Promise.race([work, timeOver]);
  } finally {
    cancel();
  }
}
