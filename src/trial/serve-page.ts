import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { conversationOf } from "./conversations.ts";
import type { NodeContext, NodeEnv } from "./web-environment.ts";

/** Where the page's parts lie; the first holds in the sources and in the build alike. */
const folders = {
  assets: fileURLToPath(new URL("../../assets/trial/", import.meta.url)),
  page: fileURLToPath(new URL("./page/", import.meta.url)),
} as const;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/** The web page: its HTML at "/", its style and pictures, and its compiled scripts. */
export function servePage(): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  app.get("/", (c) => sendFile(c, join(folders.assets, "page.html")));
  app.get("/archives/:channel/*", (c) => c.redirect(`/#${placeIn(c.req.param("channel"))}`));
  for (const [prefix, folder] of Object.entries(folders))
    app.get(`/${prefix}/*`, (c) => {
      const path = c.req.path.slice(prefix.length + 2);
      return isPlainPath(path) ? sendFile(c, join(folder, path)) : c.notFound();
    });
  return app;
}

/** Where the page shows the conversation of a permalink; the first place for one that there is not. */
function placeIn(channel: string): string {
  const conversation = conversationOf(channel);
  if (conversation === null) return "";
  return conversation.kind === "im" ? `/${conversation.user}/dm` : `//${conversation.id}`;
}

/** Only names of letters, digits, dots, dashes and slashes: nothing that climbs out of its folder or needs decoding. */
function isPlainPath(path: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)*(?:\/[\w-]+(?:\.[\w-]+)*)*$/.test(path);
}

async function sendFile(c: NodeContext, path: string): Promise<Response> {
  const type = types[extname(path)];
  if (type === undefined) return c.notFound();
  try {
    return c.body(new Uint8Array(await readFile(path)), 200, { "content-type": type });
  } catch {
    return c.notFound();
  }
}
