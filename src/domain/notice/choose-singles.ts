import type { Severity } from "../alert/rule.ts";
import type { Instant } from "../time.ts";
import type { AlertNotice } from "./notice.ts";

/** An alert whose root message was never posted. */
export interface WaitingAlert {
  readonly id: string;
  readonly notice: AlertNotice;
  readonly createdAt: Instant;
}

/** A person reads ten messages one by one; what goes beyond that is an overview. */
export const singlesMax = 10;

/**
 * Which of the waiting alerts are told together: those that are over, since news that is no longer true must not look like
 * news, and what goes beyond `singlesMax`, where critical ones and then the oldest stay single.
 */
export function chooseFolded(waiting: readonly WaitingAlert[]): readonly string[] {
  const over = waiting.filter(({ notice }) => notice.state === "resolved");
  const firing = waiting.filter(({ notice }) => notice.state !== "resolved");
  const sorted = firing.toSorted(
    (a, b) => ranks[a.notice.severity] - ranks[b.notice.severity] || a.createdAt - b.createdAt,
  );
  return [...over, ...sorted.slice(singlesMax)].map(({ id }) => id);
}

const ranks: Readonly<Record<Severity, number>> = { critical: 0, warning: 1 };
