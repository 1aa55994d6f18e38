import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import type { CallFault } from "../faults.ts";
import { type JsonObject, textIn } from "../json.ts";
import type { LimitedCall } from "../posting-rules.ts";
import type { State } from "../state.ts";
import type { NodeContext, NodeEnv } from "../web-environment.ts";
import { answerCall, scopeOf } from "./methods.ts";
import { readArguments } from "./read-arguments.ts";

/** The Web API: every method by GET or POST under its name. */
export function serveApi(state: State): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  app.on(["GET", "POST"], "/:method", async (c) => {
    const method = c.req.param("method");
    const args = await readArguments(c);
    const startedAt = performance.now();
    const outcome = await respond({ state, c, method, args });
    const { token: _token, ...shown } = args ?? {};
    const tookMs = Math.round(performance.now() - startedAt);
    state.log.add("call", { method, args: shown, ...outcome.facts, tookMs });
    return outcome.response;
  });
  return app;
}

interface Request {
  readonly state: State;
  readonly c: NodeContext;
  readonly method: string;
  /** Null when the body could not be read. */
  readonly args: JsonObject | null;
}

interface Outcome {
  readonly response: Response;
  /** What the log says of it. */
  readonly facts: JsonObject;
}

async function respond(request: Request): Promise<Outcome> {
  const { state, c, method } = request;
  if (state.faults.isOut())
    return { response: c.text("Service Unavailable", 503), facts: { ok: false, status: 503, fault: "outage" } };
  const fault = state.faults.take(method);
  if (fault !== null) return suffer(request, fault);
  state.postingRules.noteCall(limitedCall(request));
  return answer(request);
}

function answer({ state, c, method, args }: Request): Outcome {
  c.header("x-oauth-scopes", state.settings.scopes.join(","));
  c.header("x-accepted-oauth-scopes", scopeOf(method));
  if (args === null) {
    state.violations.record("bad call", method, "invalid_json: the body cannot be read");
    return { response: c.json({ ok: false, error: "invalid_json" }), facts: { ok: false, error: "invalid_json" } };
  }
  const given = answerCall({ state, method, args }, tokenOf(c, args));
  const error = given.ok ? {} : { error: given.error };
  return { response: c.json(given), facts: { ok: given.ok, ...error } };
}

async function suffer(request: Request, fault: CallFault): Promise<Outcome> {
  const { state, c } = request;
  const facts = { ok: false, fault: fault.kind };
  switch (fault.kind) {
    case "rate-limit":
      state.postingRules.noteRateLimit(limitedCall(request), fault.seconds);
      c.header("Retry-After", String(fault.seconds));
      return { response: c.json({ ok: false, error: "ratelimited" }, 429), facts: { ...facts, status: 429 } };
    case "http-500":
      return { response: c.text("Internal Server Error", 500), facts: { ...facts, status: 500 } };
    case "invalid-auth":
      return { response: c.json({ ok: false, error: "invalid_auth" }), facts: { ...facts, error: "invalid_auth" } };
    case "lost-response":
      answer(request);
      return { response: cutOff(c), facts };
    case "hang":
      await holdOpen(c, fault.seconds);
      return { response: cutOff(c), facts };
  }
}

/** Slack limits posts per channel, and everything else per method. */
function limitedCall({ method, args }: Request): LimitedCall {
  const thing = method.startsWith("chat.post") ? `${method} ${textIn(args?.channel) ?? ""}` : method;
  return { method, thing, args };
}

function tokenOf(c: NodeContext, args: JsonObject): string | null {
  const header = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "");
  return header?.[1] ?? textIn(args.token) ?? null;
}

function cutOff(c: NodeContext): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Waits until the time is over or the caller has gone. */
function holdOpen(c: NodeContext, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    c.env.incoming.socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
