import type { Instant, Millis } from "../../domain/time.ts";
import { instant, millis } from "../../domain/time.ts";
import type { NoticeAddress } from "../ports-notices.ts";
import type { OutgoingMessage, OutgoingPlace } from "../ports-store.ts";

/** One message in the outbox. */
export interface Entry {
  /** Its newest state, which may not be stored yet. */
  message: OutgoingMessage;
  /** The newest state that may be sent; null before the first is stored. */
  ready: Ready | null;
  readonly lane: Lane;
  /** On the monotonic clock: nothing is tried for this message before. */
  notBefore: Millis;
  /** Refusals of this message in a row. */
  failures: number;
  /** Look-ups in a row that the chat refused. */
  looks: number;
  /** Where it was posted when the answer was lost; null where that is not known, after a restart. */
  attemptedTo: NoticeAddress | null;
  /** Since when something of it waits to be sent, on the monotonic clock. */
  waitingSince: Millis;
}

export type Ready = Pick<OutgoingMessage, "notice" | "urgency" | "revision">;

/** One channel with its threads, or the direct messages to one person: one delivery at a time. */
export interface Lane {
  readonly key: string;
  readonly place: Exclude<OutgoingPlace, { readonly kind: "thread" }>;
  readonly entries: Map<string, Entry>;
  busy: boolean;
  /** Something may have changed since it was last asked what to do. */
  isAskedAgain: boolean;
  cancelWake: (() => void) | null;
  /** On the monotonic clock: the next post, the next edit, anything at all. */
  postAt: Millis;
  editAt: Millis;
  pausedUntil: Millis;
  /** Failures in a row for which the chat as a whole is to blame. */
  failures: number;
  /** While it holds very many messages it is not looked through again before. */
  lookedThroughUntil: Millis;
  lastWasEdit: boolean;
  trouble: Trouble | null;
  /** The channel refuses what the bot says, and is left alone until then. */
  closedUntil: Millis;
  closedLoggedAt: Millis | null;
}

/** The chat limits the bot, or does not answer. */
export interface Trouble {
  readonly kind: "limited" | "silent";
  readonly since: Instant;
  readonly sinceMonotonic: Millis;
  /** Changes that were not sent singly because of it. */
  combined: number;
}

/** All messages by id and by lane. */
export interface OutboxBook {
  readonly lanes: ReadonlyMap<string, Lane>;
  /** Null for a line under a message that is not there. */
  add(message: OutgoingMessage, ready: Ready | null): Entry | null;
  find(id: string): Entry | null;
  remove(entry: Entry): void;
  laneOf(place: Lane["place"]): Lane;
  all(): Iterable<Entry>;
}

export function createOutboxBook(monotonic: () => Millis): OutboxBook {
  const lanes = new Map<string, Lane>();
  const entries = new Map<string, Entry>();
  const laneOf = (place: Lane["place"]): Lane => {
    const key = place.kind === "channel" ? place.channel : `@${place.user}`;
    const lane = lanes.get(key) ?? newLane(key, place);
    lanes.set(key, lane);
    return lane;
  };
  return {
    lanes,
    laneOf,
    find: (id) => entries.get(id) ?? null,
    all: () => entries.values(),
    add(message, ready) {
      const { place } = message;
      const lane = place.kind === "thread" ? entries.get(place.of)?.lane : laneOf(place);
      if (lane === undefined) return null;
      const entry = newEntry(message, { ready, lane, waitingSince: monotonic() });
      entries.set(message.id, entry);
      lane.entries.set(message.id, entry);
      return entry;
    },
    remove({ message, lane }) {
      entries.delete(message.id);
      lane.entries.delete(message.id);
    },
  };
}

function newEntry(message: OutgoingMessage, at: Pick<Entry, "ready" | "lane" | "waitingSince">): Entry {
  return { message, ...at, notBefore: millis(0), failures: 0, looks: 0, attemptedTo: null };
}

function newLane(key: string, place: Lane["place"]): Lane {
  return {
    key,
    place,
    entries: new Map(),
    busy: false,
    isAskedAgain: false,
    cancelWake: null,
    postAt: millis(0),
    editAt: millis(0),
    pausedUntil: millis(0),
    failures: 0,
    lookedThroughUntil: millis(0),
    lastWasEdit: false,
    trouble: null,
    closedUntil: millis(0),
    closedLoggedAt: null,
  };
}

/** What may be sent and was not. */
export function isWaiting({ message, ready }: Entry): boolean {
  return ready !== null && message.foldedInto === null && ready.revision > message.sentRevision;
}

/** The chat shows its newest state, and nothing newer waits to be stored. */
export function isSent({ message, ready }: Entry): boolean {
  return message.ref !== null && ready?.revision === message.revision && message.sentRevision === message.revision;
}

export function change(entry: Entry, changes: Partial<OutgoingMessage>): void {
  entry.message = { ...entry.message, ...changes };
}

/** Instants that differ, so that messages have an order which outlives the process. */
export function createOrder(newest: Instant): (now: Instant) => Instant {
  let last = newest;
  return (now) => {
    // Ahead by more than a burst of messages explains: the wall clock was set back.
    last = last - now > aheadMax ? now : instant(Math.max(now, last + 1));
    return last;
  };
}

/** One minute; a storm of 5,000 messages in one turn is ahead by 5 s. */
const aheadMax = 60_000;
