import { isObject, type JsonObject } from "./json.ts";
import { createPace } from "./pace.ts";
import type { Violations } from "./violations.ts";

/** Slack takes about one message a second per channel, and bears short bursts: more than this in one second are too many. */
export const BURST_MAX = 3;

/** What bursts may add up to over ten seconds. */
export const SUSTAINED_MAX = 12;

/** Remembered ids of posts; a duplicate follows its original within minutes. */
const METADATA_IDS_MAX = 1000;

/** Rules about posts as they follow one another. Breaches are recorded, and the post goes through. */
export interface PostingRules {
  notePost(post: {
    readonly method: string;
    readonly channel: string;
    readonly thread: string;
    readonly metadata: unknown;
  }): void;
  noteUpdate(method: string, message: string): void;
  /** The bot was told to keep away from `what` for some seconds. */
  noteRateLimit(what: string, seconds: number): void;
  noteCall(method: string, what: string): void;
  clear(): void;
}

export function createPostingRules(options: { now: () => number; violations: Violations }): PostingRules {
  const paces = createPaceRules(options);
  const barred = createBarRules(options);
  const posted = new Set<string>();
  return {
    notePost({ method, channel, thread, metadata }) {
      paces.note(method, channel);
      const identity = identityOf(metadata);
      if (identity === null) return;
      const key = `${channel} ${thread} ${identity}`;
      if (posted.has(key))
        options.violations.record("duplicate post", `${method} /metadata`, `already posted: ${identity}`);
      posted.add(key);
      const oldest = posted.values().next();
      if (posted.size > METADATA_IDS_MAX && oldest.done !== true) posted.delete(oldest.value);
    },
    noteUpdate: (method, message) => paces.note(method, `message ${message}`),
    noteRateLimit: barred.bar,
    noteCall: barred.note,
    clear() {
      paces.clear();
      barred.clear();
      posted.clear();
    },
  };
}

function createPaceRules({ now, violations }: { now: () => number; violations: Violations }) {
  const burst = createPace({ now, stretchMs: 1000 });
  const sustained = createPace({ now, stretchMs: 10_000 });
  return {
    note(method: string, key: string): void {
      const inSecond = burst.note(key);
      const inTen = sustained.note(key);
      if (inSecond > BURST_MAX) violations.record("posting too fast", method, `${inSecond} within a second to ${key}`);
      else if (inTen > SUSTAINED_MAX) violations.record("posting too fast", method, `${inTen} within 10 s to ${key}`);
    },
    clear(): void {
      burst.clear();
      sustained.clear();
    },
  };
}

/** What the bot was told to keep away from, each until an instant; an entry lives until the bot comes again. */
function createBarRules({ now, violations }: { now: () => number; violations: Violations }) {
  const barredUntil = new Map<string, number>();
  return {
    bar: (what: string, seconds: number): void => void barredUntil.set(what, now() + seconds * 1000),
    note(method: string, what: string): void {
      const until = barredUntil.get(what);
      if (until === undefined) return;
      if (now() < until) violations.record("called before Retry-After", method, `${until - now()} ms too early`);
      barredUntil.delete(what);
    },
    clear: () => barredUntil.clear(),
  };
}

/** The event type with every field of the payload that is an id; null when there is none, for then nothing can be told apart. */
function identityOf(metadata: unknown): string | null {
  if (!isObject(metadata) || !isObject(metadata.event_payload)) return null;
  const ids = Object.entries(metadata.event_payload).filter(([key, value]) => isId(key) && isPlain(value));
  return ids.length === 0
    ? null
    : `${String(metadata.event_type)} ${JSON.stringify(Object.fromEntries(ids) as JsonObject)}`;
}

function isId(key: string): boolean {
  return /(^|_)id$|Id$/.test(key);
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}
