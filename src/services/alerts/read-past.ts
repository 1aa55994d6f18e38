import { type Result, succeed } from "../../domain/result.ts";
import { type Instant, instant } from "../../domain/time.ts";
import type { DecisionStore, Feedback, Span, StoreFailure, TransitionRecord } from "../ports-store.ts";
import type { AlertDesk } from "./alert-desk.ts";

/** What happened to alerts in a span of time, and what people thought of it; all times are wall-clock times. */
export interface Past {
  readonly transitions: readonly TransitionRecord[];
  readonly feedback: readonly Feedback[];
}

/** A fleet of 1,000 hosts in a bad week; more would take the bot's memory, and tells nothing that these do not. */
const transitionsMax = 50_000;

interface Sources {
  readonly past: Pick<DecisionStore, "transitions" | "feedback">;
  readonly desk: Pick<AlertDesk, "wallTime">;
}

/** The store holds times on the bot's steady time, as the alerts do; people ask by the wall clock. */
export async function readPast({ past, desk }: Sources, span: Span): Promise<Result<Past, StoreFailure>> {
  const offset = desk.wallTime(instant(0));
  const steady = { from: instant(span.from - offset), to: instant(span.to - offset) };
  const transitions = await past.transitions({ ...steady, max: transitionsMax });
  if (!transitions.ok) return transitions;
  const feedback = await past.feedback(steady);
  if (!feedback.ok) return feedback;
  const onWall = <T extends { readonly at: Instant }>(all: readonly T[]): readonly T[] =>
    all.map((one) => ({ ...one, at: desk.wallTime(one.at) }));
  return succeed({ transitions: onWall(transitions.value), feedback: onWall(feedback.value) });
}
