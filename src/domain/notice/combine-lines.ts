import type { Instant } from "../time.ts";
import type { ThreadNotice } from "./notice.ts";

export interface CombinedLines {
  /** How many changes the line stands for, at least one. */
  readonly count: number;
  readonly from: Instant;
  readonly to: Instant;
  /** Of all of them: who was to be called is called. */
  readonly mentions: readonly string[];
  /** As people read it: "14:02". */
  readonly timeOfDay: (at: Instant) => string;
}

/** One line of a thread for many that came too late to be told singly. */
export function combineLines({ count, from, to, mentions, timeOfDay }: CombinedLines): ThreadNotice {
  const [first, last] = [timeOfDay(from), timeOfDay(to)];
  const what = count === 1 ? "1 more change" : `${count} more changes`;
  const when = first === last ? `at ${first}` : `between ${first} and ${last}`;
  return { kind: "thread", sentence: `And ${what} ${when}.`, mentions: [...new Set(mentions)].slice(0, mentionsMax) };
}

/** More people at once are a crowd, in which nobody feels called. */
const mentionsMax = 20;
