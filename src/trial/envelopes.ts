import { randomUUID } from "node:crypto";
import { isObject, type JsonObject, objectIn, parseJson, renderJson } from "./json.ts";
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

export interface EnvelopeOptions {
  readonly sockets: () => Sockets;
  readonly log: Log;
  readonly violations: Violations;
  readonly isOut: () => boolean;
}

interface Waiting {
  readonly envelope: Envelope;
  readonly connection: Connection;
  readonly sentAt: number;
  readonly settle: (delivery: Delivery) => void;
}

export function createEnvelopes(options: EnvelopeOptions): Envelopes {
  const waiting = new Map<string, Waiting>();
  const late = new Map<string, number>();
  return {
    deliver(envelope) {
      const id = randomUUID();
      const connection = options.sockets().send(frameOf(id, envelope));
      noteSent(options, { id, envelope, socket: connection?.id ?? null });
      if (connection !== null) return answerTo({ ...options, waiting, late }, { id, envelope, connection });
      const sockets = options.sockets();
      if (sockets.haveServed() && !options.isOut() && !sockets.areBeingRenewed())
        options.violations.record("no connection", envelope.about, "the bot holds no connection");
      return Promise.resolve({ kind: "not connected", ackMs: 0 });
    },
    onFrame(text, connection) {
      const { envelope_id: id, payload } = objectIn(parseJson(text));
      if (typeof id !== "string") return;
      const entry = waiting.get(id);
      const sentAt = entry?.sentAt ?? late.get(id);
      const ackMs = sentAt === undefined ? null : elapsed(sentAt);
      options.log.add("ack", { envelopeId: id, ackMs, socket: connection.id, payload: payload ?? null });
      if (entry === undefined || ackMs === null) return;
      notePayload(options, entry.envelope, payload);
      entry.settle({ kind: "acknowledged", ackMs, payload });
    },
    onGone(connection) {
      for (const entry of waiting.values())
        if (connection.isEnding && entry.connection === connection)
          entry.settle({ kind: "cut off", ackMs: elapsed(entry.sentAt) });
    },
  };
}

interface Desk extends EnvelopeOptions {
  readonly waiting: Map<string, Waiting>;
  /** When the envelopes were sent that were given up. */
  readonly late: Map<string, number>;
}

interface Sent {
  readonly id: string;
  readonly envelope: Envelope;
  readonly connection: Connection;
}

function answerTo(desk: Desk, { id, envelope, connection }: Sent): Promise<Delivery> {
  const sentAt = performance.now();
  return new Promise((resolve) => {
    const settle = (delivery: Delivery) => {
      clearTimeout(timer);
      desk.waiting.delete(id);
      resolve(delivery);
    };
    const timer = setTimeout(() => {
      rememberLate(desk, id, sentAt);
      desk.violations.record("late ack", envelope.about, `no acknowledgement within ${ACK_WITHIN_MS / 1000} s`);
      settle({ kind: "timed out", ackMs: elapsed(sentAt) });
    }, ACK_WITHIN_MS);
    desk.waiting.set(id, { envelope, connection, sentAt, settle });
  });
}

function rememberLate({ late }: Desk, id: string, sentAt: number): void {
  late.set(id, sentAt);
  const oldest = late.keys().next();
  if (late.size > LATE_ENVELOPES_MAX && oldest.done !== true) late.delete(oldest.value);
}

function noteSent({ log }: EnvelopeOptions, sent: { id: string; envelope: Envelope; socket: number | null }): void {
  const { type, about, payload } = sent.envelope;
  log.add("envelope", { envelopeId: sent.id, type, about, socket: sent.socket, payload });
}

function notePayload({ violations }: EnvelopeOptions, envelope: Envelope, payload: unknown): void {
  if (envelope.acceptsResponse || !isObject(payload) || Object.keys(payload).length === 0) return;
  violations.record("unexpected ack payload", envelope.about, renderJson(payload));
}

/** Whole milliseconds on the monotonic clock. */
function elapsed(since: number): number {
  return Math.round(performance.now() - since);
}

function frameOf(id: string, { type, payload, acceptsResponse, retry }: Envelope): object {
  const repeated = retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason };
  return { envelope_id: id, type, payload, accepts_response_payload: acceptsResponse, ...repeated };
}
