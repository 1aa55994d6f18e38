import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { Chance, ChatFailure, Clock, Log } from "../../services/ports.ts";
import { createHolds, type Holds } from "./holds.ts";
import { createLanes, type Lanes } from "./lanes.ts";
import type { SlackLimits } from "./limits.ts";
import { createPacedLane, type PacedLane, type RenewalCause } from "./paced-lane.ts";

/** What came of one call. */
export type Attempt<T> =
  | { readonly kind: "sent"; readonly value: T }
  /** Not executed; may be repeated after the pause. */
  | { readonly kind: "limited"; readonly retryAfter: Millis }
  /** `again`: whether repeating it cannot do harm. */
  | { readonly kind: "failed"; readonly failure: ChatFailure; readonly again: boolean };

export type Sending<T> = () => Promise<Attempt<T>>;

export interface OutgoingQueue {
  /** In the order of asking, one a second in a channel. */
  post<T>(channel: string, send: Sending<T>): Promise<Result<T, ChatFailure>>;
  /** While an edit of the same thing waits, only the newest is sent, and all who asked get its result. */
  edit<T>(method: string, thing: string, send: Sending<T>): Promise<Result<T, ChatFailure>>;
  /** Out of turn, for what answers one person at once; waits only where Slack asks for it. The newest of too many is refused. */
  answer<T>(what: string, send: Sending<T>): Promise<Result<T, ChatFailure>>;
  /** The same for what is of use within a moment only. */
  prompt<T>(method: string, send: Sending<T>): Promise<Result<T, ChatFailure>>;
  /** A question that changes nothing, at once, and waiting only where Slack asks for it. */
  look<T>(method: string, send: Sending<T>): Promise<Result<T, ChatFailure>>;
  /** What shows how a question stands: it has a pace of its own, and waits as long as Slack asks for it. */
  mark<T>(method: string, send: Sending<T>): Promise<Result<T, ChatFailure>>;
  /** Resolves when nothing is left to send. */
  drained(): Promise<void>;
}

export interface QueueOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly limits: SlackLimits;
}

/**
 * Everything that the bot says unasked or in turn. What Slack holds back waits by itself, and the rest goes on: Slack limits
 * posts by channel, and all else by method.
 */
export function createOutgoingQueue(options: QueueOptions): OutgoingQueue {
  const self = newQueue(options);
  const underWay = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const forget = () => underWay.delete(work);
    work.then(forget, forget);
    return work;
  };
  return {
    post: (channel, send) => track(post(self, channel, send)),
    edit: (method, thing, send) => track(edit(self, method, { thing, send })),
    answer: (what, send) => track(answer(self, what, send)),
    prompt: (method, send) => track(persevere(self, { hold: method, patience: options.limits.dialogPatience }, send)),
    look: (method, send) => track(persevere(self, { hold: method, patience: options.limits.patience }, send)),
    mark: (method, send) => track(persevere(self, { hold: method, patience: options.limits.privatePatience }, send)),
    drained: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

interface Queue extends QueueOptions {
  readonly holds: Holds;
  readonly channels: Lanes;
  readonly things: Lanes;
  readonly edits: PacedLane;
  readonly answers: { underWay: number };
  /** Edits that have not begun, by what they edit; bounded by the lanes. */
  readonly waiting: Map<string, WaitingEdit>;
}

interface WaitingEdit {
  send: Sending<unknown>;
  readonly done: Promise<Result<unknown, ChatFailure>>;
}

function newQueue(options: QueueOptions): Queue {
  const { clock, limits, log } = options;
  const onRenewed = (why: RenewalCause) => log.warn("the queue to Slack was renewed", { why });
  const shared = { clock, onRenewed, waitingMax: limits.waitingMax, standstill: limits.standstill };
  const { lanesMax } = limits;
  const budget = {
    reservoir: limits.editBurst,
    reservoirIncreaseAmount: limits.editsPerRefill,
    reservoirIncreaseInterval: limits.editRefillEvery,
    reservoirIncreaseMaximum: limits.editBurst,
  };
  return {
    ...options,
    holds: createHolds(clock),
    channels: createLanes({ ...shared, lanesMax, pace: { maxConcurrent: 1, minTime: limits.postSpacing } }),
    things: createLanes({ ...shared, lanesMax, pace: { maxConcurrent: 1, minTime: limits.editSpacing } }),
    edits: createPacedLane({ ...shared, pace: budget }),
    answers: { underWay: 0 },
    waiting: new Map(),
  };
}

async function post<T>(self: Queue, channel: string, send: Sending<T>): Promise<Result<T, ChatFailure>> {
  const lane = self.channels.of(channel);
  if (lane === null) return fail(tooMuch);
  const wait = { hold: `chat.postMessage ${channel}`, patience: self.limits.patience };
  const ran = await lane.run(() => persevere(self, wait, send));
  return ran.ok ? ran.value : fail(tooMuch);
}

function edit<T>(
  self: Queue,
  hold: string,
  asked: { readonly thing: string; readonly send: Sending<T> },
): Promise<Result<T, ChatFailure>> {
  const { thing, send } = asked;
  const before = self.waiting.get(thing);
  // One thing is always edited by one method, so the newest send gives what the callers before asked for.
  if (before !== undefined) {
    before.send = send;
    return before.done as Promise<Result<T, ChatFailure>>;
  }
  const waiting: WaitingEdit = { send, done: Promise.resolve().then(() => runEdit(self, hold, { thing, waiting })) };
  self.waiting.set(thing, waiting);
  return waiting.done as Promise<Result<T, ChatFailure>>;
}

async function runEdit(
  self: Queue,
  hold: string,
  { thing, waiting }: { readonly thing: string; readonly waiting: WaitingEdit },
): Promise<Result<unknown, ChatFailure>> {
  const begin = () => {
    if (self.waiting.get(thing) === waiting) self.waiting.delete(thing);
  };
  const newest = async () => {
    begin();
    const attempt = await waiting.send();
    // Held back or failed: it waits again, and a newer edit may take its place.
    if (attempt.kind !== "sent" && !self.waiting.has(thing)) self.waiting.set(thing, waiting);
    return attempt;
  };
  const wait = { hold, patience: self.limits.patience };
  const ran = await self.things.of(thing)?.run(() => self.edits.run(() => persevere(self, wait, newest)));
  begin();
  return ran?.ok && ran.value.ok ? ran.value.value : fail(tooMuch);
}

async function answer<T>(self: Queue, hold: string, send: Sending<T>): Promise<Result<T, ChatFailure>> {
  if (self.answers.underWay >= self.limits.answersMax) return fail(tooMuch);
  self.answers.underWay += 1;
  try {
    return await persevere(self, { hold, patience: self.limits.privatePatience }, send);
  } finally {
    self.answers.underWay -= 1;
  }
}

const tooMuch: ChatFailure = {
  reason: "too much to say",
  detail: "Too many messages wait for Slack already, or Slack holds them back for too long. Ask again later.",
};

interface Wait {
  /** By which Slack holds it back. */
  readonly hold: string;
  /** How long the one who asked would wait, from the first try. */
  readonly patience: Millis;
}

/** Waits out what Slack holds back, and repeats what may be repeated, until the patience is over. */
async function persevere<T>(self: Queue, wait: Wait, send: Sending<T>): Promise<Result<T, ChatFailure>> {
  const { clock, limits, holds } = self;
  const { hold, patience } = wait;
  const until = millis(clock.monotonic() + patience);
  let failure = tooMuch;
  let tries = 0;
  while (await outwait(self, hold, until)) {
    const attempt = await send();
    if (attempt.kind === "sent") return succeed(attempt.value);
    if (attempt.kind === "limited") {
      self.log.warn("slack asks for a pause", { hold, retryAfterMs: attempt.retryAfter });
      holds.hold(hold, attempt.retryAfter);
    } else {
      failure = attempt.failure;
      tries += 1;
      if (!attempt.again || tries >= limits.triesMax) break;
      await pause(clock, millis(limits.retryPause * 2 ** (tries - 1) * (0.5 + self.chance() / 2)));
    }
  }
  return fail(failure);
}

/** Waits out a hold; false at once when it lasts longer than until then. */
async function outwait({ clock, holds }: Queue, hold: string, until: Millis): Promise<boolean> {
  // Again and again: somebody else may be told to wait longer meanwhile.
  for (;;) {
    const rest = holds.left(hold);
    if (clock.monotonic() + rest > until) return false;
    if (rest === 0) return true;
    await pause(clock, rest);
  }
}

function pause(clock: Clock, duration: Millis): Promise<void> {
  return new Promise((resolve) => void clock.after(duration, resolve));
}
