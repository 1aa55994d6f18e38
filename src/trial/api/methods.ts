import { APP_TOKEN, BOT_TOKEN } from "../people.ts";
import { chatMethods } from "./chat.ts";
import { fileMethods } from "./files.ts";
import { historyMethods } from "./history.ts";
import { type Answer, type Call, lackingScope, type Method, refusal } from "./method.ts";
import { reactionMethods } from "./reactions.ts";
import { viewMethods } from "./views.ts";
import { workspaceMethods } from "./workspace-facts.ts";

const methods = new Map<string, Method>(
  [...workspaceMethods, ...chatMethods, ...historyMethods, ...viewMethods, ...fileMethods, ...reactionMethods].map(
    (each) => [each.name, each],
  ),
);

/** The answer of the Web API to a call with this token; null for a call without one. Total: there is an answer to everything. */
export function answerCall(call: Call, token: string | null): Answer {
  const method = methods.get(call.method);
  if (method === undefined) {
    call.state.violations.record("bad call", call.method, "unknown_method: this method does not exist here");
    return refusal("unknown_method");
  }
  if (token === null) return refusal("not_authed");
  if (token !== BOT_TOKEN && token !== APP_TOKEN) return refusal("invalid_auth");
  if ((token === APP_TOKEN) !== (method.token === "app")) return refusal("not_allowed_token_type");
  const missing = method.scope === null ? null : lackingScope(call, method.scope);
  return missing ?? method.run(call);
}

/** The scope that a method needs, as Slack tells it in a header; empty for none. */
export function scopeOf(method: string): string {
  return methods.get(method)?.scope ?? "";
}
