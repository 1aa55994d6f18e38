import { slackLimits } from "../../../src/adapters/slack/limits.ts";
import { type Attempt, createOutgoingQueue, type OutgoingQueue } from "../../../src/adapters/slack/outgoing-queue.ts";
import type { ChatFailure } from "../../../src/services/ports.ts";
import { globalClock } from "./global-clock.ts";
import { type LoggedLine, memoryLog } from "./slack-harness.ts";

/** A queue on the global clock, which a test has stopped. */
export interface QueueHarness {
  readonly queue: OutgoingQueue;
  readonly logged: readonly LoggedLine[];
  /** Milliseconds since the queue was made. */
  elapsed(): number;
  /** Answers in turn with these attempts, the last one for ever, and notes when it was asked. */
  scripted(...attempts: readonly Attempt<unknown>[]): Script;
}

export interface Script {
  readonly at: readonly number[];
  readonly send: () => Promise<Attempt<unknown>>;
}

export function createQueueHarness(): QueueHarness {
  const startedAt = performance.now();
  const logged: LoggedLine[] = [];
  const log = memoryLog(logged);
  const elapsed = () => Math.round(performance.now() - startedAt);
  return {
    queue: createOutgoingQueue({ clock: globalClock, chance: () => 1, log, limits: slackLimits }),
    logged,
    elapsed,
    scripted: (...attempts) => {
      const at: number[] = [];
      const send = async () => {
        at.push(elapsed());
        return attempts[Math.min(at.length, attempts.length) - 1] ?? sent(null);
      };
      return { at, send };
    },
  };
}

export const sent = (value: unknown): Attempt<unknown> => ({ kind: "sent", value });

export const noAnswer: ChatFailure = { reason: "no answer", detail: "nobody knows" };
