import { seconds } from "../../domain/time.ts";
import { isOpenBacklog } from "./fold-waiting.ts";
import { type Entry, isSent, type Lane } from "./outbox-book.ts";
import type { OutboxDesk } from "./outbox-desk.ts";

/**
 * Messages that will never change again leave the memory and the store: lines as soon as they stand, roots when their
 * owner has finished them, what has no owner a day after. Folded alerts go together with the message that counts them.
 */
export function forgetDone(desk: OutboxDesk, lane: Lane): void {
  const now = desk.clock.now();
  const rootsInUse = new Set<string>();
  for (const { message } of lane.entries.values()) {
    if (message.place.kind === "thread" && message.ref === null) rootsInUse.add(message.place.of);
  }
  const done = [...lane.entries.values()].filter(
    (entry) => !rootsInUse.has(entry.message.id) && isDone(entry, now) && entry.message.foldedInto === null,
  );
  const counted = done.flatMap(({ message }) =>
    message.notice.kind === "backlog" ? foldedInto(lane, message.id) : [],
  );
  const hopeless = [...lane.entries.values()].filter((entry) => isHopeless(entry, now));
  for (const { message } of hopeless) {
    desk.log.error("A direct message was refused for a day and is given up.", { message: message.id });
  }
  const gone = [...done, ...counted, ...hopeless, ...surplus(lane)];
  if (gone.length === 0) return;
  for (const entry of gone) desk.book.remove(entry);
  void desk.saver.save({ forgotten: gone.map(({ message }) => message.id) });
}

function isDone(entry: Entry, now: number): boolean {
  const { message, lane } = entry;
  if (!isSent(entry)) return false;
  if (message.place.kind === "thread" || message.notes?.finished === true) return true;
  if (message.notice.kind === "backlog") {
    const alerts = foldedInto(lane, message.id);
    return !isOpenBacklog(entry, now) && alerts.every((each) => isFinished(each));
  }
  return ownerless.has(message.notice.kind) && now - message.createdAt > keptFor;
}

/** Nobody revises or finishes them. */
const ownerless: ReadonlySet<string> = new Set(["sentence", "digest", "noise", "direct"]);
/** So long what was said once a day is known to have been said, and a direct message can be brought up to date. */
const keptFor = seconds(24 * 3600);

function foldedInto(lane: Lane, id: string): readonly Entry[] {
  return [...lane.entries.values()].filter(({ message }) => message.foldedInto === id);
}

function isFinished({ message }: Entry): boolean {
  return message.notes?.finished === true && (message.notes.untold ?? []).length === 0;
}

/** Someone who left the workspace cannot be told; everything else is kept until somebody can. */
function isHopeless({ message, failures }: Entry, now: number): boolean {
  return message.place.kind === "direct" && failures > 0 && now - message.createdAt > keptFor;
}

/** Alerts that are over are kept for the names of their hosts; in an outage of a day they would fill the memory. */
const foldedMax = 5000;

function surplus(lane: Lane): readonly Entry[] {
  const folded = [...lane.entries.values()].filter(({ message }) => message.foldedInto !== null);
  return folded.length <= foldedMax ? [] : folded.filter(isFinished).slice(0, folded.length - foldedMax);
}
