import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Workspace } from "../../src/trial/workspace.ts";
import { type AppInWorkspace, openAppInWorkspace } from "../support/app-in-workspace.ts";
import { control, type Message, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";

describe("/scipy status, where Slack holds the bot back for a minute", () => {
  let workspace: Workspace;
  let bot: AppInWorkspace;

  beforeEach(async () => {
    bot = await openAppInWorkspace();
    workspace = bot.workspace;
  });

  afterEach(() => bot.close());

  it.each([
    ["its edits", "chat.update"],
    ["its posts", "chat.postMessage"],
  ])(
    "is answered to the asker alone within 15 s, and breaks no rule of Slack's: %s",
    { timeout: 30_000 },
    async (...[, method]) => {
      await control(workspace, "fault", { kind: "rate-limit", method, seconds: 60 });
      await control(workspace, "command", { channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" });
      await eventually(async () => (await seenByAsker()).length === 1, 15_000);
      const answer = textOf((await seenByAsker())[0]);
      expect(answer).toMatch(/load \d/);
      expect(answer).toContain("Only you see this answer: Slack lets the bot post no more here just now.");
      expect((await messagesIn(workspace, "C01OPS")).filter((message) => /load \d/.test(message.text))).toEqual([]);
      expect((await control(workspace, "violations")).body).toEqual({ violations: [] });
    },
  );

  async function seenByAsker(): Promise<Message[]> {
    return (await control(workspace, "ephemerals/U01ALICE")).body["messages"] as Message[];
  }
});
