import { Hono } from "hono";
import { receiveUpload } from "./api/files.ts";
import { isObject, parseJson } from "./json.ts";
import { showResponse } from "./response-messages.ts";
import type { State } from "./state.ts";
import type { NodeContext, NodeEnv } from "./web-environment.ts";

/** The addresses that Slack hands out: response URLs and upload URLs. */
export function serveResponses(state: State): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  app.post("/respond/:key", async (c) => {
    if (state.faults.isOut()) return c.text("Service Unavailable", 503);
    const body = parseJson(await c.req.text());
    const error = respond(state, c.req.param("key"), body);
    state.log.add("call", { method: "response_url", args: body ?? null, ok: error === null, error });
    return error === null ? c.text("ok") : c.json({ ok: false, error }, statusOf(error));
  });
  app.post("/upload/:id", async (c) => {
    if (state.faults.isOut()) return c.text("Service Unavailable", 503);
    const bytes = await readUpload(c);
    const error = receiveUpload(state, c.req.param("id"), bytes);
    state.log.add("call", { method: "upload", args: { bytes: bytes.length }, ok: error === null, error });
    return error === null ? c.text(`OK - ${bytes.length}`) : c.text(error, 400);
  });
  return app;
}

function respond(state: State, key: string, body: unknown): string | null {
  const use = state.responseUrls.use(key);
  if (use.kind !== "usable") {
    state.violations.record("response_url overused", "response_url", `the URL is ${use.kind}`);
    return use.kind === "expired" ? "expired_url" : "used_url";
  }
  if (!isObject(body)) return "invalid_payload";
  const outcome = showResponse(state, "response_url", { body, target: use.target });
  return outcome.kind === "refused" ? outcome.error : null;
}

function statusOf(error: string): 404 | 400 {
  return error === "used_url" || error === "expired_url" ? 404 : 400;
}

/** The bytes of an upload, sent raw or as the first file of a form. */
async function readUpload(c: NodeContext): Promise<Uint8Array<ArrayBuffer>> {
  const type = c.req.header("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return new Uint8Array(await c.req.arrayBuffer());
  for (const value of (await c.req.formData()).values())
    if (typeof value !== "string") return new Uint8Array(await value.arrayBuffer());
  return new Uint8Array();
}
