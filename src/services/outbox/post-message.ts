import type { MessageRef } from "../../domain/notice/message-ref.ts";
import type { Notice } from "../../domain/notice/notice.ts";
import { millis, seconds } from "../../domain/time.ts";
import type { ChatFailure } from "../ports.ts";
import type { NoticeAddress } from "../ports-notices.ts";
import { isClosed, noteClosed, routeOf, takeTurn } from "./fallback-route.ts";
import { loseRoot } from "./lose-root.ts";
import { change, type Entry } from "./outbox-book.ts";
import { ask, endTrouble, type OutboxDesk, pauseEntry, pauseLane, postSpacing, setSent, store } from "./outbox-desk.ts";

/**
 * Posts a message that surely does not stand in the chat. That it is tried is on disk before, so that whatever happens to
 * the bot it is looked up before it is posted again. With a store that is out of order it is sent all the same: an alert
 * told twice is better than one that is not told.
 */
export async function postMessage(desk: OutboxDesk, entry: Entry): Promise<void> {
  change(entry, { attemptedAt: desk.clock.now() });
  if ((await store(desk, [entry])) === "not stored") change(entry, { maybeTwice: true });
  const shown = entry.ready;
  if (shown === null) return;
  const notice = await withLink(desk, shown.notice);
  const sent = await tryRoute(desk, entry, notice);
  if (sent.ok) settlePost(desk, entry, { ref: sent.ref, revision: shown.revision });
  else failPost(desk, entry, sent);
}

type Sent =
  | { readonly ok: true; readonly ref: MessageRef }
  | { readonly ok: false; readonly failure: ChatFailure; readonly address: NoticeAddress };

async function tryRoute(desk: OutboxDesk, entry: Entry, notice: Notice): Promise<Sent> {
  let refused: Extract<Sent, { ok: false }> | null = null;
  for (const { address, lane } of routeOf(desk, entry)) {
    if (lane !== entry.lane) await takeTurn(desk, lane);
    const posted = await ask(desk, () => desk.chat.postNotice(address, { id: entry.message.id, notice }));
    lane.postAt = millis(desk.clock.monotonic() + postSpacing);
    if (posted.ok) {
      if (refused !== null) noteClosed(desk, entry.lane, refused.failure);
      return { ok: true, ref: posted.value };
    }
    if (!isClosed(posted.error)) return { ok: false, failure: posted.error, address };
    refused ??= { ok: false, failure: posted.error, address };
  }
  if (refused === null) throw new Error("a message has at least one address");
  return refused;
}

/** A message of a thread never changes, and is forgotten as soon as it stands. */
export function settlePost(
  desk: OutboxDesk,
  entry: Entry,
  { ref, revision }: { readonly ref: MessageRef; readonly revision: number },
): void {
  setSent(entry, revision, { ref });
  entry.looks = 0;
  entry.attemptedTo = null;
  entry.waitingSince = desk.clock.monotonic();
  entry.lane.lastWasEdit = false;
  void store(desk, [entry]);
  endTrouble(desk, entry.lane);
}

function failPost(desk: OutboxDesk, entry: Entry, { failure, address }: Extract<Sent, { ok: false }>): void {
  if (failure.reason === "no answer") {
    entry.attemptedTo = address;
    entry.notBefore = millis(desk.clock.monotonic() + lookAfter);
    pauseLane(desk, entry.lane, failure);
    return;
  }
  // After every other failure it surely does not stand in the chat.
  change(entry, { attemptedAt: null });
  if (failure.reason === "too much to say") pauseLane(desk, entry.lane, failure);
  else refusePost(desk, entry, failure);
}

function refusePost(desk: OutboxDesk, entry: Entry, failure: ChatFailure): void {
  const { id, place } = entry.message;
  const root = place.kind === "thread" ? desk.book.find(place.of) : null;
  if (root !== null && failure.reason !== "refused") {
    loseRoot(desk, root, failure);
    // Where the root is posted anew the line waits for it, and where it was given up the line is gone.
    if (root.message.ref === null || desk.book.find(id) === null) return;
  }
  pauseEntry(desk, entry);
  desk.log.warn("The chat refuses a message; it is kept and tried again.", { message: id, ...failure });
}

/** Until then a message whose answer was lost has appeared, if it was taken. */
export const lookAfter = seconds(2);

/** A direct message about an alert says where the alert's message stands, as far as that is known by now. */
async function withLink(desk: OutboxDesk, notice: Notice): Promise<Notice> {
  if (notice.kind !== "direct" || notice.link !== null) return notice;
  const ref = rootOf(desk, notice.alert)?.message.ref ?? null;
  if (ref === null) return notice;
  try {
    return { ...notice, link: await desk.chat.linkTo(ref) };
  } catch {
    return notice;
  }
}

function rootOf(desk: OutboxDesk, alert: string): Entry | null {
  for (const entry of desk.book.all()) {
    const { notice } = entry.message;
    if (notice.kind === "alert" && notice.alert === alert) return entry;
  }
  return null;
}
