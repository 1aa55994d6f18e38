import type { ChatFailure } from "../../services/ports.ts";
import { type CallProblem, problemOf } from "./failures.ts";
import type { Attempt } from "./outgoing-queue.ts";
import type { Message, MessageBlock } from "./views/message.ts";

/** When a call may be repeated: an edit always, a post only when it surely was not executed. */
export type Repeat = "always" | "if not executed";

export interface CallOptions {
  readonly repeat: Repeat;
  /** Hears after each call whether Slack knows the token. */
  readonly onToken: (outcome: "known" | "refused") => void;
}

export type Outcome<T> = Attempt<T> | { readonly kind: "unshowable"; readonly failure: ChatFailure };

/** One call of the Web API; never rejects. */
export async function callOnce<T>(call: () => Promise<T>, options: CallOptions): Promise<Outcome<T>> {
  try {
    const value = await call();
    options.onToken("known");
    return { kind: "sent", value };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.kind === "token refused") options.onToken("refused");
    return outcomeOf(problem, options.repeat);
  }
}

export function outcomeOf(problem: CallProblem, repeat: Repeat): Outcome<never> {
  if (problem.kind === "limited" || problem.kind === "unshowable") return problem;
  const unanswered = problem.kind === "failed" && problem.failure.reason === "no answer";
  const again = unanswered && (repeat === "always" || problem.executed === "no");
  return { kind: "failed", failure: problem.failure, again };
}

/**
 * Shows a message; where Slack cannot show its blocks, the same without tables and charts, then its text alone. Safe to
 * repeat at once, since Slack refused to execute it.
 */
export async function show<T>(
  message: Message,
  call: (text: string, blocks: readonly MessageBlock[]) => Promise<Outcome<T>>,
  onPlainer: (failure: ChatFailure) => void,
): Promise<Attempt<T>> {
  for (const blocks of [message.blocks, message.plainBlocks, []]) {
    const outcome = await call(message.text, blocks);
    if (outcome.kind !== "unshowable") return outcome;
    onPlainer(outcome.failure);
  }
  const detail = "Slack cannot show this message, not even as plain text.";
  return { kind: "failed", failure: { reason: "refused", detail }, again: false };
}
