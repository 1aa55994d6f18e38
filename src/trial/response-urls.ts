import type { Ids } from "./ids.ts";

/** Slack: a response URL may be used five times within thirty minutes. */
export const RESPONSE_URL_USES_MAX = 5;
export const RESPONSE_URL_LIFE_MS = 30 * 60_000;

/** As many as people can click in the thirty minutes that a URL lives; older ones are forgotten. */
const RESPONSE_URLS_MAX = 2000;

/** The message that a click came from: what `replace_original` and `delete_original` act on. */
export type Original =
  | { readonly kind: "message"; readonly channel: string; readonly ts: string }
  | { readonly kind: "ephemeral"; readonly user: string; readonly ts: string }
  | { readonly kind: "none" };

export interface ResponseTarget {
  readonly user: string;
  readonly channel: string;
  readonly thread_ts?: string;
  readonly original: Original;
}

export type ResponseUse =
  | { readonly kind: "usable"; readonly target: ResponseTarget }
  | { readonly kind: "used up" | "expired" | "unknown" };

export interface ResponseUrls {
  /** The URL to give to the bot. */
  issue(target: ResponseTarget): string;
  /** `key` is the last part of the URL's path. */
  use(key: string): ResponseUse;
  clear(): void;
}

interface Issued {
  readonly target: ResponseTarget;
  readonly issuedAt: number;
  uses: number;
}

export function createResponseUrls(options: { now: () => number; ids: Ids; origin: () => string }): ResponseUrls {
  const issued = new Map<string, Issued>();
  return {
    issue(target) {
      const key = options.ids.secret();
      issued.set(key, { target, issuedAt: options.now(), uses: 0 });
      const oldest = issued.keys().next();
      if (issued.size > RESPONSE_URLS_MAX && oldest.done !== true) issued.delete(oldest.value);
      return `${options.origin()}/respond/${key}`;
    },
    use(key) {
      const entry = issued.get(key);
      if (entry === undefined) return { kind: "unknown" };
      if (options.now() - entry.issuedAt > RESPONSE_URL_LIFE_MS) return { kind: "expired" };
      if (entry.uses >= RESPONSE_URL_USES_MAX) return { kind: "used up" };
      entry.uses += 1;
      return { kind: "usable", target: entry.target };
    },
    clear: () => issued.clear(),
  };
}
