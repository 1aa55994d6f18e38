import { type Frame, isFrame } from "./frame.ts";

/**
 * What is wrong with an envelope, for the log; null when the SDK and the listeners can take it as their types promise. They
 * call methods of these texts and look into these objects, and what throws there is not acknowledged, or is told to a person
 * as a fault of the bot.
 */
export function oddityOf(frame: Frame): string | null {
  const { type, payload } = frame;
  if (typeof frame.envelope_id !== "string") return "no envelope id";
  if (!isFrame(payload)) return "no payload";
  if (type === "slash_commands") return oddityOfCommand(payload);
  if (type === "interactive") return oddityOfInteraction(payload);
  return type === "events_api" ? oddityOfEvent(payload) : "an unknown kind of envelope";
}

function oddityOfCommand(payload: Frame): string | null {
  return (
    missingText(payload, ["command", "user_id", "channel_id", "response_url"]) ??
    malformedText(payload, ["text", "trigger_id", "team_id"])
  );
}

function oddityOfEvent({ type, event }: Frame): string | null {
  if (!isFrame(event)) return `no inner event${typeof type === "string" ? ` (${type})` : ""}`;
  // The SDK emits events by their type beside its own: an event named like one of those would pass for it.
  if (typeof event.type !== "string" || ownNames.has(event.type)) return "an event without a usable type";
  if (event.type === "app_home_opened") return missingText(event, ["user"]);
  return event.type === "app_mention" || event.type === "message" ? malformedText(event, messageTexts) : null;
}

/** Bolt looks at them before any listener does. */
const messageTexts = ["channel", "ts", "user", "text", "subtype", "bot_id", "thread_ts"];

const ownNames: ReadonlySet<string> = new Set([
  "error",
  "close",
  "ws_message",
  "slack_event",
  "outgoing_message",
  "connecting",
  "authenticated",
  "connected",
  "reconnecting",
  "disconnecting",
  "disconnected",
]);

function oddityOfInteraction(payload: Frame): string | null {
  const { type, user, channel } = payload;
  if (typeof type !== "string") return "an interaction without a type";
  if (!holdsText(user, "id")) return "an interaction without a user";
  if (channel !== undefined && !holdsText(channel, "id")) return "an interaction with a malformed channel";
  return malformedText(payload, ["trigger_id", "response_url"]) ?? oddityByType(type, payload);
}

/** By these names Bolt finds the listeners; it acknowledges no interaction that it finds none for. */
function oddityByType(type: string, payload: Frame): string | null {
  switch (type) {
    case "block_actions":
      return oddityOfClick(payload);
    case "shortcut":
    case "message_action":
      return missingText(payload, ["callback_id"]);
    case "view_submission":
    case "view_closed":
      return holdsText(payload.view, "callback_id") ? null : "a view without callback_id";
    case "block_suggestion":
      return missingText(payload, ["action_id"]);
    default:
      return "an unknown kind of interaction";
  }
}

function oddityOfClick({ container, message, actions }: Frame): string | null {
  if (!isFrame(container)) return "a click in no place";
  if (message !== undefined && !holdsText(message, "ts")) return "a click on a malformed message";
  const first: unknown = Array.isArray(actions) ? actions[0] : undefined;
  if (!isFrame(first)) return "a click without an action";
  return missingText(first, ["action_id"]) ?? malformedText(first, ["action_ts"]);
}

function holdsText(value: unknown, name: string): boolean {
  return isFrame(value) && typeof value[name] === "string";
}

function missingText(payload: Frame, names: readonly string[]): string | null {
  const missing = names.find((name) => typeof payload[name] !== "string");
  return missing === undefined ? null : `no ${missing}`;
}

/** For what may be left out or null, but is a text where it is given. */
function malformedText(payload: Frame, names: readonly string[]): string | null {
  const malformed = names.find((name) => typeof (payload[name] ?? "") !== "string");
  return malformed === undefined ? null : `a malformed ${malformed}`;
}
