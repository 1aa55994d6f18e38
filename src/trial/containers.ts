import { type Actionable, actionablesIn } from "./blocks/actionables.ts";
import type { FormState } from "./blocks/form-state.ts";
import { type Conversation, conversationOf } from "./conversations.ts";
import type { JsonObject } from "./json.ts";
import { channelField } from "./payloads/interaction.ts";
import type { Original } from "./response-urls.ts";
import type { State } from "./state.ts";
import type { View } from "./view.ts";

/** Where a click happened, and what the payload says of it. */
export interface Container {
  readonly blocks: readonly JsonObject[];
  readonly state: FormState;
  /** The message to answer to; null for a view, which has no response URL. */
  readonly answerTo: { readonly channel: string; readonly thread_ts?: string; readonly original: Original } | null;
  /** The fields that describe it in the payload, with the state as it is now. */
  describe(state: FormState): JsonObject;
  enter(state: FormState): void;
}

/** The message or ephemeral message with this `ts` as this person sees it; null when there is none. */
export function messageContainer(
  state: State,
  place: { readonly channel: Conversation; readonly ts: string; readonly user: string },
): Container | null {
  const { channel, ts } = place;
  const message = state.messages.find(channel.id, ts);
  if (message === undefined) return ephemeralContainer(state, place);
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  return {
    blocks: message.blocks,
    state: state.forms.read(`${channel.id} ${ts}`, message.blocks),
    answerTo: { channel: channel.id, ...thread, original: { kind: "message", channel: channel.id, ts } },
    describe: (values) => ({
      container: { type: "message", message_ts: ts, channel_id: channel.id, is_ephemeral: false, ...thread },
      channel: channelField(channel),
      message: { type: "message", ...message },
      state: { values },
    }),
    enter: (values) => state.forms.write(`${channel.id} ${ts}`, values),
  };
}

function ephemeralContainer(
  state: State,
  place: { readonly channel: Conversation; readonly ts: string; readonly user: string },
): Container | null {
  const message = state.ephemerals.find(place.user, place.ts);
  const channel = message === undefined ? null : conversationOf(message.channel);
  if (message === undefined || channel === null) return null;
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  return {
    blocks: message.blocks,
    state: state.forms.read(`${place.user} ${place.ts}`, message.blocks),
    answerTo: { channel: channel.id, ...thread, original: { kind: "ephemeral", user: place.user, ts: place.ts } },
    describe: (values) => ({
      container: { type: "message", message_ts: message.ts, channel_id: channel.id, is_ephemeral: true, ...thread },
      channel: channelField(channel),
      state: { values },
    }),
    enter: (values) => state.forms.write(`${place.user} ${place.ts}`, values),
  };
}

export function viewContainer(state: State, view: View): Container {
  return {
    blocks: view.blocks,
    state: view.state.values,
    answerTo: null,
    describe: (values) => ({
      container: { type: "view", view_id: view.id },
      view: { ...view, state: { values } },
    }),
    enter: (values) => state.views.enter(view.id, values),
  };
}

/** The element with this action in the container; the block's id may be left out where the action's says enough. */
export function findElement(
  container: Container,
  wanted: { readonly action_id: string; readonly block_id?: string | undefined },
): Actionable | undefined {
  return actionablesIn(container.blocks).find(
    ({ block, element }) =>
      element.action_id === wanted.action_id && (wanted.block_id === undefined || block.block_id === wanted.block_id),
  );
}
