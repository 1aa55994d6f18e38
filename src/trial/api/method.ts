import type { JsonObject } from "../json.ts";
import type { State } from "../state.ts";

/** What a method answers; the server adds nothing to it. Errors are Slack's own words. */
export type Answer =
  | ({ readonly ok: true } & JsonObject)
  | ({ readonly ok: false; readonly error: string } & JsonObject);

export interface Call {
  readonly state: State;
  readonly method: string;
  /** Arguments from the query, the form or the JSON body; JSON within form fields is parsed already. */
  readonly args: JsonObject;
}

/** One method of the Web API. */
export interface Method {
  readonly name: string;
  /** Which token it wants, and the scope that the bot's token must have; null for none. */
  readonly token: "bot" | "app";
  readonly scope: string | null;
  run(call: Call): Answer;
}

export function botMethod(name: string, scope: string | null, run: Method["run"]): Method {
  return { name, token: "bot", scope, run };
}

export function refusal(error: string, details: JsonObject = {}): Answer {
  return { ok: false, error, ...details };
}

/** An answer to a call that lacks an argument, and a violation: a bot that works never makes such a call. */
export function lacking(call: Call, argument: string, error = "invalid_arguments"): Answer {
  call.state.violations.record(
    "bad call",
    `${call.method} /${argument}`,
    `${error}: ${argument} is missing or not of its kind`,
  );
  const message = `[ERROR] missing required field: ${argument} [json-pointer:/${argument}]`;
  return refusal(error, { response_metadata: { messages: [message] } });
}

/** For methods whose scope depends on what they are called for: Slack's refusal, or null where the bot has the scope. */
export function lackingScope({ state, method }: Call, needed: string): Answer | null {
  const provided = state.settings.scopes;
  if (provided.includes(needed)) return null;
  state.violations.record("bad call", method, `missing_scope: needs ${needed}`);
  return refusal("missing_scope", { needed, provided: provided.join(",") });
}
