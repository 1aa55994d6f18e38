import type { MessageRef } from "../../domain/notice/message-ref.ts";
import type { RestartLine } from "../../domain/notice/restart-line.ts";
import { restartNotice } from "../../domain/notice/restart-notice.ts";
import type { RestartRequest } from "../../domain/restart/restart-request.ts";
import { isOver, isRecovering } from "../../domain/restart/restart-request.ts";
import type { OutgoingMessage } from "../ports-store.ts";
import type { RestartState } from "./restart-state.ts";

/** Its one message in the channel is what the stored request says; told by the outbox, so that it waits where Slack is away. */
export async function showRequest(
  self: RestartState,
  request: RestartRequest,
  line: RestartLine | null,
): Promise<void> {
  const messages = [rootOf(self, request), ...(line === null ? [] : [lineUnder(self, request, line)])];
  await self.saver.save({ outbox: messages });
  self.outbox.release(messages);
  if (isOver(request) && !isRecovering(request)) self.outbox.finish(request.id);
}

/** Where it stands in the chat: a click counts from there alone. */
export function shownAt({ outbox }: RestartState, id: string): MessageRef | null {
  return outbox.find(id)?.ref ?? null;
}

function rootOf(self: RestartState, request: RestartRequest): OutgoingMessage {
  const notice = restartNotice(request);
  const urgency = "critical";
  const revised = self.outbox.revise(request.id, { notice, urgency });
  return (
    revised ?? self.outbox.add({ id: request.id, place: { kind: "channel", channel: self.channel }, urgency, notice })
  );
}

function lineUnder(self: RestartState, request: RestartRequest, line: RestartLine): OutgoingMessage {
  const { sentence, mentions, broadcast } = line;
  return self.outbox.add({
    id: `${request.id} ${request.version}`,
    place: { kind: "thread", of: request.id, broadcast },
    urgency: broadcast ? "critical" : "history",
    notice: { kind: "thread", sentence, mentions },
  });
}
