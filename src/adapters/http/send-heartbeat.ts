import { open } from "node:fs/promises";
import type { HealthOutcome } from "../../domain/alert/event.ts";
import { seconds } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";
import type { Beat, HttpProbe } from "../../services/ports-http.ts";

/** Services that wait for signs of life answer within one second. */
const deadline = seconds(10);

/** One sign of life to each of the places that the configuration names. */
export function createHeartbeat(
  { url, file }: { readonly url: string | null; readonly file: string | null },
  { probe, clock }: { readonly probe: HttpProbe; readonly clock: Clock },
): Beat {
  return async () => {
    const beats = await Promise.all([
      ...(file === null ? [] : [touch(file, clock)]),
      ...(url === null ? [] : [probe.post(url, deadline)]),
    ]);
    return beats.find((outcome) => !outcome.ok) ?? { ok: true, tookMs: 0 };
  };
}

/** Sets the file's time of change, and makes the file where there is none; whoever watches it only looks at that. */
async function touch(file: string, clock: Clock): Promise<HealthOutcome> {
  try {
    const opened = await open(file, "a", 0o644);
    try {
      const now = clock.now() / 1000;
      await opened.utimes(now, now);
    } finally {
      await opened.close();
    }
    return { ok: true, tookMs: 0 };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    // Without a code it is no failure of the file, but a mistake of ours.
    if (code === null) throw error;
    return { ok: false, what: `the file could not be touched (${code})` };
  }
}
