import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goodBlocks } from "./blocks/good-blocks.ts";
import { openWorkspace } from "./open-workspace.ts";
import { connectPeer } from "./socket-peer.ts";

const ids = fc.constantFrom("C01OPS", "D01ALICE", "U01ALICE", "U02BOB", "U0BOT", "V1", "1.000001", "S01OPS", "");
const block = fc.oneof(fc.constantFrom(...Object.values(goodBlocks)), fc.jsonValue());
const view = fc.oneof(fc.record({ type: fc.constantFrom("modal", "home"), blocks: fc.array(block) }), fc.jsonValue());
const value = fc.oneof(ids, fc.jsonValue());

describe("whatever it is asked", () => {
  it("the control API answers with 200 or 400 and says whether it was done", async () => {
    const trial = await openWorkspace();
    const peer = await connectPeer(trial);
    peer.ackAll();
    const paths = fc.constantFrom(
      "command",
      "interact",
      "submit",
      "close",
      "message",
      "react",
      "open-home",
      "shortcut",
    );
    const names = [
      "channel",
      "user",
      "text",
      "command",
      "messageTs",
      "viewId",
      "values",
      "callback_id",
      "name",
      "thread_ts",
    ];
    const body = fc.record(
      {
        ...Object.fromEntries(names.map((name) => [name, value])),
        action: fc.oneof(fc.record({ action_id: value }), value),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(paths, fc.oneof(body, fc.jsonValue()), async (path, asked) => {
        const url = `${trial.workspace.url}_control/${path}`;
        const response = await fetch(url, { method: "POST", body: JSON.stringify(asked) });
        expect([200, 400]).toContain(response.status);
        expect(typeof (await response.json()).ok).toBe("boolean");
      }),
      { numRuns: 300 },
    );
  });

  it("the Web API answers with 200 and an error of Slack's kind", async () => {
    const trial = await openWorkspace({
      scopes: ["chat:write", "files:write", "files:read", "users:read", "im:write", "channels:read", "reactions:write"],
    });
    const methods = fc.constantFrom(
      ...["chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral", "chat.getPermalink", "views.open"],
      ...["views.push", "views.update", "views.publish", "users.info", "conversations.open", "conversations.info"],
      ...["files.getUploadURLExternal", "files.completeUploadExternal", "files.info", "reactions.add", "no.such"],
    );
    const names = [
      "channel",
      "text",
      "ts",
      "thread_ts",
      "user",
      "user_id",
      "users",
      "metadata",
      "trigger_id",
      "hash",
      "file",
      "files",
      "name",
    ];
    const args = fc.record(
      {
        ...Object.fromEntries(names.map((name) => [name, value])),
        blocks: fc.oneof(fc.array(block), fc.jsonValue()),
        view,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(methods, args, async (method, given) => {
        const answer = await trial.api(method, given);
        if (answer.ok !== true) expect(answer.error).toMatch(/^[a-z_]+$/);
        expect(answer.error).not.toBe("internal_error");
      }),
      { numRuns: 500 },
    );
  });
});
