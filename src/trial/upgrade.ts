import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { isOwnHost, isOwnOrigin } from "./guard.ts";
import type { State } from "./state.ts";

/** A request to change protocols, and the connection that it came by. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Lets a bot connect whose ticket is good; everything else that wants to change protocols is turned away. Never throws. */
export function upgrade(state: State, port: number, asked: Upgrade): void {
  try {
    answer(state, port, asked);
  } catch (error) {
    // Nobody stands above a listener: what it throws would end the whole trial.
    asked.socket.destroy();
    state.log.add("control", { path: "upgrade", fault: error instanceof Error ? error.stack : String(error) });
  }
}

/** Who asks comes first: of what another site's page sends, nothing is read. */
function answer(state: State, port: number, { request, socket, head }: Upgrade): void {
  const isOwn = isOwnHost(request.headers.host, port) && isOwnOrigin(request.headers.origin, port);
  const url = isOwn ? addressOf(request, port) : null;
  if (!isOwn) turnAway(socket, "403 Forbidden");
  else if (url === null) turnAway(socket, "400 Bad Request");
  else if (state.faults.isOut()) turnAway(socket, "503 Service Unavailable");
  else if (url.pathname !== "/link/") turnAway(socket, "404 Not Found");
  else if (!state.tickets.redeem(url.searchParams.get("ticket") ?? "")) turnAway(socket, "401 Unauthorized");
  else state.sockets.accept(request, socket, head);
}

/** Null for a path that makes no address: "//" is one without a host. */
function addressOf(request: IncomingMessage, port: number): URL | null {
  const path = request.url ?? "/";
  const base = `http://127.0.0.1:${port}`;
  return URL.canParse(path, base) ? new URL(path, base) : null;
}

function turnAway(socket: Duplex, status: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
