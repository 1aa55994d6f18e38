import { commandEnvelope } from "./odd-slack.ts";

const command = (changes: object) => commandEnvelope("odd", changes);

const interaction = (type: string, payload: object) => ({
  type: "interactive",
  payload: { type, user: { id: "U1" }, team: { id: "T1" }, trigger_id: "t", ...payload },
});

const click = (changes: object) =>
  interaction("block_actions", {
    container: { type: "message" },
    actions: [{ type: "button", action_id: "details", block_id: "b", action_ts: "1" }],
    response_url: "http://127.0.0.1:9/x",
    ...changes,
  });

/** What breaks the promises of the SDK's types, each with its name. */
export const oddEnvelopes: readonly (readonly [string, object])[] = [
  [
    "an event without an inner event",
    { type: "events_api", payload: { type: "app_rate_limited", minute_rate_limited: 1 } },
  ],
  ["no payload at all", { type: "events_api" }],
  ["an event named like one of the SDK's own", { type: "events_api", payload: { event: { type: "close" } } }],
  [
    "a Home tab opened by nobody",
    { type: "events_api", payload: { event: { type: "app_home_opened", tab: "home", user: { id: "U1" } } } },
  ],
  [
    "a mention whose text is a list",
    { type: "events_api", payload: { event: { type: "app_mention", channel: "C1", ts: "1.1", user: "U1", text: [] } } },
  ],
  [
    "a message whose person is no text",
    {
      type: "events_api",
      payload: { event: { type: "message", channel_type: "im", channel: "D1", user: { id: "U1" } } },
    },
  ],
  ["an unknown kind of envelope", { type: "from_the_future", payload: {} }],
  ["a click without actions", click({ actions: [] })],
  ["a click on an action without a name", click({ actions: [{ action_id: 7 }] })],
  ["a click in no channel", click({ channel: null })],
  ["a click in a channel whose id is no text", click({ channel: { id: 7 } })],
  ["a click on a message that is none", click({ channel: { id: "C1" }, message: null })],
  ["a click whose trigger is no text", click({ trigger_id: { toString: 1 } })],
  ["a command without a person", command({ user_id: undefined })],
  ["a command whose text is no text", command({ text: 7 })],
  ["a command whose text is a list", command({ text: ["status"] })],
  ["a command whose trigger is no text", command({ trigger_id: { toString: 1 } })],
  ["a shortcut whose name is no text", interaction("shortcut", { callback_id: 7 })],
  ["a shortcut on a message without a name", interaction("message_action", { channel: { id: "C1" } })],
  ["a dialog whose name is no text", interaction("view_submission", { view: { callback_id: ["a"] } })],
  ["a closed dialog without a view", interaction("view_closed", {})],
  ["a menu whose name is no text", interaction("block_suggestion", { action_id: 7, container: {} })],
  ["an unknown kind of interaction", interaction("from_the_future", { callback_id: "a" })],
];
