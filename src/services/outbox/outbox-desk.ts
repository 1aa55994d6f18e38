import { type Instant, type Millis, millis, seconds } from "../../domain/time.ts";
import type { Chance, ChatFailure, Clock, Log } from "../ports.ts";
import type { NoticeChat } from "../ports-notices.ts";
import type { Changes, OutgoingMessage } from "../ports-store.ts";
import type { NewMessage } from "./outbox.ts";
import { change, type Entry, type Lane, type OutboxBook } from "./outbox-book.ts";
import type { ChangeSaver } from "./save-changes.ts";

export interface OutboxOptions {
  readonly chat: NoticeChat;
  readonly saver: Pick<ChangeSaver, "save">;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** For messages of the outbox's own; different each time, over restarts too. */
  readonly newId: () => string;
  /** A wall-clock time as people read it, in their zone: "14:02". */
  readonly timeOfDay: (at: Instant) => string;
  /** Where messages go that their channel refuses; then to `owner` directly. Null for none. */
  readonly fallbackChannel: string | null;
  readonly owner: string | null;
  /** What the store held when the bot started. */
  readonly loaded: readonly OutgoingMessage[];
}

/** What every part of a delivery works with. */
export interface OutboxDesk extends OutboxOptions {
  readonly book: OutboxBook;
  /** Adds a message that is not stored yet. */
  readonly add: (asked: NewMessage) => OutgoingMessage;
  /** Something in the lane may be sent now. */
  readonly wake: (lane: Lane) => void;
}

/** Slack takes one message per second and channel for long. */
export const postSpacing: Millis = seconds(1);
/** Slack takes about 50 edits a minute. */
export const editSpacing: Millis = millis(1200);

/** Stores the messages as they are now, and what else changes with them. */
export function store(
  desk: OutboxDesk,
  entries: Iterable<Entry>,
  others: Omit<Changes, "outbox"> = {},
): Promise<"stored" | "not stored"> {
  return desk.saver.save({ ...others, outbox: [...entries].map(({ message }) => message) });
}

/** Adds a message of the outbox's own, stores it and lets it go. */
export function say(desk: OutboxDesk, asked: NewMessage): void {
  const { id } = desk.add(asked);
  const entry = desk.book.find(id);
  if (entry === null) return;
  const saved = store(desk, [entry]);
  void saved.then(() => {
    letGo(entry);
    desk.wake(entry.lane);
  });
}

/** Its newest state may be sent. */
export function letGo(entry: Entry): void {
  const { notice, urgency, revision } = entry.message;
  entry.ready = { notice, urgency, revision };
}

/** The chat shows this revision. */
export function setSent(entry: Entry, revision: number, changes: Partial<OutgoingMessage> = {}): void {
  const { untold, ...notes } = entry.message.notes ?? {};
  const still = (untold ?? []).filter((each) => each.revision > revision);
  const left = still.length === 0 ? notes : { ...notes, untold: still };
  change(entry, { ...changes, sentRevision: revision, notes: left });
  entry.failures = 0;
}

export function pauseEntry(desk: OutboxDesk, entry: Entry): void {
  const pause = Math.min(entryPauseMax, entryPauseMin * 2 ** entry.failures);
  entry.failures += 1;
  entry.notBefore = millis(desk.clock.monotonic() + pause);
}

/** A message that the chat refuses: others go first, and somebody may mend the reason. */
const entryPauseMin = seconds(30);
const entryPauseMax = seconds(600);

/** The chat as a whole does not take anything now: nothing is tried in this lane for 0.5 s … 30 s. */
export function pauseLane(desk: OutboxDesk, lane: Lane, failure: ChatFailure): void {
  const now = desk.clock.monotonic();
  const longest = Math.min(lanePauseMax, lanePauseMin * 2 ** Math.min(lane.failures, doublingsMax));
  lane.failures += 1;
  // Half of it by chance, so that lanes and bots do not come back all at once.
  lane.pausedUntil = millis(now + longest * (0.5 + desk.chance() / 2));
  lane.trouble ??= {
    kind: failure.reason === "too much to say" ? "limited" : "silent",
    since: desk.clock.now(),
    sinceMonotonic: now,
    combined: 0,
  };
}

const lanePauseMin = millis(1000);
/** So that all is told within a minute of the chat's recovery. */
const lanePauseMax = seconds(30);
const doublingsMax = 10;

/** The chat has taken something: an outage, if there was one, is over, and is told when it changed what people saw. */
export function endTrouble(desk: OutboxDesk, lane: Lane): void {
  const { trouble } = lane;
  lane.failures = 0;
  lane.trouble = null;
  if (trouble === null || trouble.combined === 0 || lane.place.kind !== "channel") return;
  if (desk.clock.monotonic() - trouble.sinceMonotonic < toldAfter) return;
  const span = `from ${desk.timeOfDay(trouble.since)} to ${desk.timeOfDay(desk.clock.now())}`;
  const what = trouble.combined === 1 ? "1 change was" : `${trouble.combined} changes were`;
  const happened = trouble.kind === "limited" ? "Slack limited the bot" : "Slack did not answer the bot";
  const sentence = `${happened} ${span}: ${what} combined, and each message shows the newest state.`;
  say(desk, { id: desk.newId(), place: lane.place, urgency: "history", notice: { kind: "sentence", sentence } });
}

/** Nobody notices a shorter one. */
const toldAfter = seconds(60);

/** A call that breaks its promise not to throw counts as one without an answer: it may have been carried out. */
export async function ask<T>(
  desk: OutboxDesk,
  call: () => Promise<T | { readonly ok: false; readonly error: ChatFailure }>,
): Promise<T | { readonly ok: false; readonly error: ChatFailure }> {
  try {
    return await call();
  } catch (error) {
    const detail = error instanceof Error ? error.message : "no reason";
    desk.log.error("A call of the chat failed unexpectedly.", { detail });
    return { ok: false, error: { reason: "no answer", detail } };
  }
}
