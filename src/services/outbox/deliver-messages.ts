import { instant, type Millis, millis, seconds } from "../../domain/time.ts";
import type { Cancel } from "../ports.ts";
import type { OutboxNotes, OutgoingMessage, UntoldTransition } from "../ports-store.ts";
import { chooseStep } from "./choose-step.ts";
import { editMessage } from "./edit-message.ts";
import { foldWaiting } from "./fold-waiting.ts";
import { forgetDone } from "./forget-done.ts";
import { lookUpMessage } from "./look-up-message.ts";
import type { NewMessage, NewTransition, Outbox } from "./outbox.ts";
import {
  change,
  createOrder,
  createOutboxBook,
  type Entry,
  isWaiting,
  type Lane,
  type OutboxBook,
} from "./outbox-book.ts";
import { type OutboxDesk, type OutboxOptions, pauseEntry, store } from "./outbox-desk.ts";
import { postMessage } from "./post-message.ts";

/** Takes up what was loaded; sends nothing before `start`. */
export function createOutbox(options: OutboxOptions): Outbox {
  const delivery = new Delivery(options);
  return {
    add: (asked) => delivery.add(asked),
    revise: (id, revised) => delivery.revise(id, revised),
    find: (id) => delivery.find(id),
    release: (messages) => delivery.release(messages),
    finish: (id) => delivery.finish(id),
    backlog: () => delivery.backlog(),
    start: () => delivery.start(),
    stop: () => delivery.stop(),
  };
}

/** Looks after old lines and finished messages even when nothing else happens. */
const sweepEvery: Millis = seconds(600);
/** A call of the chat ends by its own deadline; what is still under way then is looked up after the next start. */
const stopWithin: Millis = seconds(5);

/** In a storm a channel's thousands of messages are not looked through at each of hundreds of changes a second. */
const manyEntries = 200;
const lookThroughEvery: Millis = millis(250);
/** A fault of our own does not pass by itself, but what is waited for may change. */
const afterFault: Millis = seconds(30);

type State = "new" | "started" | "stopped";

class Delivery {
  readonly #desk: OutboxDesk;
  readonly #book: OutboxBook;
  readonly #order: (now: OutgoingMessage["createdAt"]) => OutgoingMessage["createdAt"];
  readonly #running = new Set<Promise<void>>();
  #state: State = "new";
  #cancelSweep: Cancel = () => undefined;

  constructor(options: OutboxOptions) {
    const { clock, loaded } = options;
    this.#book = createOutboxBook(() => clock.monotonic());
    this.#desk = { ...options, book: this.#book, add: (asked) => this.add(asked), wake: (lane) => this.#wake(lane) };
    this.#order = createOrder(instant(Math.max(0, ...loaded.map(({ createdAt }) => createdAt))));
    this.#load(loaded);
  }

  #load(loaded: readonly OutgoingMessage[]): void {
    const sorted = loaded.toSorted((a, b) => a.createdAt - b.createdAt);
    const isLine = ({ place }: OutgoingMessage): boolean => place.kind === "thread";
    for (const message of [...sorted.filter((each) => !isLine(each)), ...sorted.filter(isLine)]) {
      const { notice, urgency, revision } = message;
      if (this.#book.add(message, { notice, urgency, revision }) === null) this.#forget(message);
    }
  }

  add({ id, place, urgency, notice, transitions }: NewMessage): OutgoingMessage {
    const message: OutgoingMessage = {
      ...{ id, place, urgency, notice },
      createdAt: this.#order(this.#desk.clock.now()),
      revision: 1,
      sentRevision: 0,
      ref: null,
      attemptedAt: null,
      maybeTwice: false,
      foldedInto: null,
      ...notesWith({}, transitions, 1),
    };
    this.#book.add(message, null);
    return message;
  }

  revise(id: string, { notice, urgency, transitions }: Parameters<Outbox["revise"]>[1]): OutgoingMessage | null {
    const entry = this.#book.find(id);
    if (entry === null) return null;
    const revision = entry.message.revision + 1;
    change(entry, { notice, urgency, revision, ...notesWith(entry.message.notes ?? {}, transitions, revision) });
    return entry.message;
  }

  find(id: string): OutgoingMessage | null {
    return this.#book.find(id)?.message ?? null;
  }

  release(messages: readonly OutgoingMessage[]): void {
    for (const message of messages) {
      const entry = this.#book.find(message.id);
      if (entry === null) this.#forget(message);
      if (entry === null || message.revision <= (entry.ready?.revision ?? 0)) continue;
      const wasWaiting = isWaiting(entry);
      const { notice, urgency, revision } = message;
      entry.ready = { notice, urgency, revision };
      if (!wasWaiting) entry.waitingSince = this.#desk.clock.monotonic();
      else if (entry.lane.trouble !== null) entry.lane.trouble.combined += 1;
    }
    this.#wakeAll();
  }

  finish(id: string): void {
    const entry = this.#book.find(id);
    if (entry === null) return;
    change(entry, { notes: { ...entry.message.notes, finished: true } });
    void store(this.#desk, [entry]);
    this.#wake(entry.lane);
  }

  backlog(): ReturnType<Outbox["backlog"]> {
    const waiting = [...this.#book.all()].filter(isWaiting);
    const now = this.#desk.clock.monotonic();
    return { messages: waiting.length, oldestMs: Math.max(0, ...waiting.map((entry) => now - entry.waitingSince)) };
  }

  start(): void {
    this.#state = "started";
    this.#sweep();
  }

  async stop(): Promise<void> {
    this.#state = "stopped";
    this.#cancelSweep();
    for (const lane of this.#book.lanes.values()) lane.cancelWake?.();
    let cancel: Cancel = () => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#desk.clock.after(stopWithin, resolve);
    });
    await Promise.race([Promise.all(this.#running), late]);
    cancel();
  }

  #sweep(): void {
    this.#cancelSweep = this.#desk.clock.after(sweepEvery, () => this.#sweep());
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const lane of this.#book.lanes.values()) this.#wake(lane);
  }

  #wake(lane: Lane): void {
    if (this.#state !== "started") return;
    lane.isAskedAgain = lane.busy;
    if (lane.busy) return;
    lane.busy = true;
    const run = this.#run(lane).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Does what is to be done in a lane, one thing at a time. */
  async #run(lane: Lane): Promise<void> {
    lane.cancelWake?.();
    lane.cancelWake = null;
    try {
      do lane.isAskedAgain = false;
      while (this.#state === "started" && ((await this.#takeStep(lane)) || lane.isAskedAgain));
    } catch (error) {
      this.#desk.log.error("Messages wait because of a fault of the bot.", { lane: lane.key, detail: detailOf(error) });
      this.#wakeAt(lane, afterFault);
    }
    lane.busy = false;
  }

  /** False when there is nothing to do now. */
  async #takeStep(lane: Lane): Promise<boolean> {
    const { clock } = this.#desk;
    if (lane.lookedThroughUntil > clock.monotonic()) {
      this.#wakeAt(lane, millis(lane.lookedThroughUntil - clock.monotonic()));
      return false;
    }
    await foldWaiting(this.#desk, lane);
    forgetDone(this.#desk, lane);
    const now = clock.monotonic();
    if (lane.entries.size > manyEntries) lane.lookedThroughUntil = millis(now + lookThroughEvery);
    const step = chooseStep(lane, this.#book.find, now);
    if (step.kind === "wait") {
      if (step.until !== null) this.#wakeAt(lane, millis(step.until - now));
      return false;
    }
    await this.#take(step.kind, step.entry);
    return true;
  }

  #wakeAt(lane: Lane, delay: Millis): void {
    if (this.#state !== "started") return;
    // One alarm a lane: those that were left behind would each set another, without end.
    lane.cancelWake?.();
    lane.cancelWake = this.#desk.clock.after(delay, () => {
      lane.cancelWake = null;
      this.#wake(lane);
    });
  }

  async #take(kind: keyof typeof acts, entry: Entry): Promise<void> {
    try {
      await acts[kind](this.#desk, entry);
    } catch (error) {
      const about = { message: entry.message.id, detail: detailOf(error) };
      this.#desk.log.error("A message could not be delivered because of a fault of the bot.", about);
      pauseEntry(this.#desk, entry);
    }
  }

  /** A line whose root is gone has no place to stand. */
  #forget(message: OutgoingMessage): void {
    this.#desk.log.error("A line belongs to a message that is not there any more; it is not sent.", {
      line: message.id,
    });
    void this.#desk.saver.save({ forgotten: [message.id] });
  }
}

const detailOf = (error: unknown): string => (error instanceof Error ? error.message : "no reason");

const acts = { post: postMessage, look: lookUpMessage, edit: editMessage };

/** More than a problem has in a day of flapping; the oldest are then counted nowhere but in the store. */
const untoldMax = 500;

function notesWith(
  notes: OutboxNotes,
  transitions: readonly NewTransition[] | undefined,
  revision: number,
): { readonly notes?: OutboxNotes } {
  const added: readonly UntoldTransition[] = (transitions ?? []).map(({ id, transition }) => ({
    id,
    transition,
    revision,
  }));
  const untold = [...(notes.untold ?? []), ...added].slice(-untoldMax);
  const all = untold.length === 0 ? notes : { ...notes, untold };
  return Object.keys(all).length === 0 ? {} : { notes: all };
}
