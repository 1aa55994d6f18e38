import { millis } from "../../domain/time.ts";
import type { ChatFailure } from "../ports.ts";
import { loseRoot } from "./lose-root.ts";
import type { Entry } from "./outbox-book.ts";
import { ask, editSpacing, endTrouble, type OutboxDesk, pauseEntry, pauseLane, setSent, store } from "./outbox-desk.ts";

/** Shows the newest state in a message that stands; what was in between is never sent. Repeating it does no harm. */
export async function editMessage(desk: OutboxDesk, entry: Entry): Promise<void> {
  const { message, ready, lane } = entry;
  const { ref } = message;
  if (ready === null || ref === null) return;
  const edited = await ask(desk, () => desk.chat.editNotice(ref, ready.notice));
  lane.editAt = millis(desk.clock.monotonic() + editSpacing);
  lane.lastWasEdit = true;
  if (edited.ok) {
    setSent(entry, ready.revision);
    entry.waitingSince = desk.clock.monotonic();
    void store(desk, [entry]);
    endTrouble(desk, lane);
  } else failEdit(desk, entry, edited.error);
}

function failEdit(desk: OutboxDesk, entry: Entry, failure: ChatFailure): void {
  const { reason } = failure;
  if (reason === "no answer" || reason === "too much to say") pauseLane(desk, entry.lane, failure);
  else if (reason !== "refused") loseRoot(desk, entry, failure);
  else {
    pauseEntry(desk, entry);
    desk.log.warn("The chat refuses an edit; it is tried again.", { message: entry.message.id, ...failure });
  }
}
