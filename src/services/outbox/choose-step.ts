import { type Millis, millis } from "../../domain/time.ts";
import { type Entry, isWaiting, type Lane } from "./outbox-book.ts";

/** What a lane is to do next. `wait`: until that time on the monotonic clock, or until something changes. */
export type Step =
  | { readonly kind: "post" | "look" | "edit"; readonly entry: Entry }
  | { readonly kind: "wait"; readonly until: Millis | null };

/**
 * Most urgent first: critical and warning posts, roots before lines, then edits, then history. Edits have a pace of their
 * own, and use the pauses between posts; after an edit history has its turn, so that neither starves the other.
 */
export function chooseStep(lane: Lane, find: (id: string) => Entry | null, now: Millis): Step {
  if (lane.pausedUntil > now) return { kind: "wait", until: lane.pausedUntil };
  const { posts, edits, until } = waitingIn(lane, find, now);
  const looked = posts.find(({ entry }) => entry.message.attemptedAt !== null);
  if (looked !== undefined) return { kind: "look", entry: looked.entry };
  const post = lane.postAt <= now ? posts[0] : undefined;
  const edit = lane.editAt <= now ? edits[0] : undefined;
  if (post !== undefined && post.rank < historyRank) return rootFirst(post.entry, find, now);
  if (edit !== undefined && (post === undefined || !lane.lastWasEdit)) return { kind: "edit", entry: edit };
  if (post !== undefined) return { kind: "post", entry: post.entry };
  const slots = [...(posts.length > 0 ? [lane.postAt] : []), ...(edits.length > 0 ? [lane.editAt] : []), ...until];
  return { kind: "wait", until: slots.length === 0 ? null : millis(Math.min(...slots)) };
}

interface Candidate {
  readonly entry: Entry;
  readonly rank: number;
}

/** A root before the lines of the same urgency. */
const ranks = { critical: 0, warning: 2, history: 4 } as const;
const historyRank = ranks.history;

interface Waiting {
  /** Most urgent first, then oldest; of each thread the first line alone. */
  readonly posts: readonly Candidate[];
  readonly edits: readonly Entry[];
  /** When those fall due that may not be tried yet. */
  readonly until: readonly Millis[];
}

function waitingIn(lane: Lane, find: (id: string) => Entry | null, now: Millis): Waiting {
  const posts: Candidate[] = [];
  const edits: Entry[] = [];
  const lines = new Map<string, Entry[]>();
  for (const entry of lane.entries.values()) {
    if (!isWaiting(entry)) continue;
    const { ref, place } = entry.message;
    if (ref !== null) edits.push(entry);
    else if (place.kind !== "thread") posts.push({ entry, rank: rankOf(entry) });
    else if (hasPlace(find(place.of))) lines.set(place.of, [...(lines.get(place.of) ?? []), entry]);
  }
  const heads = [...lines.values()].map(headOf);
  const all = [...posts, ...heads];
  const isDue = (entry: Entry): boolean => entry.notBefore <= now;
  return {
    posts: all
      .filter(({ entry }) => isDue(entry))
      .sort((a, b) => a.rank - b.rank || a.entry.message.createdAt - b.entry.message.createdAt),
    edits: edits.filter(isDue).sort((a, b) => editOrder(a) - editOrder(b)),
    until: [...all.map(({ entry }) => entry), ...edits].filter((entry) => !isDue(entry)).map((each) => each.notBefore),
  };
}

function hasPlace(root: Entry | null): boolean {
  return root !== null && root.message.ref !== null && root.message.foldedInto === null;
}

function rankOf({ ready, message }: Entry): number {
  return ranks[ready?.urgency ?? message.urgency];
}

/** Lines keep their order: the first is as urgent as the most urgent behind it. */
function headOf(lines: readonly Entry[]): Candidate {
  const [first] = lines.toSorted((a, b) => a.message.createdAt - b.message.createdAt) as [Entry];
  return { entry: first, rank: Math.min(...lines.map(rankOf)) + 1 };
}

/** The longest unsent first, the critical as if they had waited for a minute longer: so nobody waits for ever. */
function editOrder(entry: Entry): number {
  return entry.waitingSince - (rankOf(entry) === ranks.critical ? criticalLead : 0);
}

const criticalLead = 60_000;

/** The line says that it got worse: the message above must not say otherwise. */
function rootFirst(entry: Entry, find: (id: string) => Entry | null, now: Millis): Step {
  const { place } = entry.message;
  const root = place.kind === "thread" ? find(place.of) : null;
  const isBehind = root !== null && isWaiting(root) && root.notBefore <= now && root.lane.editAt <= now;
  return isBehind ? { kind: "edit", entry: root } : { kind: "post", entry };
}
