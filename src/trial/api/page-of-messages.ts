import { isTrue, type JsonObject, textIn } from "../json.ts";
import type { Message } from "../messages.ts";

/** Slack gives 100 unless asked otherwise, and never more than 999. */
const LIMIT = 100;
const LIMIT_MAX = 999;

export interface PageOfMessages {
  readonly messages: readonly Message[];
  /** The cursor of the next page, "" after the last. */
  readonly next: string;
}

/** The messages within `oldest` and `latest`, in the order given, a page at a time; null for a cursor that is none. */
export function pageOf(args: JsonObject, messages: readonly Message[]): PageOfMessages | null {
  const within = messages.filter(({ ts }) => isWithin(Number(ts), args));
  const cursor = textIn(args.cursor) ?? "";
  const after = cursor === "" ? null : /^ts:([\d.]+)$/.exec(atobOrEmpty(cursor))?.[1];
  if (after === undefined) return null;
  const from = after === null ? 0 : within.findIndex(({ ts }) => ts === after) + 1;
  const page = within.slice(from, from + limitIn(args));
  const last = page.at(-1);
  const isLast = last === undefined || from + page.length >= within.length;
  return { messages: page, next: isLast ? "" : btoa(`ts:${last.ts}`) };
}

/** The bounds themselves are left out unless they are asked for. */
function isWithin(ts: number, { oldest, latest, inclusive }: JsonObject): boolean {
  const from = numberIn(oldest, 0);
  const to = numberIn(latest, Number.POSITIVE_INFINITY);
  return isTrue(inclusive) ? ts >= from && ts <= to : ts > from && ts < to;
}

function limitIn({ limit }: JsonObject): number {
  const wanted = Math.floor(numberIn(limit, LIMIT));
  return Math.min(LIMIT_MAX, Math.max(1, wanted));
}

function numberIn(value: unknown, otherwise: number): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : otherwise;
}

function atobOrEmpty(text: string): string {
  try {
    return atob(text);
  } catch {
    return "";
  }
}
