import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { control, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";

const program = fileURLToPath(new URL("../../bin/scipy-bot.js", import.meta.url));
/** The first call of a fresh checkout builds the product. */
const buildAndStartMs = 60_000;

describe("npm run trial", () => {
  let trial: Running;
  let workspace: { url: string };

  beforeAll(async () => {
    trial = startTrial("--port", "0");
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
    const second = startTrial("--port", new URL(workspace.url).port);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toMatch(/Port \d+ .*another trial.*--port/);
  });

  it.each([
    ["--port", "http"],
    ["--prot", "1"],
  ])("refuses %s %s with exit 2", async (...args) => {
    const refused = startTrial(...args);
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

interface Running {
  readonly child: ChildProcess;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  printed(): string;
  /** What the first group of the pattern matches, once it is printed. */
  said(pattern: RegExp): Promise<string>;
}

function startTrial(...args: string[]): Running {
  const child = spawn(process.execPath, [program, "trial", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const printed = () => text;
  const said = async (pattern: RegExp): Promise<string> => {
    await eventually(() => pattern.test(text), buildAndStartMs);
    return pattern.exec(text)?.[1] ?? "";
  };
  return { child, ended, printed, said };
}
