import type { SocketModeReceiver } from "@slack/bolt";
import { type Frame, isFrame } from "./frame.ts";
import { oddityOf } from "./oddity.ts";

export type SocketModeClient = SocketModeReceiver["client"];

export interface ScreenedEvents {
  /** The connection serves from now on; how many connections Slack counts for this app, this one included. */
  hello(connections: number | null): void;
  /** Slack is about to end this connection, as it does every few hours. */
  recycled(reason: string): void;
  /** Anything at all arrived. */
  heard(): void;
  /** Something arrived that the SDK would stumble over; it was acknowledged and goes no further. */
  odd(what: string): void;
}

/**
 * Stands between the socket and the SDK. The SDK's reader throws on payloads without an inner event (for example
 * `app_rate_limited`), which ends the process as an unhandled rejection; and it keeps what `hello` says to itself.
 */
export function screenEnvelopes(client: SocketModeClient, on: ScreenedEvents): void {
  const readers = client.listeners("ws_message") as readonly Reader[];
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, ...rest: readonly unknown[]) => {
    on.heard();
    const seen = screen(data);
    if (seen.kind === "odd") {
      acknowledge(client, seen.envelopeId);
      on.odd(seen.what);
      return;
    }
    // Kept from the SDK, which would close at once and lose what is still on its way over this connection.
    if (seen.kind === "recycled") return on.recycled(seen.reason);
    if (seen.kind === "hello") on.hello(seen.connections);
    for (const read of readers) void readSafely(() => read(data, ...rest), on);
  });
}

type Reader = (...frame: readonly unknown[]) => unknown;

async function readSafely(read: () => unknown, on: ScreenedEvents): Promise<void> {
  try {
    await read();
  } catch (error) {
    on.odd(`the SDK could not read it: ${error instanceof Error ? error.name : "unknown error"}`);
  }
}

type Seen =
  | { readonly kind: "hello"; readonly connections: number | null }
  | { readonly kind: "recycled"; readonly reason: string }
  | { readonly kind: "envelope" }
  | { readonly kind: "odd"; readonly what: string; readonly envelopeId: string | null };

function screen(data: unknown): Seen {
  const frame = parseFrame(data);
  if (frame === null) return { kind: "odd", what: "not a JSON object", envelopeId: null };
  if (frame.type === "hello") {
    const count = frame.num_connections;
    return { kind: "hello", connections: typeof count === "number" ? count : null };
  }
  if (frame.type === "disconnect") return { kind: "recycled", reason: reasonIn(frame) };
  const oddity = oddityOf(frame);
  if (oddity === null) return { kind: "envelope" };
  return { kind: "odd", what: oddity, envelopeId: typeof frame.envelope_id === "string" ? frame.envelope_id : null };
}

function reasonIn({ reason }: Frame): string {
  return typeof reason === "string" ? reason : "no reason given";
}

function parseFrame(data: unknown): Frame | null {
  if (typeof data !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return isFrame(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function acknowledge(client: SocketModeClient, envelopeId: string | null): void {
  if (envelopeId === null) return;
  client.websocket?.send(JSON.stringify({ envelope_id: envelopeId }), () => undefined);
}
