import type { Delivery } from "./envelopes.ts";
import { isObject, type JsonObject } from "./json.ts";
import { eventPayload } from "./payloads/events.ts";
import type { State } from "./state.ts";

/** Sends an event. As Slack does, it sends an event that nobody acknowledged once more. */
export async function sendEvent(state: State, event: JsonObject, id?: string): Promise<Delivery> {
  const envelope = {
    type: "events_api" as const,
    payload: eventPayload(event, state.now(), id),
    acceptsResponse: false,
    about: `event ${String(event.type)}`,
  };
  const first = await state.envelopes.deliver(envelope);
  if (first.kind !== "timed out" && first.kind !== "cut off") return first;
  return state.envelopes.deliver({ ...envelope, retry: { attempt: 1, reason: "timeout" } });
}

/** Sends an interaction: a click, a submission, a shortcut. */
export function sendInteraction(state: State, payload: JsonObject, about: string): Promise<Delivery> {
  const acceptsResponse = payload.type === "view_submission" || payload.type === "block_suggestion";
  return state.envelopes.deliver({ type: "interactive", payload, acceptsResponse, about });
}

/** The content of an acknowledgement, or null when the bot only said that it got the envelope. */
export function responseIn(delivery: Delivery): JsonObject | null {
  if (delivery.kind !== "acknowledged" || !isObject(delivery.payload)) return null;
  return Object.keys(delivery.payload).length === 0 ? null : delivery.payload;
}

/** What the control API answers after an envelope: Slack's words for what the person would see. */
export function acknowledged(delivery: Delivery): JsonObject & { readonly ok: boolean } {
  if (delivery.kind === "acknowledged") return { ok: true, ackMs: delivery.ackMs };
  const error = delivery.kind === "not connected" ? "dispatch_failed" : "operation_timeout";
  return { ok: false, error, ackMs: delivery.ackMs };
}
