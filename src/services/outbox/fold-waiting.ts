import { chooseFolded, singlesMax } from "../../domain/notice/choose-singles.ts";
import { type CountedTransition, foldBacklog } from "../../domain/notice/fold-backlog.ts";
import type { AlertNotice, BacklogNotice } from "../../domain/notice/notice.ts";
import { instant, seconds } from "../../domain/time.ts";
import type { UntoldTransition } from "../ports-store.ts";
import type { Fold } from "./fold.ts";
import { foldOldLines } from "./fold-old-lines.ts";
import { change, type Entry, type Lane } from "./outbox-book.ts";
import { letGo, type OutboxDesk, store } from "./outbox-desk.ts";

/**
 * Where more alerts wait in a channel than people read one by one, the rest becomes one message that counts them. Every
 * transition is either shown by its own message or counted in that one, and its record says in which.
 */
export async function foldWaiting(desk: OutboxDesk, lane: Lane): Promise<void> {
  const fold: Fold = { changed: new Set(), forgotten: [], retold: [], counted: new Map() };
  const folded = lane.place.kind === "channel" ? foldRoots(desk, lane, fold) : [];
  for (const entry of folded) retellFolded(desk, entry, fold);
  foldLines(desk, lane, fold);
  for (const [backlog, added] of fold.counted) revise(desk, backlog, added);
  foldOldLines(desk, lane, fold);
  if (fold.changed.size === 0 && fold.forgotten.length === 0) return;
  for (const entry of fold.forgotten) desk.book.remove(entry);
  if (lane.trouble !== null) lane.trouble.combined += fold.retold.length;
  await store(desk, fold.changed, { retold: fold.retold, forgotten: fold.forgotten.map(({ message }) => message.id) });
  for (const entry of fold.changed) if (entry.ready === null || fold.counted.has(entry)) letGo(entry);
}

/** Folds what is too much, and gives all that are folded now. */
function foldRoots(desk: OutboxDesk, lane: Lane, fold: Fold): readonly Entry[] {
  const waiting = [...lane.entries.values()].filter(isUnposted);
  const ids = chooseFolded(
    waiting.map(({ message, ready }) => ({ id: message.id, createdAt: message.createdAt, notice: alertIn(ready) })),
  );
  let room = singlesMax - (waiting.length - ids.length);
  const folded: Entry[] = [];
  for (const entry of lane.entries.values()) {
    if (entry.message.foldedInto === null) continue;
    const isSingleAgain = room > 0 && isNews(entry);
    if (isSingleAgain) {
      change(entry, { foldedInto: null });
      fold.changed.add(entry);
      room -= 1;
    } else folded.push(entry);
  }
  if (ids.length === 0) return folded;
  const backlog = openBacklog(desk, lane, waiting);
  for (const id of ids) {
    const entry = desk.book.find(id);
    if (entry === null) continue;
    change(entry, { foldedInto: backlog.message.id });
    fold.changed.add(entry);
    fold.counted.set(backlog, fold.counted.get(backlog) ?? []);
    folded.push(entry);
  }
  return folded;
}

/** Surely not in the chat, and about an alert. */
function isUnposted({ message, ready }: Entry): boolean {
  return (
    ready?.notice.kind === "alert" &&
    message.ref === null &&
    message.attemptedAt === null &&
    message.foldedInto === null &&
    message.notes?.reposted !== true
  );
}

function alertIn(ready: Entry["ready"]): AlertNotice {
  if (ready?.notice.kind !== "alert") throw new Error("only alerts are folded");
  return ready.notice;
}

/** It was counted before, and has since become critical or fired again. */
function isNews(entry: Entry): boolean {
  const { notice } = entry.ready ?? {};
  if (notice?.kind !== "alert" || notice.state === "resolved") return false;
  const kinds = countable(entry).map(({ transition }) => transition);
  return kinds.includes("fired") || (kinds.includes("worse") && notice.severity === "critical");
}

/** Those alone whose record is stored. */
function countable({ message, ready }: Entry): readonly UntoldTransition[] {
  return (message.notes?.untold ?? []).filter(({ revision }) => revision <= (ready?.revision ?? 0));
}

/** One that still takes in more: it was not shown yet, or is younger than an hour. */
function openBacklog(desk: OutboxDesk, lane: Lane, waiting: readonly Entry[]): Entry {
  const now = desk.clock.now();
  for (const entry of lane.entries.values()) if (isOpenBacklog(entry, now)) return entry;
  const since = instant(Math.min(now, ...waiting.map(({ message }) => message.createdAt)));
  const { timeOfDay } = desk;
  const notice = foldBacklog({ previous: null, added: [], alerts: [], since, now, timeOfDay });
  const { id } = desk.add({ id: desk.newId(), place: lane.place, urgency: "warning", notice });
  const entry = desk.book.find(id);
  if (entry === null) throw new Error("a message of a channel is always in the book");
  return entry;
}

export function isOpenBacklog({ message }: Entry, now: number): boolean {
  return message.notice.kind === "backlog" && (message.ref === null || now - message.notice.since < openFor);
}

/** A message that grows for longer is about more than one storm, and out of sight. */
const openFor = seconds(3600);

/** Counts in the backlog message what the entry, which is folded into it, would have told. */
function retellFolded(desk: OutboxDesk, entry: Entry, fold: Fold): void {
  const added = countable(entry);
  const backlog = desk.book.find(entry.message.foldedInto ?? "");
  if (added.length === 0 || backlog === null) return;
  const { key } = alertIn(entry.ready);
  count(
    fold,
    backlog,
    added.map(({ id, transition }) => ({ id, rule: key.rule, transition })),
  );
  const { untold, ...notes } = entry.message.notes ?? {};
  const left = (untold ?? []).filter((each) => !added.includes(each));
  change(entry, { notes: left.length === 0 ? notes : { ...notes, untold: left } });
  fold.changed.add(entry);
}

function count(fold: Fold, backlog: Entry, added: readonly (CountedTransition & { readonly id: string })[]): void {
  fold.counted.set(backlog, [...(fold.counted.get(backlog) ?? []), ...added]);
  fold.retold.push(...added.map(({ id }) => ({ transition: id, message: backlog.message.id })));
  fold.changed.add(backlog);
}

/** A line under a message that is not sent any more is counted where that one is. */
function foldLines(desk: OutboxDesk, lane: Lane, fold: Fold): void {
  for (const entry of lane.entries.values()) {
    const { place, ref, attemptedAt } = entry.message;
    if (place.kind !== "thread" || ref !== null || attemptedAt !== null || entry.ready === null) continue;
    const root = desk.book.find(place.of);
    const backlog = desk.book.find(root?.message.foldedInto ?? "");
    if (root === null || backlog === null) continue;
    const { rule } = alertIn(root.ready).key;
    count(
      fold,
      backlog,
      countable(entry).map(({ id, transition }) => ({ id, rule, transition })),
    );
    fold.forgotten.push(entry);
  }
}

function revise(desk: OutboxDesk, backlog: Entry, added: readonly CountedTransition[]): void {
  const { message, lane } = backlog;
  const alerts = [...lane.entries.values()].flatMap(({ message: { foldedInto, notice } }) =>
    foldedInto === message.id && notice.kind === "alert" ? [notice] : [],
  );
  const previous = message.notice as BacklogNotice;
  const { timeOfDay, clock } = desk;
  const notice = foldBacklog({ previous, added, alerts, since: previous.since, now: clock.now(), timeOfDay });
  const isCritical = alerts.some(({ severity, state }) => severity === "critical" && state !== "resolved");
  const urgency = isCritical ? "critical" : "warning";
  // Before it was ever stored it is at its first revision.
  const revision = backlog.ready === null ? message.revision : message.revision + 1;
  change(backlog, { notice, urgency, revision });
}
