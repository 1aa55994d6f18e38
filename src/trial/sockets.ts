import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { APP_ID } from "./people.ts";

/** Slack: at most ten Socket Mode connections per app. */
export const SOCKETS_MAX = 10;

/** Slack pings; a peer that answers none of two in a row is gone. */
const PING_EVERY_MS = 10_000;
const UNANSWERED_PINGS_MAX = 2;

/** The largest frame a bot sends is an acknowledgement with a view of at most 250 kB. */
const FRAME_BYTES_MAX = 1_000_000;

/** A peer that was asked to come again and does not leave by itself is cut off after this time. */
const LEAVE_WITHIN_MS = 2000;

/** How long the end of the whole workspace waits for a peer's goodbye. */
const FAREWELL_MS = 200;

/** A bot that was cut off by this side has so long to come again before its absence is its own. */
const RENEW_WITHIN_MS = 5000;

/** The bot's Socket Mode connections. */
export interface Sockets {
  /** Completes the handshake of a connection whose ticket was good. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends a frame over the next connection in turn and names it; null when there is none. */
  send(frame: object): Connection | null;
  count(): number;
  /** Whether the bot has ever been connected. */
  haveServed(): boolean;
  /** Asks `count` connections, the oldest first, to come again, as Slack does every few hours. They get no more envelopes. */
  recycle(count: number): void;
  /** Cuts `count` connections off without a word. */
  cut(count: number): void;
  /** Whether one of the two was just done, so that a bot without a connection has not had the time to open another. */
  areBeingRenewed(): boolean;
  stop(): void;
}

/** One connection; `isEnding` says that this side ended it, so that what was sent over it is not the bot's to answer. */
export interface Connection {
  readonly id: number;
  isEnding: boolean;
}

interface Link extends Connection {
  readonly peer: WebSocket;
  unansweredPings: number;
}

export interface SocketListeners {
  onFrame(text: string, connection: Connection): void;
  onGone(connection: Connection): void;
  onChange(): void;
}

export function createSockets(listeners: SocketListeners): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX });
  const links = new Set<Link>();
  const pinging = setInterval(() => pingAll(links), PING_EVERY_MS);
  pinging.unref();
  const alive = () => [...links].filter(({ isEnding, peer }) => !isEnding && peer.readyState === WebSocket.OPEN);
  let lastId = 0;
  let endedAt = Number.NEGATIVE_INFINITY;
  let turn = 0;
  return {
    accept(request, socket, head) {
      lastId += 1;
      const id = lastId;
      server.handleUpgrade(request, socket, head, (peer) => {
        if (alive().length >= SOCKETS_MAX) dismiss(peer, "too_many_websockets");
        else admit({ id, isEnding: false, peer, unansweredPings: 0 }, links, listeners);
      });
    },
    send(frame) {
      const candidates = alive();
      turn += 1;
      const link = candidates[turn % candidates.length];
      link?.peer.send(JSON.stringify(frame));
      return link ?? null;
    },
    count: () => alive().length,
    haveServed: () => lastId > 0,
    recycle(count) {
      endedAt = performance.now();
      for (const link of alive().slice(0, count)) {
        link.isEnding = true;
        dismiss(link.peer, "refresh_requested");
      }
    },
    cut(count) {
      endedAt = performance.now();
      cutAll(alive().slice(0, count));
    },
    areBeingRenewed: () => performance.now() - endedAt < RENEW_WITHIN_MS,
    stop() {
      clearInterval(pinging);
      for (const link of links) farewell(link);
      server.close();
    },
  };
}

function admit(link: Link, links: Set<Link>, listeners: SocketListeners): void {
  const { peer } = link;
  links.add(link);
  peer.on("message", (data) => listeners.onFrame(String(data), link));
  peer.on("pong", () => {
    link.unansweredPings = 0;
  });
  peer.on("error", () => peer.terminate());
  peer.on("close", () => {
    links.delete(link);
    listeners.onGone(link);
    listeners.onChange();
  });
  peer.send(JSON.stringify(hello([...links].filter((each) => !each.isEnding).length)));
  pingAll(new Set([link]));
  listeners.onChange();
}

function pingAll(links: ReadonlySet<Link>): void {
  for (const link of links) {
    if (link.unansweredPings >= UNANSWERED_PINGS_MAX) link.peer.terminate();
    link.unansweredPings += 1;
    if (link.peer.readyState === WebSocket.OPEN) link.peer.ping("Ping from the trial workspace");
  }
}

function cutAll(links: readonly Link[]): void {
  for (const link of links) {
    link.isEnding = true;
    link.peer.terminate();
  }
}

/** Closes with the code for "going away"; a peer that does not answer is cut off. */
function farewell(link: Link): void {
  link.isEnding = true;
  link.peer.close(1001);
  const cutting = setTimeout(() => link.peer.terminate(), FAREWELL_MS);
  link.peer.once("close", () => clearTimeout(cutting));
}

/** Tells the peer to go; it closes the connection itself, so that its last acknowledgements still arrive. */
function dismiss(peer: WebSocket, reason: "refresh_requested" | "too_many_websockets"): void {
  peer.on("error", () => peer.terminate());
  peer.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "trial" } }));
  const cutting = setTimeout(() => peer.terminate(), LEAVE_WITHIN_MS);
  cutting.unref();
  peer.once("close", () => clearTimeout(cutting));
}

function hello(connections: number): object {
  return {
    type: "hello",
    num_connections: connections,
    connection_info: { app_id: APP_ID },
    debug_info: { host: "trial", build_number: 1, approximate_connection_time: 18_060 },
  };
}
