import { randomUUID } from "node:crypto";
import { isObject, type JsonObject, parseJson } from "./json.ts";
import type { Log } from "./log.ts";
import type { Connection, Sockets } from "./sockets.ts";
import type { Violations } from "./violations.ts";

/** Slack: every envelope is acknowledged within three seconds, or the person sees an error. */
export const ACK_WITHIN_MS = 3000;

/** Envelopes that were given up are remembered, to tell how late the acknowledgement came in the end. */
const LATE_ENVELOPES_MAX = 100;

export interface Envelope {
  readonly type: "slash_commands" | "interactive" | "events_api";
  readonly payload: JsonObject;
  readonly acceptsResponse: boolean;
  /** For the log and for sentences: "/scipy status", "block_actions details". */
  readonly about: string;
  /** Set when an unacknowledged event is sent again. */
  readonly retry?: { readonly attempt: number; readonly reason: "timeout" };
}

/** What became of an envelope. "cut off": this side ended the connection before the answer came. */
export type Delivery =
  | { readonly kind: "acknowledged"; readonly ackMs: number; readonly payload: unknown }
  | { readonly kind: "not connected" | "timed out" | "cut off"; readonly ackMs: number };

/** Sends envelopes and pairs them with their acknowledgements. */
export interface Envelopes {
  /** Settles within `ACK_WITHIN_MS`. Breaches of the rules are recorded. */
  deliver(envelope: Envelope): Promise<Delivery>;
  onFrame(text: string, connection: Connection): void;
  onGone(connection: Connection): void;
}

interface Waiting {
  readonly envelope: Envelope;
  readonly connection: Connection;
  readonly sentAt: number;
  readonly settle: (delivery: Delivery) => void;
}

export interface EnvelopeOptions {
  readonly sockets: () => Sockets;
  readonly log: Log;
  readonly violations: Violations;
  readonly isOut: () => boolean;
}

export function createEnvelopes({ sockets, log, violations, isOut }: EnvelopeOptions): Envelopes {
  const waiting = new Map<string, Waiting>();
  const late = new Map<string, number>();
  let hasSeenBot = false;

  function giveUp(id: string): void {
    const entry = waiting.get(id);
    if (entry === undefined) return;
    late.set(id, entry.sentAt);
    const oldest = late.keys().next();
    if (late.size > LATE_ENVELOPES_MAX && oldest.done !== true) late.delete(oldest.value);
    violations.record("late ack", entry.envelope.about, `no acknowledgement within ${ACK_WITHIN_MS / 1000} s`);
    finish(id, { kind: "timed out", ackMs: elapsed(entry.sentAt) });
  }

  function finish(id: string, delivery: Delivery): void {
    const entry = waiting.get(id);
    waiting.delete(id);
    entry?.settle(delivery);
  }

  return {
    deliver(envelope) {
      const id = randomUUID();
      const connection = sockets().send(frameOf(id, envelope));
      log.add("envelope", {
        envelopeId: id,
        type: envelope.type,
        about: envelope.about,
        socket: connection?.id ?? null,
        payload: envelope.payload,
      });
      if (connection === null) {
        if (hasSeenBot && !isOut()) violations.record("no connection", envelope.about, "the bot holds no connection");
        return Promise.resolve({ kind: "not connected", ackMs: 0 });
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => giveUp(id), ACK_WITHIN_MS);
        const settle = (delivery: Delivery) => {
          clearTimeout(timer);
          resolve(delivery);
        };
        waiting.set(id, { envelope, connection, sentAt: performance.now(), settle });
      });
    },
    onFrame(text, connection) {
      hasSeenBot = true;
      const frame = parseJson(text);
      if (!isObject(frame) || typeof frame.envelope_id !== "string") return;
      const id = frame.envelope_id;
      const entry = waiting.get(id);
      const sentAt = entry?.sentAt ?? late.get(id);
      const ackMs = sentAt === undefined ? null : elapsed(sentAt);
      log.add("ack", { envelopeId: id, ackMs, socket: connection.id, payload: frame.payload ?? null });
      if (entry === undefined) return;
      if (!entry.envelope.acceptsResponse && isObject(frame.payload) && Object.keys(frame.payload).length > 0)
        violations.record("unexpected ack payload", entry.envelope.about, JSON.stringify(frame.payload));
      finish(id, { kind: "acknowledged", ackMs: ackMs ?? 0, payload: frame.payload });
    },
    onGone(connection) {
      hasSeenBot = true;
      if (!connection.isEnding) return;
      for (const [id, entry] of waiting)
        if (entry.connection === connection) finish(id, { kind: "cut off", ackMs: elapsed(entry.sentAt) });
    },
  };
}

/** Whole milliseconds on the monotonic clock. */
function elapsed(since: number): number {
  return Math.round(performance.now() - since);
}

function frameOf(id: string, envelope: Envelope): object {
  return {
    envelope_id: id,
    type: envelope.type,
    payload: envelope.payload,
    accepts_response_payload: envelope.acceptsResponse,
    ...(envelope.retry === undefined
      ? {}
      : { retry_attempt: envelope.retry.attempt, retry_reason: envelope.retry.reason }),
  };
}
