import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { APP_ID } from "./people.ts";

/** Slack: at most ten Socket Mode connections per app. */
export const SOCKETS_MAX = 10;

/** Slack pings; a peer that answers none of two in a row is gone. */
const PING_EVERY_MS = 10_000;

/** The largest frame a bot sends is an acknowledgement with a view of at most 250 kB. */
const FRAME_BYTES_MAX = 1_000_000;

/** A peer that does not finish the closing handshake in this time is cut off. */
const CLOSE_WITHIN_MS = 2000;

/** The bot's Socket Mode connections. */
export interface Sockets {
  /** Completes the handshake of a connection whose ticket was good. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends a frame over the next connection in turn and names it; null when there is none. */
  send(frame: object): Connection | null;
  count(): number;
  /** Asks `count` connections, the oldest first, to come again, as Slack does every few hours. */
  recycle(count: number): void;
  /** Cuts `count` connections off without a word. */
  cut(count: number): void;
  stop(): void;
}

/** One connection; `isEnding` says that this side ended it, so that what was sent over it is not the bot's to answer. */
export interface Connection {
  readonly id: number;
  isEnding: boolean;
}

interface Link extends Connection {
  readonly peer: WebSocket;
  unanswered: number;
}

export interface SocketListeners {
  onFrame(text: string, connection: Connection): void;
  onGone(connection: Connection): void;
  onChange(count: number): void;
}

export function createSockets(listeners: SocketListeners): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX });
  const links = new Set<Link>();
  let lastId = 0;
  let turn = 0;
  const alive = () => [...links].filter((link) => !link.isEnding && link.peer.readyState === WebSocket.OPEN);
  const pinging = setInterval(() => {
    for (const link of links) ping(link);
  }, PING_EVERY_MS);
  pinging.unref();

  function admit(peer: WebSocket): void {
    if (alive().length >= SOCKETS_MAX) return refuse(peer);
    lastId += 1;
    const link: Link = { id: lastId, isEnding: false, peer, unanswered: 0 };
    links.add(link);
    peer.on("message", (data) => listeners.onFrame(String(data), link));
    peer.on("pong", () => {
      link.unanswered = 0;
    });
    peer.on("error", () => peer.terminate());
    peer.on("close", () => {
      links.delete(link);
      listeners.onGone(link);
      listeners.onChange(alive().length);
    });
    peer.send(JSON.stringify(hello(alive().length)));
    ping(link);
    listeners.onChange(alive().length);
  }

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, admit),
    send(frame) {
      const candidates = alive();
      turn += 1;
      const link = candidates[turn % candidates.length];
      if (link === undefined) return null;
      link.peer.send(JSON.stringify(frame));
      return link;
    },
    count: () => alive().length,
    recycle(count) {
      for (const link of alive().slice(0, count)) {
        link.isEnding = true;
        link.peer.send(JSON.stringify(disconnect("refresh_requested")));
        close(link.peer);
      }
    },
    cut(count) {
      for (const link of alive().slice(0, count)) {
        link.isEnding = true;
        link.peer.terminate();
      }
    },
    stop() {
      clearInterval(pinging);
      for (const link of links) {
        link.isEnding = true;
        link.peer.terminate();
      }
      server.close();
    },
  };
}

function ping(link: Link): void {
  if (link.unanswered >= 2) return link.peer.terminate();
  link.unanswered += 1;
  if (link.peer.readyState === WebSocket.OPEN) link.peer.ping("Ping from the trial workspace");
}

function refuse(peer: WebSocket): void {
  peer.on("error", () => peer.terminate());
  peer.send(JSON.stringify(disconnect("too_many_websockets")));
  close(peer);
}

function close(peer: WebSocket): void {
  peer.close(1000);
  setTimeout(() => peer.terminate(), CLOSE_WITHIN_MS).unref();
}

function hello(connections: number): object {
  return {
    type: "hello",
    num_connections: connections,
    connection_info: { app_id: APP_ID },
    debug_info: { host: "trial", build_number: 1, approximate_connection_time: 18_060 },
  };
}

function disconnect(reason: "refresh_requested" | "warning" | "too_many_websockets"): object {
  return { type: "disconnect", reason, debug_info: { host: "trial" } };
}
