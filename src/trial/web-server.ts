import { Hono } from "hono";
import { serveApi } from "./api/serve-api.ts";
import { serveControl } from "./control/serve-control.ts";
import { FILE_BYTES_MAX } from "./files.ts";
import { guard } from "./guard.ts";
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
