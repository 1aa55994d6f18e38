import type { Notice } from "../../domain/notice/notice.ts";
import type { ChatFailure } from "../ports.ts";
import { change, type Entry } from "./outbox-book.ts";
import { type OutboxDesk, pauseEntry, setSent, store } from "./outbox-desk.ts";

/**
 * A message stands no longer where people would see its changes: it was deleted, or its channel was archived. One that is
 * about something still wrong is posted anew, once; who deletes it twice does not want it. The lines of one that is left as
 * it is count as told with it.
 */
export function loseRoot(desk: OutboxDesk, root: Entry, failure: ChatFailure): void {
  const { message, ready } = root;
  if (ready === null) return;
  if (isWanted(ready.notice) && message.notes?.reposted !== true) {
    change(root, { ref: null, attemptedAt: null, sentRevision: 0, notes: { ...message.notes, reposted: true } });
    void store(desk, [root]);
    return;
  }
  // A channel can come back, a deleted message cannot.
  if (failure.reason === "message gone") giveUp(desk, root, ready.revision);
  else pauseEntry(desk, root);
}

function giveUp(desk: OutboxDesk, root: Entry, revision: number): void {
  const { id } = root.message;
  setSent(root, revision);
  const lines = linesUnder(root);
  for (const line of lines) desk.book.remove(line);
  const retold = lines.flatMap(({ message: { notes } }) =>
    (notes?.untold ?? []).map(({ id: transition }) => ({ transition, message: id })),
  );
  void store(desk, [root], { retold, forgotten: lines.map((line) => line.message.id) });
}

function isWanted(notice: Notice): boolean {
  if (notice.kind === "alert") return notice.state !== "resolved";
  return notice.kind === "backlog" && notice.counted.stillFiring > 0;
}

function linesUnder({ message, lane }: Entry): readonly Entry[] {
  return [...lane.entries.values()].filter(
    ({ message: { place, ref }, ready }) =>
      place.kind === "thread" && place.of === message.id && ref === null && ready !== null,
  );
}
