import { afterEach, expect } from "vitest";
import { createWorkspace, type Workspace, type WorkspaceOptions } from "../../src/trial/workspace.ts";
import { eventWithinMs } from "../support/patience.ts";

/** JSON as tests read it, of any depth: the assertions fail on what is not there. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Trial {
  readonly workspace: Workspace;
  /** Calls a method of the Web API with a JSON body. */
  api(method: string, args?: object, token?: string | null): Promise<Json>;
  /** Acts through the control API. */
  act(path: string, body?: object): Promise<Json>;
  /** Reads from the control API. */
  see(path: string): Promise<Json>;
  /** The rules broken so far. */
  broken(): Promise<string[]>;
}

const opened: Workspace[] = [];

/** A workspace on a free port, which is stopped after the test. */
export async function openWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<Trial> {
  const made = await createWorkspace({ port: 0, ...options });
  if (!made.ok) throw new Error(made.error.sentence);
  const workspace = made.value;
  opened.push(workspace);
  const control = `${workspace.url}_control`;
  const see = async (path: string) => (await fetch(`${control}${path}`)).json();
  return {
    workspace,
    see,
    async api(method, args = {}, token = "xoxb-trial") {
      const headers = {
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      const response = await fetch(`${workspace.apiUrl}${method}`, {
        method: "POST",
        headers,
        body: JSON.stringify(args),
      });
      return response.json();
    },
    act: async (path, body = {}) =>
      (await fetch(`${control}${path}`, { method: "POST", body: JSON.stringify(body) })).json(),
    broken: async () => (await see("/violations")).violations.map((each: { rule: string }) => each.rule),
  };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((workspace) => workspace.stop()));
});

/** A clock that stands still until it is moved on. Milliseconds since 1970. */
export function createHandClock(start = 1_790_000_000_000) {
  let now = start;
  return {
    now: () => now,
    forward: (ms: number) => {
      now += ms;
    },
  };
}

/** Asks again and again until the answer is neither null nor undefined nor false; says what did not come for long. */
export async function until<T>(what: string, ask: () => Promise<T> | T): Promise<NonNullable<T>> {
  const deadline = performance.now() + eventWithinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer as NonNullable<T>;
    if (performance.now() > deadline) expect.fail(`still waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

export const button = (action_id: string, more: object = {}) => ({
  type: "button",
  action_id,
  text: { type: "plain_text", text: "Press" },
  value: "id-1",
  ...more,
});

export const modal = (more: object = {}) => ({
  type: "modal",
  callback_id: "reason",
  title: { type: "plain_text", text: "Restart" },
  submit: { type: "plain_text", text: "Ask" },
  blocks: [reasonInput],
  ...more,
});

const reasonInput = {
  type: "input",
  block_id: "why",
  label: { type: "plain_text", text: "Why?" },
  element: { type: "plain_text_input", action_id: "text", min_length: 3 },
};
