import { type Millis, renderDuration } from "../time.ts";

/** How long a command took. A guard counts whole seconds: its 0 is no "0.0 s". */
export function renderCommandTime(tookMs: Millis): string {
  return tookMs < 1000 ? "less than a second" : renderDuration(tookMs);
}
