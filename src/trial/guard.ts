import type { MiddlewareHandler } from "hono";
import type { NodeEnv } from "./web-environment.ts";

/**
 * Refuses what another web site could make a browser send: requests under a foreign host name (DNS rebinding), and
 * requests from pages of another origin. Sets the headers that keep the page to itself.
 */
export function guard(port: () => number): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    if (!isOwnHost(c.req.header("host"), port())) return c.text("Only 127.0.0.1 and localhost are served here.", 403);
    if (!isOwnOrigin(c.req.header("origin"), port())) return c.text("Requests of other origins are refused.", 403);
    if (c.req.path !== "/" && !isOwnSite(c.req.header("sec-fetch-site")))
      return c.text("Requests of other sites are refused.", 403);
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    return undefined;
  };
}

/** "127.0.0.1:8155" or "localhost:8155"; nothing else reaches this server by its own name. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Programs send no origin; browsers do. */
export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return origin === undefined || origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}

/** What else runs on this machine, at another port, is "same-site" for a browser; "none" is a person's own doing. */
function isOwnSite(site: string | undefined): boolean {
  return site === undefined || site === "same-origin" || site === "none";
}

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};
