import { type Content, checkContent } from "./content.ts";
import { isTrue, type JsonObject, textIn } from "./json.ts";
import { BOT } from "./people.ts";
import type { ResponseTarget } from "./response-urls.ts";
import type { State } from "./state.ts";

export type ResponseOutcome = { readonly kind: "done" } | { readonly kind: "refused"; readonly error: string };

/**
 * Shows what the bot answers in the acknowledgement of a slash command or at a response URL: to the asker alone unless the
 * response type is "in_channel", or in the place of the message that was clicked.
 */
export function showResponse(
  state: State,
  where: string,
  response: { readonly body: JsonObject; readonly target: ResponseTarget },
): ResponseOutcome {
  const { body, target } = response;
  const touchesOriginal = isTrue(body.replace_original) || isTrue(body.delete_original);
  if (touchesOriginal && target.original.kind === "none")
    state.violations.record(
      "response_url without original",
      where,
      "a command has no original message to replace or delete",
    );
  if (isTrue(body.delete_original)) return deleteOriginal(state, target);
  const checked = checkContent(state, where, body);
  if (checked.kind === "refused") return { kind: "refused", error: checked.error };
  if (isTrue(body.replace_original) && replaceOriginal(state, target, checked.content)) return { kind: "done" };
  addResponse(state, where, { body, target, content: checked.content });
  return { kind: "done" };
}

function deleteOriginal(state: State, { original }: ResponseTarget): ResponseOutcome {
  if (original.kind === "message") state.messages.remove(original.channel, original.ts);
  if (original.kind === "ephemeral") state.ephemerals.remove(original.user, original.ts);
  return { kind: "done" };
}

/** False when the original has gone or never was, so that the answer has to stand on its own. */
function replaceOriginal(state: State, { original }: ResponseTarget, content: Content): boolean {
  if (original.kind === "message") {
    const message = state.messages.find(original.channel, original.ts);
    if (message === undefined) return false;
    state.messages.replace(original.channel, { ...message, ...content });
    return true;
  }
  if (original.kind !== "ephemeral") return false;
  const message = state.ephemerals.find(original.user, original.ts);
  if (message === undefined) return false;
  state.ephemerals.replace(original.user, { ...message, ...content });
  return true;
}

function addResponse(
  state: State,
  where: string,
  made: { readonly body: JsonObject; readonly target: ResponseTarget; readonly content: Content },
): void {
  const { body, target, content } = made;
  const thread_ts = textIn(body.thread_ts) ?? target.thread_ts;
  const thread = thread_ts === undefined ? {} : { thread_ts };
  const ts = state.ids.ts();
  if (body.response_type !== "in_channel") {
    state.ephemerals.add(target.user, { ts, channel: target.channel, ...thread, user: BOT.id, ...content });
    return;
  }
  state.postingRules.notePost({ method: where, channel: target.channel, thread: thread_ts ?? "", metadata: undefined });
  state.messages.add(target.channel, { ts, ...thread, user: BOT.id, bot_id: BOT.botId, ...content });
}
