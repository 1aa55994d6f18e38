import type { Log } from "./services/ports.ts";

/** Something that is open, and what ends it. */
export interface OpenPart {
  /** As a person knows it, for example "the demo daemon". */
  readonly name: string;
  readonly close: () => Promise<void>;
}

/** Closes every part, the last one opened first, whatever becomes of the others. A part that fails to close is logged. */
export async function closeAll(parts: readonly OpenPart[], log: Log): Promise<void> {
  for (const { name, close } of parts.toReversed()) {
    try {
      await close();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn(`${name} did not end in order; look whether something of it is left`, { why });
    }
  }
}
