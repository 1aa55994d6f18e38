import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { askForStatus, runToEnd, startAndWait } from "../../bench/first-answer.ts";
import { createWorkspace } from "../../src/trial/workspace.ts";
import { eventually } from "../support/eventually.ts";
import { isAlive } from "../support/is-alive.ts";

const node = process.execPath;

describe("the time from clone to first answer", () => {
  it("is not measured where a step fails, and what the step printed is told", async () => {
    const script = "console.error('no such package'); process.exit(7)";
    await expect(runToEnd(node, ["-e", script], { cwd: tmpdir() })).rejects.toThrow(/ended with 7:\nno such package/);
  });

  it("is not measured where the trial ends before it is ready", async () => {
    const script = "console.log('the port is taken'); process.exit(1)";
    await expect(startAndWait(node, ["-e", script], { cwd: tmpdir(), sign: /Open {2}(http:\S+)/ })).rejects.toThrow(
      /the port is taken/,
    );
  });

  it("leaves no process behind, also none that npm has started", async () => {
    const grandchild = "console.log('Open  http://127.0.0.1/' + process.pid); setInterval(() => {}, 1000)";
    const script = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" });
      process.on("SIGINT", () => undefined)`;
    const running = await startAndWait(node, ["-e", script], { cwd: tmpdir(), sign: /Open {2}(http:\S+)/ });
    const pid = Number(running.said.split("/").at(-1));
    expect(isAlive(pid)).toBe(true);
    await running.stop();
    await eventually(() => !isAlive(pid));
  });

  it("is not measured where nobody takes the command", async () => {
    const opened = await createWorkspace({ port: 0 });
    if (!opened.ok) throw new Error(opened.error.sentence);
    await expect(askForStatus(opened.value.url)).rejects.toThrow(/took no command/);
    await opened.value.stop();
  });
});
