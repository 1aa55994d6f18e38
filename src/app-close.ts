import { type Millis, millis } from "./domain/time.ts";
import type { Cancel, Clock, Log } from "./services/ports.ts";

/** Something that is open, and what ends it. */
export interface OpenPart {
  /** As a person knows it, for example "the demo daemon". */
  readonly name: string;
  readonly close: () => Promise<void>;
}

/** What every part is given to end, and those behind it with it. */
export interface CloseLimit {
  readonly clock: Clock;
  readonly within: Millis;
}

/**
 * Closes every part, the last one opened first, whatever becomes of the others. A part that fails to close is logged. With a
 * limit, one that hangs is left behind while there is time for those that were opened before it, such as the store.
 */
export async function closeAll(parts: readonly OpenPart[], log: Log, limit: CloseLimit | null = null): Promise<void> {
  const end = limit === null ? 0 : limit.clock.monotonic() + limit.within;
  for (const [index, { name, close }] of [...parts.entries()].toReversed()) {
    try {
      if (limit === null) await close();
      else await closeBy(close, end - index * leftForEach, limit.clock);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn(`${name} did not end in order; look whether something of it is left`, { why });
    }
  }
}

/** Most parts end at once; the two that write the last changes to a disk have it together. */
const leftForEach = millis(250);

async function closeBy(close: OpenPart["close"], end: number, clock: Clock): Promise<void> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(millis(Math.max(0, end - clock.monotonic())), () => reject(new Error("it hangs")));
  });
  try {
    await Promise.race([close(), late]);
  } finally {
    cancel();
  }
}
