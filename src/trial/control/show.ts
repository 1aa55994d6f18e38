import type { Hono } from "hono";
import { conversationOf } from "../conversations.ts";
import { mimeTypeOf } from "../files.ts";
import { BOT, CHANNELS, PEOPLE, personOf, TEAM } from "../people.ts";
import type { State } from "../state.ts";
import type { NodeEnv } from "../web-environment.ts";
import { impossible } from "./route.ts";

/** Adds what the control API tells: readiness, people, messages, views, the log, the violations. */
export function addShows(app: Hono<NodeEnv>, state: State): void {
  app.get("/ready", (c) => {
    const ready = state.isReady();
    return c.json({ ok: ready, ready, connections: state.sockets.count() }, ready ? 200 : 503);
  });
  app.get("/workspace", (c) => c.json(describeWorkspace(state)));
  app.get("/messages/:channel", (c) => {
    const channel = c.req.param("channel");
    if (conversationOf(channel) === null)
      return c.json(impossible("channel_not_found", `there is no channel "${channel}"`).body, 404);
    return c.json({ messages: state.messages.list(channel) });
  });
  for (const [path, list] of Object.entries(perPerson(state)))
    app.get(`/${path}/:user`, (c) => {
      const user = c.req.param("user");
      if (personOf(user) === undefined)
        return c.json(impossible("user_not_found", `nobody here has the id "${user}"`).body, 404);
      return c.json(list(user));
    });
  app.get("/log", (c) => c.json({ log: state.log.entries() }));
  app.get("/violations", (c) => c.json({ violations: state.violations.list() }));
  app.get("/files/:id", (c) => {
    const file = state.files.find(c.req.param("id"));
    if (file === undefined || file.stage.kind !== "completed")
      return c.json(impossible("file_not_found", "there is no such file").body, 404);
    return c.body(file.stage.bytes, 200, { "content-type": mimeTypeOf(file.name) });
  });
}

function perPerson(state: State): Readonly<Record<string, (user: string) => object>> {
  return {
    ephemerals: (user) => ({ messages: state.ephemerals.list(user) }),
    home: (user) => ({ view: state.views.home(user) }),
    views: (user) => ({ views: state.views.modals(user) }),
  };
}

function describeWorkspace(state: State): object {
  const { settings } = state;
  return {
    team: TEAM,
    bot: { id: BOT.id, name: BOT.name },
    users: PEOPLE.map(({ tz_offset: _offset, ...shown }) => shown),
    channels: CHANNELS,
    commands: [{ command: settings.commandName, usage_hint: settings.usageHint, description: "Ask the bot" }],
    shortcuts: settings.shortcuts,
    demo: settings.demo,
    started_at: String(state.startedAt),
  };
}
