import type { SocketModeReceiver } from "@slack/bolt";

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
  if (frame.type === "disconnect") return { kind: "recycled", reason: String(frame.reason ?? "no reason given") };
  const oddity = oddityOf(frame);
  if (oddity === null) return { kind: "envelope" };
  return { kind: "odd", what: oddity, envelopeId: typeof frame.envelope_id === "string" ? frame.envelope_id : null };
}

type Frame = Readonly<Record<string, unknown>>;

function parseFrame(data: unknown): Frame | null {
  if (typeof data !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return isFrame(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isFrame(value: unknown): value is Frame {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function oddityOf(frame: Frame): string | null {
  const { type, payload } = frame;
  if (typeof frame.envelope_id !== "string") return "no envelope id";
  if (!isFrame(payload)) return "no payload";
  if (type === "slash_commands") return missingText(payload, ["command", "user_id", "channel_id", "response_url"]);
  if (type === "interactive") return oddityOfClick(payload);
  if (type !== "events_api") return "an unknown kind of envelope";
  if (!isFrame(payload.event)) return `no inner event (${String(payload.type)})`;
  // The SDK emits events by their type beside its own: an event named like one of those would pass for it.
  return typeof payload.event.type === "string" && !ownNames.has(payload.event.type)
    ? null
    : "an event without a usable type";
}

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

function missingText(payload: Frame, names: readonly string[]): string | null {
  const missing = names.find((name) => typeof payload[name] !== "string");
  return missing === undefined ? null : `no ${missing}`;
}

function oddityOfClick(payload: Frame): string | null {
  const user = payload.user;
  if (typeof payload.type !== "string") return "an interaction without a type";
  if (!isFrame(user) || typeof user.id !== "string") return "an interaction without a user";
  if (payload.channel !== undefined && !isFrame(payload.channel)) return "an interaction with a malformed channel";
  if (payload.type !== "block_actions") return null;
  if (!isFrame(payload.container)) return "a click in no place";
  const first: unknown = Array.isArray(payload.actions) ? payload.actions[0] : undefined;
  return isFrame(first) && typeof first.action_id === "string" ? null : "a click without an action";
}

function acknowledge(client: SocketModeClient, envelopeId: string | null): void {
  if (envelopeId === null) return;
  client.websocket?.send(JSON.stringify({ envelope_id: envelopeId }), () => undefined);
}
