import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli.ts";
import { createWorkspace, type Workspace } from "../../src/trial/workspace.ts";
import { control, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";
import { noTerminal } from "../support/no-terminal.ts";

describe("scipy-bot run, against a workspace that only speaks like Slack", () => {
  let folder: string;
  let workspace: Workspace;
  let told: string;

  beforeEach(async () => {
    told = "";
    folder = await mkdtemp(join(tmpdir(), "scipy-run-"));
    await writeFile(join(folder, "scipy.yml"), 'channel: "#ops"\nhosts: [{ name: here, connect: local }]\n');
    const opened = await createWorkspace({ port: 0 });
    if (!opened.ok) throw new Error(opened.error.sentence);
    workspace = opened.value;
  });

  afterEach(async () => {
    await workspace.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("answers commands until a signal stops it, and ends with 0", async () => {
    const { ended, stop } = run({});
    await eventually(async () => (await control(workspace, "command", ask)).body["ok"] === true);
    await eventually(async () => /here is .*load/.test(textOf((await messagesIn(workspace, "C01OPS")).at(-1))));
    stop();
    expect(await ended).toBe(0);
  });

  it.each([
    ["SLACK_BOT_TOKEN", "xoxb-canary-of-nobody"],
    ["SLACK_APP_TOKEN", "xapp-canary-of-nobody"],
  ])("ends with 3 and names %s when Slack refuses it, and never prints it", async (variable, value) => {
    const { ended } = run({ [variable]: value });
    expect(await ended).toBe(3);
    expect(told).toContain(variable);
    expect(told).not.toContain("canary");
  });

  it("ends with 3 when Slack revokes its tokens while it runs", async () => {
    const { ended } = run({});
    await eventually(async () => (await control(workspace, "command", ask)).body["ok"] === true);
    await control(workspace, "fault", { kind: "invalid-auth", times: 1000 });
    await control(workspace, "fault", { kind: "kill-socket" });
    expect(await ended).toBe(3);
  });

  it("ends with 2 and lists the faults when its configuration has some", async () => {
    await writeFile(join(folder, "scipy.yml"), "chanel: x\n");
    expect(await run({}).ended).toBe(2);
    expect(told).toContain("scipy.yml:1:1");
  });

  it("can be stopped while it still waits for a Slack that gives no answer", async () => {
    await control(workspace, "fault", { kind: "outage", seconds: 60 });
    const { ended, stop } = run({});
    stop();
    expect(await ended).toBe(0);
  });

  const ask = { channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" };

  function run(changes: Record<string, string>): { ended: Promise<number>; stop: () => void } {
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const tokens = { SLACK_BOT_TOKEN: "xoxb-trial", SLACK_APP_TOKEN: "xapp-trial", SLACK_API_URL: workspace.apiUrl };
    const ended = runCli({
      args: ["run"],
      env: { ...tokens, ...changes },
      folder,
      uid: process.getuid?.() ?? 0,
      columns: null,
      streams: noTerminal,
      print: () => undefined,
      tell: (text) => {
        told += text;
      },
      stopped,
    });
    return { ended, stop };
  }
});
