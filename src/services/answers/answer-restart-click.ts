import type { ChatHandlers, Click } from "../ports.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { personOf, whisperRefusal } from "./answer-restart.ts";
import { askForCode } from "./answer-restart-code.ts";

type DecisionClick = Parameters<ChatHandlers["decide"]>[0];

const nothingMore = async (): Promise<void> => undefined;

/**
 * A click that decides. It resolves once that is stored; who was refused is told afterwards, alone. What was decided is seen in
 * the message itself.
 */
export async function decideByClick(self: AnswerOptions, clicked: DecisionClick): Promise<() => Promise<void>> {
  const done = await act(self, clicked);
  if (done.ok) return nothingMore;
  if (done.error.reason === "code") return () => askForCode(self, clicked);
  return () => whisperRefusal(self, clicked.answerTo, done.error);
}

function act({ restarts }: AnswerOptions, clicked: DecisionClick) {
  const { value: request, clickedAt } = clicked;
  const at = clickedAt === undefined ? {} : { clickedAt };
  const click = { request, by: personOf(clicked), message: messageOf(clicked), ...at };
  switch (clicked.action) {
    case "restart_approve":
      return restarts.decide({ ...click, verdict: "approve", coded: false });
    case "restart_deny":
      return restarts.decide({ ...click, verdict: "deny", coded: false });
    case "restart_cancel":
      return restarts.cancel(click);
    case "restart_settle":
      return restarts.settle(click);
  }
}

/** A click from nowhere counts as one from another message, and decides nothing. */
function messageOf({ message }: Click) {
  return message ?? { channel: "", ts: "" };
}
