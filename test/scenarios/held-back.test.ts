import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type App, createApp } from "../../src/app.ts";
import { systemWorld } from "../../src/app-world.ts";
import { localConfig } from "../../src/config/local-config.ts";
import { Secret } from "../../src/domain/secret.ts";
import { createWorkspace, type Workspace } from "../../src/trial/workspace.ts";
import { control, type Message, messagesIn, textOf } from "../support/control.ts";
import { createDataFolder } from "../support/data-folder.ts";
import { eventually } from "../support/eventually.ts";

describe("/scipy status, where Slack holds the bot back for a minute", () => {
  let workspace: Workspace;
  let app: App;
  let data: Awaited<ReturnType<typeof createDataFolder>>;

  beforeEach(async () => {
    const opened = await createWorkspace({ port: 0, isBotReady: () => false });
    if (!opened.ok) throw new Error(opened.error.sentence);
    workspace = opened.value;
    const tokens = { botToken: new Secret("xoxb-trial"), appToken: new Secret("xapp-trial") };
    data = await createDataFolder();
    app = createApp({
      ...systemWorld("error"),
      store: data.store,
      config: localConfig(),
      slack: { ...tokens, apiUrl: workspace.apiUrl, sockets: 1 },
      onFault: () => undefined,
    });
    workspace.setReady(() => app.hasFirstReading());
    const started = await app.start();
    if (!started.ok) throw new Error(started.error.detail);
    await eventually(async () => (await control(workspace, "ready")).status === 200);
  });

  afterEach(async () => {
    await app.stop();
    await workspace.stop();
    await data.remove();
  });

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
