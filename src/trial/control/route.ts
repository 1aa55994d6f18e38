import type { Hono } from "hono";
import { z } from "zod";
import { type Conversation, conversationOf } from "../conversations.ts";
import { type JsonObject, parseJson } from "../json.ts";
import { PEOPLE, type Person, personOf } from "../people.ts";
import type { State } from "../state.ts";
import type { NodeEnv } from "../web-environment.ts";

/** What a call of the control API comes to: its JSON, and 400 where the caller asked for something impossible. */
export interface ControlAnswer {
  readonly status: 200 | 400;
  readonly body: JsonObject & { readonly ok: boolean };
}

export function answered(body: JsonObject & { readonly ok: boolean }): ControlAnswer {
  return { status: 200, body };
}

/** `detail` is a sentence for the caller: what is wrong and what would be right. */
export function impossible(error: string, detail: string): ControlAnswer {
  return { status: 400, body: { ok: false, error, detail } };
}

export interface Route<T> {
  readonly path: string;
  readonly body: z.ZodType<T>;
  act(state: State, body: T): Promise<ControlAnswer> | ControlAnswer;
}

/** Adds a POST to the control API: the body is checked first, and the call is logged with its outcome. */
export function addRoute<T>(app: Hono<NodeEnv>, state: State, route: Route<T>): void {
  app.post(route.path, async (c) => {
    const text = await c.req.text();
    const source = text.trim() === "" ? {} : parseJson(text);
    const answer = source === undefined ? notJson : await checked(state, route, source);
    if (route.path !== "/reset") state.log.add("control", { path: route.path, body: source ?? text, ...answer.body });
    return c.json(answer.body, answer.status);
  });
}

const notJson = impossible("invalid_json", "the body is not JSON; send one JSON object");

async function checked<T>(state: State, route: Route<T>, source: unknown): Promise<ControlAnswer> {
  const parsed = route.body.safeParse(source);
  return parsed.success ? route.act(state, parsed.data) : refuse(parsed.error, source);
}

function refuse(error: z.ZodError, source: unknown): ControlAnswer {
  const [first] = error.issues;
  const code = first?.code === "custom" ? String(first.params?.code ?? "invalid_field") : "invalid_field";
  const detail = error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${wrongIn(issue, source)}`).join("; ");
  return impossible(code, detail);
}

/** The checker's own words speak of types; a caller has left something out, or sent another kind of thing. */
function wrongIn(issue: z.core.$ZodIssue, source: unknown): string {
  if (issue.code !== "invalid_type") return issue.message;
  const found = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    source,
  );
  const expected = `expected ${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
  return found === undefined ? `missing; ${expected}` : expected;
}

/** The id of a person, who is thereby looked up. */
export const person = z.string().transform((id, context): Person => {
  const found = personOf(id);
  if (found !== undefined) return found;
  const known = PEOPLE.map((each) => each.id).join(", ");
  const message = `nobody here has the id "${id}"; there are ${known}`;
  context.addIssue({ code: "custom", message, params: { code: "user_not_found" } });
  return z.NEVER;
});

/** The id of a conversation, which is thereby looked up. */
export const conversation = z.string().transform((id, context): Conversation => {
  const found = conversationOf(id);
  if (found !== null) return found;
  const message = `there is no channel "${id}"; GET /_control/workspace lists them, and direct messages have a person's id with "D" for "U"`;
  context.addIssue({ code: "custom", message, params: { code: "channel_not_found" } });
  return z.NEVER;
});

/** Null when the person may speak there. */
export function outsider(who: Person, where: Conversation): ControlAnswer | null {
  if (where.members.includes(who.id)) return null;
  return impossible("user_not_in_channel", `${who.id} is not a member of ${where.id}`);
}

export function noSuchModal(who: Person, viewId: string | undefined): ControlAnswer {
  const named = viewId === undefined ? "" : ` "${viewId}" on top`;
  return impossible("view_not_found", `${who.id} has no open modal${named}`);
}
