import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { control, messagesIn, textOf } from "../../support/control.ts";
import { eventually } from "../../support/eventually.ts";
import { buildAndStartMs, startTrialProcess, type TrialProcess } from "../../support/trial-process.ts";

/** A newcomer waits no longer than this for the first alert. */
const toldWithinMs = 180_000;
/** Seen gone after a reading of 15 s, clear for 30 s, and the way. */
const resolvedWithinMs = 120_000;

describe("npm run trial, left alone", () => {
  let trial: TrialProcess;
  let workspace: { url: string };
  let pid = 0;

  beforeAll(async () => {
    trial = startTrialProcess(["--port", "0"]);
    workspace = { url: await trial.said(/Open {2}(http:\S+)/) };
    pid = Number(await trial.said(/\(pid (\d+)\)/));
  }, buildAndStartMs);

  afterAll(async () => {
    trial.child.kill("SIGINT");
    await trial.ended;
  });

  test("tells of the demo daemon's heap by itself within three minutes, before it reaches its threshold", {
    timeout: toldWithinMs + 10_000,
  }, async () => {
    await eventually(async () => (await heapAlert()) !== undefined, toldWithinMs);
    expect(textOf(await heapAlert())).toContain("alert_acknowledge");
    expect((await heapAlert())?.text).toMatch(
      /^Warning · demo on local: heap 1\d\d of 160 MiB, [89]\d % of its threshold/,
    );
    expect(anonymousMebibytes(pid)).toBeLessThan(160);
  });

  test("says that it is over, and why, after the demo daemon was restarted", {
    timeout: resolvedWithinMs + 10_000,
  }, async () => {
    process.kill(pid, "SIGTERM");
    await eventually(async () => (await heapAlert())?.text.startsWith("Resolved") === true, resolvedWithinMs);
    expect(textOf(await heapAlert())).toContain("alert_useful");
    expect((await control(workspace, "violations")).body).toEqual({ violations: [] });
  });

  async function heapAlert() {
    return (await messagesIn(workspace, "C01OPS")).find(
      (message) => !("thread_ts" in message) && message.text.includes("demo on local: heap"),
    );
  }
});

function anonymousMebibytes(pid: number): number {
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
