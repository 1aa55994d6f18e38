import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** A Slack that sends whatever a test wants, which the trial workspace refuses to do. */
export interface OddSlack {
  readonly apiUrl: string;
  /** What `hello` says of the number of connections. */
  connections: number;
  /** Connections do not answer pings any more, and nobody says goodbye. */
  freeze(): void;
  /** Sends a frame over the connection of this index, in the order of opening. */
  send(frame: unknown, socket?: number): void;
  opened(): number;
  /** Ids of the acknowledged envelopes, in order. */
  readonly acknowledged: string[];
  /** What was acknowledged with, by the envelope's id. */
  readonly answers: Map<string, unknown>;
  stop(): Promise<void>;
}

export async function createOddSlack(): Promise<OddSlack> {
  const acknowledged: string[] = [];
  const answers = new Map<string, unknown>();
  const peers: WebSocket[] = [];
  let frozen = false;
  const http = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json");
    const isOpening = request.url?.endsWith("apps.connections.open");
    const identity = { user_id: "U0BOT", bot_id: "B0BOT", team: "Odd" };
    response.end(JSON.stringify({ ok: true, ...(isOpening ? { url: `ws://127.0.0.1:${portOf()}/` } : identity) }));
  });
  const sockets = new WebSocketServer({ server: http, autoPong: false });
  sockets.on("connection", (peer) => {
    peers.push(peer);
    peer.on("ping", (data) => {
      if (!frozen || peer !== peers[0]) peer.pong(data);
    });
    peer.on("message", (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id?: string; payload?: unknown };
      if (id === undefined) return;
      acknowledged.push(id);
      answers.set(id, payload);
    });
    peer.send(JSON.stringify({ type: "hello", num_connections: odd.connections }));
  });
  const portOf = () => (http.address() as AddressInfo).port;
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const odd: OddSlack = {
    apiUrl: `http://127.0.0.1:${portOf()}/api/`,
    connections: 1,
    freeze: () => {
      frozen = true;
    },
    send: (frame, socket = 0) => peers[socket]?.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    opened: () => peers.length,
    acknowledged,
    answers,
    stop: async () => {
      for (const peer of peers) peer.terminate();
      sockets.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => void http.close(() => resolve()));
    },
  };
  return odd;
}

/** A slash command as Slack sends it. */
export function commandEnvelope(id: string, changes: object = {}): object {
  const payload = {
    command: "/scipy",
    text: "status",
    user_id: "U01ALICE",
    channel_id: "C01OPS",
    team_id: "T01",
    trigger_id: `trigger ${id}`,
    response_url: "http://127.0.0.1:9/nowhere",
    ...changes,
  };
  return { envelope_id: id, type: "slash_commands", payload, accepts_response_payload: true };
}
