import { sendEvent } from "./interactions.ts";
import type { JsonObject } from "./json.ts";
import type { Message } from "./messages.ts";
import { APP_ID } from "./people.ts";
import type { State } from "./state.ts";

/** As Slack does, it tells the bot also of what the bot itself says and edits in direct conversations, where it may read them. */
export function echoDirect(
  state: State,
  channel: string,
  said: { readonly now: Message; readonly before?: Message },
): void {
  if (!state.settings.scopes.includes("im:history") || state.sockets.count() === 0) return;
  const { now, before } = said;
  const message = { type: "message", app_id: APP_ID, ...now };
  const about = { channel, channel_type: "im", event_ts: state.ids.ts() };
  const event: JsonObject =
    before === undefined
      ? { ...message, ...about }
      : {
          ...{ type: "message", subtype: "message_changed", hidden: true, ts: about.event_ts, ...about },
          message,
          previous_message: { type: "message", ...before },
        };
  void sendEvent(state, event);
}
