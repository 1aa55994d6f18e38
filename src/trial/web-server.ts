import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Hono } from "hono";
import { serveApi } from "./api/serve-api.ts";
import { serveControl } from "./control/serve-control.ts";
import { FILE_BYTES_MAX } from "./files.ts";
import { guard, isOwnHost, isOwnOrigin } from "./guard.ts";
import { limitBody } from "./limit-body.ts";
import { servePage } from "./serve-page.ts";
import { serveResponses } from "./serve-responses.ts";
import type { State } from "./state.ts";
import type { NodeEnv } from "./web-environment.ts";

/** The largest body is a view of 250 kB, which percent-encoding may treble. */
const BODY_BYTES_MAX = 1_000_000;

/** An upload comes with the frame of its form. */
const UPLOAD_BYTES_MAX = FILE_BYTES_MAX + 10_000;

/** All that is served over HTTP. */
export function createWebServer(state: State, port: () => number): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  app.use(guard(port));
  app.use("/upload/*", limitBody(UPLOAD_BYTES_MAX));
  for (const path of ["/api/*", "/respond/*", "/_control/*"]) app.use(path, limitBody(BODY_BYTES_MAX));
  app.route("/api", serveApi(state));
  app.route("/", serveResponses(state));
  app.route("/_control", serveControl(state));
  app.route("/", servePage());
  app.notFound((c) => c.json({ ok: false, error: "not_found", detail: `nothing is served at ${c.req.path}` }, 404));
  app.onError((error, c) => {
    state.log.add("control", { path: c.req.path, fault: error.stack ?? String(error) });
    return c.json({ ok: false, error: "internal_error", detail: error.message }, 500);
  });
  return app;
}

/** Lets a bot connect whose ticket is good; everything else that wants to change protocols is turned away. */
export function upgrade(
  state: State,
  port: number,
  asked: { request: IncomingMessage; socket: Duplex; head: Buffer },
): void {
  const { request, socket, head } = asked;
  const url = new URL(request.url ?? "/", `http://127.0.0.1:${port}`);
  const isOwn = isOwnHost(request.headers.host, port) && isOwnOrigin(request.headers.origin, port);
  if (!isOwn) turnAway(socket, "403 Forbidden");
  else if (state.faults.isOut()) turnAway(socket, "503 Service Unavailable");
  else if (url.pathname !== "/link/") turnAway(socket, "404 Not Found");
  else if (!state.tickets.redeem(url.searchParams.get("ticket") ?? "")) turnAway(socket, "401 Unauthorized");
  else state.sockets.accept(request, socket, head);
}

function turnAway(socket: Duplex, status: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
