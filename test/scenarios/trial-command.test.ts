import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { control, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";
import { buildAndStartMs, startTrialProcess, type TrialProcess } from "../support/trial-process.ts";

describe("npm run trial", () => {
  let trial: TrialProcess;
  let workspace: { url: string };

  beforeAll(async () => {
    trial = startTrialProcess("--port", "0");
    workspace = { url: await trial.said(/Open {2}(http:\S+)/) };
    await eventually(async () => (await control(workspace, "ready")).status === 200);
  }, buildAndStartMs);

  afterAll(() => trial.child.kill("SIGKILL"));

  it("watches this machine and a demo daemon, and answers /scipy status with both", async () => {
    const body = { channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" };
    expect((await control(workspace, "command", body)).body).toMatchObject({ ok: true });
    const shown = async () => textOf((await messagesIn(workspace, "C01OPS")).at(-1));
    await eventually(async () => /local is .*load/.test(await shown()));
    expect(await shown()).toMatch(/demo.*of 160 MiB/);
    expect((await control(workspace, "violations")).body).toEqual({ violations: [] });
  });

  it("prints what to try first", async () => {
    expect(await trial.said(/(\/scipy status {2,}.*)/)).toContain("live");
  });

  it("says that the port is taken, by whom perhaps, and what to do, when it runs twice", async () => {
    const second = startTrialProcess("--port", new URL(workspace.url).port);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toMatch(/Port \d+ .*another trial.*--port/);
  });

  it.each([
    ["--port", "http"],
    ["--prot", "1"],
  ])("refuses %s %s with exit 2", async (...args) => {
    const refused = startTrialProcess(...args);
    expect(await refused.ended).toBe(2);
    expect(refused.printed()).toContain(args[0]);
  });

  it("ends in order at Ctrl-C, and leaves neither the demo daemon nor a file behind", async () => {
    const pid = Number(await trial.said(/\(pid (\d+)\)/));
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    trial.child.kill("SIGINT");
    expect(await trial.ended).toBe(0);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    await expect(fetch(workspace.url)).rejects.toThrow();
  });
});
