import type { Workspace } from "../../src/trial/workspace.ts";

export interface Message {
  readonly ts: string;
  readonly text: string;
  /** Of a reply in a thread. */
  readonly thread_ts?: string;
  readonly blocks: readonly MessageBlock[];
}

export interface MessageBlock {
  readonly type: string;
  readonly block_id: string;
  readonly elements?: readonly { readonly action_id: string; readonly value: string }[];
}

/** One call of the workspace's control API: a GET without a body, a POST with one. */
export async function control(
  workspace: Pick<Workspace, "url">,
  call: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { "content-type": "application/json" };
  const init = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
  const answer = await fetch(`${workspace.url}_control/${call}`, init);
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : {} };
}

export async function messagesIn(workspace: Pick<Workspace, "url">, channel: string): Promise<Message[]> {
  return (await control(workspace, `messages/${channel}`)).body["messages"] as Message[];
}

/** Everything that the message shows, as one text. */
export function textOf(message: Message | undefined): string {
  return message === undefined ? "" : `${message.text}\n${JSON.stringify(message.blocks)}`;
}
