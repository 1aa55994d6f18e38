import type { MessageRef } from "../../domain/notice/message-ref.ts";
import { instant, millis, seconds } from "../../domain/time.ts";
import type { ChatFailure } from "../ports.ts";
import { addressesOf } from "./fallback-route.ts";
import { change, type Entry } from "./outbox-book.ts";
import { ask, type OutboxDesk, pauseLane } from "./outbox-desk.ts";
import { lookAfter, settlePost } from "./post-message.ts";

/**
 * Finds out whether a message stands in the chat whose post had no answer, in this run of the bot or before it. When it
 * surely does not it may be posted again. A chat that does not answer is asked again for as long as it takes; one that
 * refuses to say is asked three times, and then the message is posted at the risk of standing twice.
 */
export async function lookUpMessage(desk: OutboxDesk, entry: Entry): Promise<void> {
  const found = await lookEverywhere(desk, entry);
  const now = desk.clock.monotonic();
  if (found.kind === "found") {
    const { place, revision, sentRevision } = entry.message;
    // Which state it shows is not known, unless it is a line, which has only one.
    settlePost(desk, entry, { ref: found.ref, revision: place.kind === "thread" ? revision : sentRevision });
  } else if (found.kind === "cannot ask") {
    entry.notBefore = millis(now + lookAfter);
    pauseLane(desk, entry.lane, found.failure);
  } else if (found.kind === "refused" && entry.looks + 1 < looksMax) {
    entry.looks += 1;
    entry.notBefore = millis(now + lookAfter * 2 ** entry.looks);
  } else postAgain(desk, entry, found.kind === "refused");
}

function postAgain(desk: OutboxDesk, entry: Entry, isRisky: boolean): void {
  entry.looks = 0;
  entry.notBefore = millis(0);
  change(entry, { attemptedAt: null, maybeTwice: entry.message.maybeTwice || isRisky });
  if (isRisky)
    desk.log.warn("Nobody can say whether a message arrived; it is posted again.", { message: entry.message.id });
}

type Found =
  | { readonly kind: "found"; readonly ref: MessageRef }
  | { readonly kind: "not there" }
  | { readonly kind: "cannot ask"; readonly failure: ChatFailure }
  | { readonly kind: "refused" };

async function lookEverywhere(desk: OutboxDesk, entry: Entry): Promise<Found> {
  const { id, attemptedAt } = entry.message;
  const since = instant((attemptedAt ?? desk.clock.now()) - clockMargin);
  let isRefused = false;
  for (const address of entry.attemptedTo === null ? addressesOf(desk, entry) : [entry.attemptedTo]) {
    const found = await ask(desk, () => desk.chat.findNotice(address, { id, since }));
    if (found.ok && found.value !== null) return { kind: "found", ref: found.value };
    if (found.ok) continue;
    const { reason } = found.error;
    if (reason === "no answer" || reason === "too much to say") return { kind: "cannot ask", failure: found.error };
    isRefused = true;
  }
  return { kind: isRefused ? "refused" : "not there" };
}

/** A missing scope stays missing; a channel that was only being moved is back after so many looks. */
const looksMax = 3;

/** The chat counts by its own clock: a bot that is ahead by less still finds its message. */
const clockMargin = seconds(300);
