import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";
import type { NodeContext, NodeEnv } from "./web-environment.ts";

/**
 * Refuses a body of more bytes. Hono's own limit breaks on Node 20 where a request does not say beforehand how long its body
 * is, or has none, as `curl -X POST` sends it.
 */
export function limitBody(bytesMax: number): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    const { incoming } = c.env;
    const said = incoming.headers["content-length"];
    if (said !== undefined && Number(said) > bytesMax) return tooLarge(c, bytesMax);
    // Node's parser takes no more than was said, and without either header there is no body.
    if (said !== undefined || incoming.headers["transfer-encoding"] === undefined) return next();
    const body = await readWithin(incoming, bytesMax);
    if (body === null) return tooLarge(c, bytesMax);
    const { method, url } = c.req;
    c.req.raw = new Request(url, { method, headers: c.req.raw.headers, body });
    return next();
  };
}

/** Null when there is more, of which no more is read. */
async function readWithin(incoming: IncomingMessage, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > bytesMax) return null;
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

function tooLarge(c: NodeContext, bytesMax: number): Response {
  const detail = `the body may have at most ${bytesMax} bytes`;
  return c.json({ ok: false, error: "body_too_large", detail }, 413);
}
