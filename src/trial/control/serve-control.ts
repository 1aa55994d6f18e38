import { Hono } from "hono";
import { z } from "zod";
import { resetState, type State } from "../state.ts";
import type { NodeEnv } from "../web-environment.ts";
import { closeRoute } from "./close.ts";
import { commandRoute } from "./command.ts";
import { faultRoute } from "./fault.ts";
import { interactRoute } from "./interact.ts";
import { addRoute, answered } from "./route.ts";
import { addShows } from "./show.ts";
import { messageRoute, openHomeRoute, reactRoute, shortcutRoute } from "./speak.ts";
import { addStream } from "./stream.ts";
import { submitRoute } from "./submit.ts";
import { eventRoute } from "./tell-event.ts";

/** The control API: what people do, what they see, and what goes wrong. The web page and the tests use the same calls. */
export function serveControl(state: State): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  addRoute(app, state, commandRoute);
  addRoute(app, state, interactRoute);
  addRoute(app, state, submitRoute);
  addRoute(app, state, closeRoute);
  addRoute(app, state, messageRoute);
  addRoute(app, state, reactRoute);
  addRoute(app, state, openHomeRoute);
  addRoute(app, state, shortcutRoute);
  addRoute(app, state, eventRoute);
  addRoute(app, state, faultRoute);
  addRoute(app, state, { path: "/reset", body: z.unknown(), act: reset });
  addShows(app, state);
  addStream(app, state);
  return app;
}

function reset(state: State) {
  resetState(state);
  return answered({ ok: true });
}
