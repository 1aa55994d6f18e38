import { isObject, type JsonObject } from "./json.ts";
import { createPace } from "./pace.ts";
import type { Violations } from "./violations.ts";

/** Slack takes about one message a second per channel, and bears short bursts: more than this in one second are too many. */
export const BURST_MAX = 3;

/** What bursts may add up to over ten seconds. */
export const SUSTAINED_MAX = 12;

/**
 * A call that differs from the one that was told to wait may have been on its way when it was told, and breaks nothing. Several
 * times the way to Slack and back; a bot that repeats what was refused is caught however quick it is.
 */
const ON_ITS_WAY_MS = 500;

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
  /** The bot was told, in answer to this call, to keep away from `call.thing` for some seconds. */
  noteRateLimit(call: LimitedCall, seconds: number): void;
  noteCall(call: LimitedCall): void;
  clear(): void;
}

export interface LimitedCall {
  readonly method: string;
  /** What Slack limits this call by. */
  readonly thing: string;
  readonly args: JsonObject | null;
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

interface Bar {
  readonly since: number;
  readonly until: number;
  readonly told: string;
}

/** What the bot was told to keep away from, each until an instant; an entry lives until the bot comes again. */
function createBarRules({ now, violations }: { now: () => number; violations: Violations }) {
  const bars = new Map<string, Bar>();
  return {
    bar: ({ thing, args }: LimitedCall, seconds: number): void =>
      void bars.set(thing, { since: now(), until: now() + seconds * 1000, told: JSON.stringify(args) }),
    note({ method, thing, args }: LimitedCall): void {
      const bar = bars.get(thing);
      if (bar === undefined) return;
      const at = now();
      const early = bar.until - at;
      if (early > 0 && at - bar.since < ON_ITS_WAY_MS && JSON.stringify(args) !== bar.told) return;
      if (early > 0) violations.record("called before Retry-After", method, `${early} ms too early`);
      bars.delete(thing);
    },
    clear: () => bars.clear(),
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
