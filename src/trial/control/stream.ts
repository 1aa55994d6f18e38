import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Announcement } from "../announcements.ts";
import type { State } from "../state.ts";
import type { NodeEnv } from "../web-environment.ts";

/** Announcements of the same thing within this time are told once: a page fetches the whole anyway. */
const TELL_EVERY_MS = 50;

/** Keeps proxies and browsers from taking a quiet stream for a dead one. */
const PING_EVERY_MS = 15_000;

/** The bot's readiness and what it has read make no announcement, so they are looked at this often while somebody watches. */
const LOOK_EVERY_MS = 500;

/** Adds the stream of server-sent events: what changed, by name; the page fetches the rest. */
export function addStream(app: Hono<NodeEnv>, state: State): void {
  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const news = collectNews(state);
      stream.onAbort(news.end);
      let quietMs = 0;
      while (!stream.aborted && !stream.closed) {
        const told = news.take();
        for (const { name, data } of told) await stream.writeSSE({ event: name, data: JSON.stringify(data) });
        quietMs = told.length > 0 ? 0 : quietMs + TELL_EVERY_MS;
        if (quietMs >= PING_EVERY_MS) await stream.write(": ping\n\n");
        quietMs %= PING_EVERY_MS;
        await stream.sleep(TELL_EVERY_MS);
      }
    }),
  );
}

/** Gathers what is announced, each thing once, beginning with the bot's readiness and what it has read of the demo daemon. */
function collectNews(state: State) {
  const pending = new Map<string, Announcement>();
  let ready = state.isReady();
  let heapBytes = state.demoHeap();
  const note = (news: Announcement) => {
    if (news.name === "bot") ready = news.data.ready;
    const isOne = news.name === "bot" || news.name === "demo";
    pending.set(isOne ? news.name : `${news.name} ${JSON.stringify(news.data)}`, news);
  };
  note({ name: "bot", data: { ready } });
  note({ name: "demo", data: { heapBytes } });
  const unsubscribe = state.announcements.subscribe(note);
  const watching = setInterval(() => {
    if (state.isReady() !== ready) note({ name: "bot", data: { ready: state.isReady() } });
    if (state.demoHeap() === heapBytes) return;
    heapBytes = state.demoHeap();
    note({ name: "demo", data: { heapBytes } });
  }, LOOK_EVERY_MS);
  return {
    take(): readonly Announcement[] {
      const taken = [...pending.values()];
      pending.clear();
      return taken;
    },
    end(): void {
      unsubscribe();
      clearInterval(watching);
    },
  };
}
