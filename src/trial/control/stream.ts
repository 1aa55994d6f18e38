import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Announcement } from "../announcements.ts";
import type { State } from "../state.ts";
import type { NodeEnv } from "../web-environment.ts";

/** Announcements of the same thing within this time are told once: a page fetches the whole anyway. */
const TELL_EVERY_MS = 50;

/** Keeps proxies and browsers from taking a quiet stream for a dead one. */
const PING_EVERY_MS = 15_000;

/** The bot's own readiness makes no announcement, so it is looked at this often while somebody watches. */
const READINESS_EVERY_MS = 500;

/** Adds the stream of server-sent events: what changed, by name; the page fetches the rest. */
export function addStream(app: Hono<NodeEnv>, state: State): void {
  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const pending = new Map<string, Announcement>();
      let ready = state.isReady();
      const note = (announcement: Announcement) => {
        if (announcement.name === "bot") ready = announcement.data.ready;
        pending.set(
          `${announcement.name} ${announcement.name === "bot" ? "" : JSON.stringify(announcement.data)}`,
          announcement,
        );
      };
      const unsubscribe = state.announcements.subscribe(note);
      const watching = setInterval(() => {
        if (state.isReady() !== ready) note({ name: "bot", data: { ready: state.isReady() } });
      }, READINESS_EVERY_MS);
      stream.onAbort(() => {
        unsubscribe();
        clearInterval(watching);
      });
      await stream.writeSSE({ event: "bot", data: JSON.stringify({ ready }) });
      let quietMs = 0;
      while (!stream.aborted && !stream.closed) {
        const told = [...pending.values()];
        pending.clear();
        for (const { name, data } of told) await stream.writeSSE({ event: name, data: JSON.stringify(data) });
        quietMs = told.length > 0 ? 0 : quietMs + TELL_EVERY_MS;
        if (quietMs >= PING_EVERY_MS) {
          await stream.write(": ping\n\n");
          quietMs = 0;
        }
        await stream.sleep(TELL_EVERY_MS);
      }
    }),
  );
}
