import { type Fields, fieldsList, fieldsOf, listOf, textOf } from "./json.ts";
import { parseWorkspace, type Workspace } from "./workspace.ts";

/** A message as the workspace holds it; blocks are read by the renderers. */
export interface Message {
  readonly ts: string;
  /** The conversation it stands in; empty where the call already names it. */
  readonly channel: string;
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly edited: boolean;
  readonly reactions: readonly Reaction[];
  /** Everything that was answered, for the inspector. */
  readonly raw: Fields;
}

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

/** `errors` are sentences by block id; `error` is Slack's word for why nothing was done, `detail` the workspace's own sentence. */
export interface Outcome {
  readonly ok: boolean;
  readonly ackMs: number | null;
  readonly errors: Readonly<Record<string, string>>;
  readonly error: string;
  readonly detail: string;
}

/** Longer than Slack's 3 s deadline, so that the workspace's own verdict comes first; after that it is gone, not slow. */
const CALL_DEADLINE_MS = 10_000;

export async function post(call: string, body: Fields): Promise<Outcome> {
  const answer = await ask(call, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer === null)
    return {
      ok: false,
      ackMs: null,
      errors: {},
      error: "",
      detail: "The trial workspace did not answer: is it still running?",
    };
  const fields = fieldsOf(answer);
  return {
    ok: fields.ok === true,
    ackMs: typeof fields.ackMs === "number" ? fields.ackMs : null,
    errors: Object.fromEntries(Object.entries(fieldsOf(fields.errors)).map(([block, words]) => [block, textOf(words)])),
    error: textOf(fields.error),
    detail: textOf(fields.detail),
  };
}

/** Null when the server cannot be reached. */
export async function getWorkspace(): Promise<Workspace | null> {
  const answer = await ask("workspace");
  return answer === null ? null : parseWorkspace(answer);
}

export async function getMessages(channel: string): Promise<readonly Message[] | null> {
  return messagesOf(await ask(`messages/${encodeURIComponent(channel)}`));
}

export async function getEphemerals(user: string): Promise<readonly Message[] | null> {
  return messagesOf(await ask(`ephemerals/${encodeURIComponent(user)}`));
}

/** The view of the bot's Home for this person; null when it has published none. */
export async function getHome(user: string): Promise<Fields | null> {
  const view = fieldsOf(await ask(`home/${encodeURIComponent(user)}`)).view;
  return typeof view === "object" && view !== null ? fieldsOf(view) : null;
}

/** The open modals of this person, the top one last. */
export async function getViews(user: string): Promise<readonly Fields[]> {
  return fieldsList(fieldsOf(await ask(`views/${encodeURIComponent(user)}`)).views);
}

/** The entries of `/log` or `/violations`. */
export async function getEntries(call: "log" | "violations"): Promise<readonly Fields[] | null> {
  const answer = await ask(call);
  if (answer === null) return null;
  const list = Array.isArray(answer) ? answer : Object.values(fieldsOf(answer)).find(Array.isArray);
  return fieldsList(listOf(list));
}

/** Where the page finds a file that the bot uploaded. */
export function fileUrl(id: string): string {
  return `/_control/files/${encodeURIComponent(id)}`;
}

async function ask(call: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const response = await fetch(`/_control/${call}`, { ...init, signal: AbortSignal.timeout(CALL_DEADLINE_MS) });
    const body: unknown = await response.json().catch(() => ({}));
    // A refusal of a POST says why in its body; a GET that fails has nothing to show.
    return response.ok || init.method === "POST" ? body : null;
  } catch {
    return null;
  }
}

function messagesOf(answer: unknown): readonly Message[] | null {
  return answer === null ? null : fieldsList(fieldsOf(answer).messages).map(messageOf);
}

function messageOf(raw: Fields): Message {
  return {
    ts: textOf(raw.ts),
    channel: textOf(raw.channel),
    threadTs: textOf(raw.thread_ts) || null,
    user: textOf(raw.user),
    text: textOf(raw.text),
    blocks: listOf(raw.blocks),
    edited: raw.edited !== undefined && raw.edited !== null && raw.edited !== false,
    reactions: fieldsList(raw.reactions).map((reaction) => ({
      name: textOf(reaction.name),
      users: listOf(reaction.users).map((user) => textOf(user)),
    })),
    raw,
  };
}
