import { combineLines } from "../../domain/notice/combine-lines.ts";
import { instant } from "../../domain/time.ts";
import type { OutgoingMessage } from "../ports-store.ts";
import type { Fold } from "./fold.ts";
import { change, type Entry, type Lane } from "./outbox-book.ts";
import type { OutboxDesk } from "./outbox-desk.ts";

/**
 * Lines that have waited for longer than ten minutes: under each root the newest three are told, and one line before them
 * counts the others.
 */
export function foldOldLines(desk: OutboxDesk, lane: Lane, fold: Fold): void {
  for (const lines of waitingLines(lane)) {
    const [oldest] = lines;
    if (oldest === undefined || desk.clock.now() - oldest.message.createdAt < oldAfter) continue;
    const many = lines.slice(0, -newestMax);
    const isOneAlready = many.length === 1 && countOf(many[0]) > 1;
    if (many.length > 0 && !isOneAlready) combine(desk, many, fold);
  }
}

/** An answer to what happened so long ago is history. */
const oldAfter = 600_000;
const newestMax = 3;

/** Never posted, by root, oldest first. */
function waitingLines(lane: Lane): readonly (readonly Entry[])[] {
  const byRoot = new Map<string, Entry[]>();
  for (const entry of lane.entries.values()) {
    const { place, ref, attemptedAt, foldedInto } = entry.message;
    if (place.kind !== "thread" || ref !== null || attemptedAt !== null || foldedInto !== null) continue;
    if (entry.ready !== null) byRoot.set(place.of, [...(byRoot.get(place.of) ?? []), entry]);
  }
  return [...byRoot.values()].map((lines) => lines.sort((a, b) => a.message.createdAt - b.message.createdAt));
}

function combine(desk: OutboxDesk, lines: readonly Entry[], fold: Fold): void {
  const into = lines.find((line) => countOf(line) > 1) ?? lines[0];
  if (into === undefined) return;
  const others = lines.filter((line) => line !== into);
  const total = lines.reduce((sum, line) => sum + countOf(line), 0);
  const times = lines.map(({ message }) => message.createdAt);
  const untold = lines.flatMap(({ message }) => message.notes?.untold ?? []);
  const notice = combineLines({
    count: total,
    from: instant(Math.min(...times)),
    to: instant(Math.max(...times)),
    mentions: lines.flatMap(({ message }) => (message.notice.kind === "thread" ? message.notice.mentions : [])),
    timeOfDay: desk.timeOfDay,
  });
  const notes = { ...into.message.notes, combines: total, untold: untold.map((each) => ({ ...each, revision: 1 })) };
  // It was never shown, so that it is still at its first revision.
  change(into, { notice, notes, urgency: mostUrgent(lines) });
  into.ready = { notice, urgency: into.message.urgency, revision: into.message.revision };
  fold.changed.add(into);
  fold.forgotten.push(...others);
  for (const { message } of others) {
    const told = (message.notes?.untold ?? []).map(({ id }) => ({ transition: id, message: into.message.id }));
    fold.retold.push(...told);
  }
}

function countOf(line: Entry | undefined): number {
  return line?.message.notes?.combines ?? 1;
}

function mostUrgent(lines: readonly Entry[]): OutgoingMessage["urgency"] {
  const all = lines.map(({ message }) => message.urgency);
  return (["critical", "warning"] as const).find((urgency) => all.includes(urgency)) ?? "history";
}
