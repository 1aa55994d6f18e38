import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { MessageRef } from "../../domain/notice/message-ref.ts";
import { type Millis, millis } from "../../domain/time.ts";
import type { ChatFailure, Clock, Log } from "../../services/ports.ts";
import { callOnce } from "./call.ts";
import type { SlackLimits } from "./limits.ts";
import type { Attempt, OutgoingQueue } from "./outgoing-queue.ts";
import { createPacedLane, type PacedLane } from "./paced-lane.ts";

/** How a question stands, as the reaction to the message that asks it. */
export type Mark = "asked" | "answered" | "could not";

/** Names of Slack's emoji. */
export const markNames: Readonly<Record<Mark, string>> = {
  asked: "eyes",
  answered: "white_check_mark",
  "could not": "x",
};

export interface Marks {
  /**
   * What shows marks on a message, each in the place of the one before. Nothing waits for it and it never fails: a mark is a
   * courtesy, which no answer may suffer from.
   */
  of(message: MessageRef): (mark: Mark) => void;
}

export interface MarksOptions {
  readonly client: WebClient;
  readonly queue: Pick<OutgoingQueue, "mark">;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SlackLimits;
  readonly onToken: (outcome: "known" | "refused") => void;
}

/** Shows marks at a pace of their own, so that no edit of an answer waits for them. */
export function createMarks(options: MarksOptions): Marks {
  const { limits, clock, log } = options;
  const lane = createPacedLane({
    ...{ clock, waitingMax: limits.waitingMax, standstill: limits.standstill },
    onRenewed: (why) => log.warn("the queue of marks was renewed", { why }),
    pace: {
      reservoir: limits.editBurst,
      reservoirIncreaseAmount: limits.editsPerRefill,
      reservoirIncreaseInterval: limits.editRefillEvery,
      reservoirIncreaseMaximum: limits.editBurst,
    },
  });
  const self: Marking = { ...options, lane, rest: { until: millis(0) } };
  return {
    of(message) {
      const marked: Marked = { message, wanted: null, mayShow: new Set(), isBusy: false };
      return (mark) => {
        marked.wanted = mark;
        if (!marked.isBusy) void bring(self, marked);
      };
    },
  };
}

interface Marking extends MarksOptions {
  readonly lane: PacedLane;
  /** Nothing is tried before, on the monotonic clock. */
  readonly rest: { until: Millis };
}

interface Marked {
  readonly message: MessageRef;
  wanted: Mark | null;
  /** What was added, or may have been when Slack's answer was lost. */
  readonly mayShow: Set<Mark>;
  isBusy: boolean;
}

/** First the new mark, then the old one goes, so that there is always one; until nothing newer is wanted. */
async function bring(self: Marking, marked: Marked): Promise<void> {
  marked.isBusy = true;
  let shown: Mark | null = null;
  while (marked.wanted !== null && shown !== marked.wanted) {
    const mark: Mark = marked.wanted;
    await change(self, marked, { mark, adds: true });
    for (const old of [...marked.mayShow]) if (old !== mark) await change(self, marked, { mark: old, adds: false });
    shown = mark;
  }
  marked.isBusy = false;
}

interface Change {
  readonly mark: Mark;
  readonly adds: boolean;
}

async function change(self: Marking, marked: Marked, { mark, adds }: Change): Promise<void> {
  if (self.clock.monotonic() < self.rest.until) return;
  const method = adds ? "reactions.add" : "reactions.remove";
  const ran = await self.lane.run(() =>
    self.queue.mark(method, async () => {
      // Waited for too long: another mark is wanted by now.
      if ((marked.wanted === mark) !== adds) return { kind: "sent", value: null };
      if (adds) marked.mayShow.add(mark);
      const attempt = await react(self, marked.message, { mark, adds });
      if (adds && attempt.kind === "limited") marked.mayShow.delete(mark);
      return attempt;
    }),
  );
  if (!adds) marked.mayShow.delete(mark);
  if (ran.ok && !ran.value.ok) noteFailure(self, method, ran.value.error);
}

async function react(self: Marking, message: MessageRef, { mark, adds }: Change): Promise<Attempt<null>> {
  const reaction = { channel: message.channel, timestamp: message.ts, name: markNames[mark] };
  const act = () => self.client.reactions[adds ? "add" : "remove"](reaction).catch(unlessSo);
  const outcome = await callOnce(act, { repeat: "always", onToken: self.onToken });
  if (outcome.kind === "sent") return { kind: "sent", value: null };
  return outcome.kind === "unshowable" ? { kind: "failed", failure: outcome.failure, again: false } : outcome;
}

/** It is as it should be already, or there is nothing any more that could show it. */
const soAlready: ReadonlySet<string> = new Set(["already_reacted", "no_reaction", "message_not_found"]);

function unlessSo(error: unknown): void {
  if (!(error instanceof WebAPIPlatformError) || !soAlready.has(error.data.error)) throw error;
}

/** Without the scope, each mark would only be one call more that fails. */
function noteFailure({ log, clock, limits, rest }: Marking, method: string, failure: ChatFailure): void {
  log.warn("a question could not be marked", { method, reason: failure.reason, detail: failure.detail });
  if (failure.reason === "refused") rest.until = millis(clock.monotonic() + limits.marksRest);
}
