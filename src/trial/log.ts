import type { Announcements } from "./announcements.ts";
import { clip, type JsonObject, renderJson } from "./json.ts";

/** Two thousand entries hold a long test or an hour of somebody's play, at a few megabytes. */
export const LOG_ENTRIES_MAX = 2000;

/** Longer arguments and payloads are kept as clipped text, so that the whole log stays below some ten megabytes. */
const DETAIL_CHARACTERS_MAX = 4000;

export type LogEntry = { readonly at: string; readonly kind: "envelope" | "ack" | "call" | "control" } & JsonObject;

/** What went in and out, oldest first: envelopes sent, their acknowledgements, Web API calls, calls of the control API. */
export interface Log {
  add(kind: LogEntry["kind"], facts: JsonObject): void;
  entries(): readonly LogEntry[];
  clear(): void;
}

export function createLog(options: { now: () => number; announcements: Announcements; entriesMax: number }): Log {
  let kept: LogEntry[] = [];
  return {
    add(kind, facts) {
      kept.push({ at: new Date(options.now()).toISOString(), kind, ...clipped(facts) });
      if (kept.length > options.entriesMax) kept = kept.slice(-options.entriesMax);
      options.announcements.publish({ name: "log", data: {} });
    },
    entries: () => kept,
    clear: () => {
      kept = [];
    },
  };
}

function clipped(facts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, clippedValue(value)]));
}

function clippedValue(value: unknown): unknown {
  if (typeof value === "string") return clip(value, DETAIL_CHARACTERS_MAX);
  if (typeof value !== "object" || value === null) return value;
  const text = renderJson(value);
  return text.length <= DETAIL_CHARACTERS_MAX ? JSON.parse(text) : { clipped: clip(text, DETAIL_CHARACTERS_MAX) };
}
