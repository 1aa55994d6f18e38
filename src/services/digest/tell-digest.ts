import { digestOf } from "../../domain/digest/digest-of.ts";
import { digestForThread, shortDigest } from "../../domain/digest/short-digest.ts";
import type { DigestNotice } from "../../domain/notice/notice.ts";
import { type Instant, instant, type Millis, millis, seconds } from "../../domain/time.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeSaver } from "../outbox/save-changes.ts";
import type { Cancel, Clock, Log } from "../ports.ts";
import type { Calendar } from "../ports-calendar.ts";
import { gatherWeek, type WeekSources } from "./gather-week.ts";

export interface DigestTeller {
  /** Tells a digest that fell due while the bot was down, and then each when it is due. */
  start(): void;
  /** Waits for the digest that is being made. */
  stop(): Promise<void>;
}

export interface DigestOptions extends WeekSources {
  readonly calendar: Calendar;
  readonly outbox: Outbox;
  readonly saver: ChangeSaver;
  readonly clock: Clock;
  readonly log: Log;
  /** When digests are due, in the calendar's zone: "0 9 * * 1". */
  readonly cron: string;
  /** Where they are told: a name with its "#", or an id. */
  readonly channel: string;
  /** As the store had them when the bot started. */
  readonly memos: Readonly<Record<string, string>>;
}

/** In the memos of the store: the due time of the last digest, in ms since 1970 on the wall clock. */
export const digestMemo = "digest told at";
/** A digest that is later than this is left to the next one, which then covers its time too. */
export const lateMax: Millis = seconds(86_400);
/** A digest after a long time without one covers no more than this: what is older is no news. */
export const coveredMax: Millis = seconds(35 * 86_400);
/** The wall clock may be set, and the machine may sleep: what is due is looked up this often at least. */
export const lookAgainMax: Millis = seconds(3600);

/** Tells each digest once: its message and the memo that it is told are stored together. */
export function createDigestTeller(options: DigestOptions): DigestTeller {
  const self: Telling = { ...options, told: options.clock.now() };
  let cancel: Cancel = () => undefined;
  let underWay: Promise<void> = Promise.resolve();
  let isStopped = false;

  function look(): void {
    underWay = tellDue(self)
      .catch((error: unknown) => self.log.error("the digest was not told", { error: String(error) }))
      .then(() => {
        if (!isStopped) cancel = self.clock.after(untilNext(self), look);
      });
  }

  return {
    start() {
      begin(self);
      look();
    },
    async stop() {
      isStopped = true;
      cancel();
      await underWay;
    },
  };
}

interface Telling extends DigestOptions {
  /** Due time of the last digest that was told or had nothing to tell; digests cover the time since. */
  told: Instant;
}

/** In its first run the bot has seen nothing of the week before, so it begins to count now. */
function begin(self: Telling): void {
  const { memos, clock, saver, log, calendar, cron } = self;
  const now = clock.now();
  const stored = Number(memos[digestMemo] ?? Number.NaN);
  // A memo from the future was written by a clock that was wrong; by less than a day it may be this one that is.
  const isUsable = Number.isFinite(stored) && stored - now < lateMax;
  self.told = isUsable ? instant(stored) : now;
  if (!isUsable) void saver.save({ memos: { [digestMemo]: String(now) } });
  if (calendar.next(cron, now) === null) log.warn("no digest will be told: its calendar names no time", { cron });
}

async function tellDue(self: Telling): Promise<void> {
  const { calendar, clock, cron, log } = self;
  const now = clock.now();
  const due = calendar.last(cron, now);
  if (due === null || due <= self.told || now - due >= lateMax) return;
  const span = { from: instant(Math.max(self.told, due - coveredMax)), to: due };
  const week = await gatherWeek(self, span, now);
  if (!week.ok) return log.warn("the digest waits for the store", { reason: week.error.reason });
  await tell(self, due, digestOf(week.value));
}

/** What one message does not hold stands whole in its thread. The id is that of the due time, so that a bot that died before it had stored the memo posts no second one. */
async function tell(self: Telling, due: Instant, notice: DigestNotice | null): Promise<void> {
  const { outbox, saver, channel } = self;
  self.told = due;
  const memos = { [digestMemo]: String(due) };
  if (notice === null) {
    await saver.save({ memos });
    return;
  }
  const id = `digest ${due}`;
  const short = shortDigest(notice);
  const message = outbox.add({ id, place: { kind: "channel", channel }, urgency: "history", notice: short });
  const place = { kind: "thread", of: id, broadcast: false } as const;
  const whole = { id: `${id} whole`, place, urgency: "history", notice: digestForThread(notice) } as const;
  const rest = short === notice ? [] : [outbox.add(whole)];
  await saver.save({ outbox: [message, ...rest], memos });
  outbox.release([message, ...rest]);
  outbox.finish(id);
}

function untilNext({ calendar, clock, cron }: Telling): Millis {
  const now = clock.now();
  const next = calendar.next(cron, now);
  return next === null ? lookAgainMax : millis(Math.min(next - now, lookAgainMax));
}
