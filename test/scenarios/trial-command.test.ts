import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { control, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";
import { buildAndStartMs, startTrialProcess, type TrialProcess } from "../support/trial-process.ts";

describe("npm run trial", () => {
  let trial: TrialProcess;
  let workspace: { url: string };
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "scipy-tmp-"));
    trial = startTrialProcess(["--port", "0"], folder);
    workspace = { url: await trial.said(/Open {2}(http:\S+)/) };
    await eventually(async () => (await control(workspace, "ready")).status === 200);
  }, buildAndStartMs);

  afterAll(async () => {
    trial.child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

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
    const second = startTrialProcess(["--port", new URL(workspace.url).port]);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toMatch(/Port \d+ .*another trial.*--port/);
  });

  it.each([
    ["--port", "http", "--port"],
    ["--prot", "1", 'there is no option "--prot". Did you mean --port?'],
  ])("refuses %s %s with exit 2 and says why", async (option, value, told) => {
    const refused = startTrialProcess([option, value]);
    expect(await refused.ended).toBe(2);
    expect(refused.printed()).toContain(told);
  });

  it("says in a sentence that its folder cannot be made", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const refused = startTrialProcess(["--port", "0", "--data", join(file, "sub")]);
    expect(await refused.ended).toBe(1);
    expect(refused.printed()).toMatch(/could not be started: .*a-file/);
    await rm(file);
  });

  it.each([
    ["my data", /demo daemon is found by a pid file in .*my data.*--data/],
    ["none/deep", /could not be started: .*none/],
  ])("refuses the folder %j in a sentence", async (name, sentence) => {
    const refused = startTrialProcess(["--port", "0", "--data", join(folder, name)]);
    expect(await refused.ended).toBe(1);
    expect(refused.printed()).toMatch(sentence);
    await rm(join(folder, name), { recursive: true, force: true });
  });

  it("watches the hosts of the file that was named, and runs no demo daemon then", async () => {
    const file = join(folder, "own.yml");
    await writeFile(file, 'channel: "#ops"\nhosts: [{ name: mine, connect: local }]\n');
    const own = startTrialProcess(["--port", "0", "--config", file]);
    expect(await own.said(/It watches (.*)\./)).toBe("mine");
    own.child.kill("SIGTERM");
    expect(await own.ended).toBe(0);
    await rm(file);
  });

  it("ends all the rest at Ctrl-C when one part cannot be ended in order, and says which", async () => {
    const data = join(folder, "data");
    const other = startTrialProcess(["--port", "0", "--data", data]);
    const pid = Number(await other.said(/\(pid (\d+)\)/));
    await rm(join(data, "demo-daemon.pid"));
    await mkdir(join(data, "demo-daemon.pid"));
    other.child.kill("SIGINT");
    expect(await other.ended).toBe(0);
    expect(other.printed()).toMatch(/warning: the demo daemon did not end in order; look .*demo-daemon\.pid/);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    await rm(data, { recursive: true });
  });

  it("ends in order at Ctrl-C, and leaves neither the demo daemon nor a file behind", async () => {
    const pid = Number(await trial.said(/\(pid (\d+)\)/));
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    expect(await readdir(folder)).toHaveLength(1);
    trial.child.kill("SIGINT");
    expect(await trial.ended).toBe(0);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
    await expect(fetch(workspace.url)).rejects.toThrow();
  });
});
