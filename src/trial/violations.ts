import type { Announcements } from "./announcements.ts";
import { clip } from "./json.ts";

/** A bot that breaks a rule in a loop must not fill the memory; the first breaches are the telling ones, so later ones are dropped. */
export const VIOLATIONS_MAX = 500;

const DETAIL_CHARACTERS_MAX = 600;

/** The rules of Slack that a bot can break here. */
export type Rule =
  | "late ack"
  | "no connection"
  | "unexpected ack payload"
  | "missing fallback text"
  | "text too long"
  | "bad block"
  | "bad view"
  | "unescaped text"
  | "broadcast"
  | "disguised link"
  | "ephemeral updated"
  | "posting too fast"
  | "called before Retry-After"
  | "duplicate post"
  | "response_url overused"
  | "response_url without original"
  | "trigger expired"
  | "trigger reused"
  | "unknown view"
  | "unknown block in errors"
  | "files"
  | "bad call";

/** `where` is the method (or envelope) and, after a space, the JSON pointer of the culprit; `at` is ISO 8601 UTC. */
export interface Violation {
  readonly at: string;
  readonly rule: Rule;
  readonly where: string;
  readonly detail: string;
}

export interface Violations {
  record(rule: Rule, where: string, detail: string): void;
  list(): readonly Violation[];
  clear(): void;
}

export function createViolations(options: { now: () => number; announcements: Announcements }): Violations {
  let kept: Violation[] = [];
  return {
    record(rule, where, detail) {
      if (kept.length >= VIOLATIONS_MAX) return;
      const at = new Date(options.now()).toISOString();
      kept.push({ at, rule, where, detail: clip(detail, DETAIL_CHARACTERS_MAX) });
      options.announcements.publish({ name: "log", data: {} });
    },
    list: () => kept,
    clear: () => {
      kept = [];
    },
  };
}
