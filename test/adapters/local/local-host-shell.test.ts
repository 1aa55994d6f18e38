import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLocalShell } from "../../../src/adapters/local/local-host-shell.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import { parseAnswer } from "../../../src/probe/answer.ts";
import { parseProcesses } from "../../../src/probe/processes.ts";
import { probeProgram } from "../../../src/probe/program.ts";
import { renderQuestion } from "../../../src/probe/question.ts";
import type { HostShell, ShellProgram } from "../../../src/services/ports.ts";
import { eventually } from "../../support/eventually.ts";
import { isAlive } from "../../support/is-alive.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

let shell: HostShell | null = null;
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "local-shell-"));
});

afterEach(async () => {
  await shell?.close();
  shell = null;
  await rm(folder, { recursive: true, force: true });
});

/** A program for /bin/sh whose answers end as the probe's do. */
function program(command: string): ShellProgram {
  return { command, endsAnswer: probeProgram.endsAnswer };
}

/** Writes its own pid, then answers every question with it. */
function patient(): ShellProgram {
  return program(`echo $$ >>${folder}/pids; while read -r id rest; do echo "pid $$ $rest"; echo "@$id ."; done`);
}

async function startedPids(): Promise<readonly number[]> {
  const text = await readFile(join(folder, "pids"), "utf8");
  return text.trim().split("\n").map(Number);
}

const ample = seconds(60);

describe("the bot's own machine", () => {
  test("answers the probe's questions, one program for all of them", async () => {
    shell = createLocalShell(probeProgram, { clock: systemClock });
    const first = await shell.ask(renderQuestion("abcdefgh", { verb: "system" }), ample);
    const second = await shell.ask(renderQuestion("abcdefgi", { verb: "processes" }), ample);
    const system = parseAnswer("abcdefgh", first.ok ? first.value : "");
    const list = parseAnswer("abcdefgi", second.ok ? second.value : "");
    expect(system.ok && system.value.sections.has("/proc/loadavg")).toBe(true);
    const processes = list.ok ? parseProcesses(list.value).processes : [];
    expect(processes.some((one) => one.pid === process.pid)).toBe(true);
    expect(processes.filter((one) => one.args?.includes("scipy_probe=1"))).toEqual([]);
  });

  test("takes questions in turn and starts one program for all", async () => {
    shell = createLocalShell(patient(), { clock: systemClock });
    const asked = ["a", "b", "c"].map((letter) => shell?.ask(`id${letter} ${letter}`, ample));
    const answers = await Promise.all(asked);
    const [pid] = await startedPids();
    const expected = ["a", "b", "c"].map((letter) => ({ ok: true, value: `pid ${pid} ${letter}\n@id${letter} .` }));
    expect(answers).toEqual(expected);
    expect((await startedPids()).length).toBe(1);
  });

  test("leaves no timer behind when it has answered or refused", async () => {
    const clock = new VirtualClock();
    shell = createLocalShell(patient(), { clock });
    await Promise.all(["a", "b"].map((letter) => shell?.ask(`id${letter} ${letter}`, ample)));
    expect(clock.pending).toBe(0);
    await shell.close();
    await shell.ask("id", ample);
    expect(clock.pending).toBe(0);
  });

  test("gives the program none of the bot's environment", async () => {
    process.env["LOCAL_SHELL_SECRET"] = "hunter2";
    shell = createLocalShell(program('while read -r id; do env; echo "@$id ."; done'), { clock: systemClock });
    const answer = await shell.ask("id", ample);
    delete process.env["LOCAL_SHELL_SECRET"];
    expect(answer.ok && answer.value).not.toContain("hunter2");
    expect(answer.ok && answer.value).toContain("PATH=");
  });

  test("that is closed leaves no process behind and refuses further questions", async () => {
    shell = createLocalShell(patient(), { clock: systemClock });
    await shell.ask("id", ample);
    const [pid = 0] = await startedPids();
    await shell.close();
    await eventually(() => !isAlive(pid));
    expect(await shell.ask("id", ample)).toMatchObject({ ok: false, error: { reason: "stopped" } });
  });

  test("that is closed in the middle of a question answers it with stopped", async () => {
    shell = createLocalShell(program("read -r id; exec sleep 600"), { clock: systemClock });
    const asked = shell.ask("id", ample);
    await new Promise((resolve) => setImmediate(resolve));
    await shell.close();
    expect(await asked).toMatchObject({ ok: false, error: { reason: "stopped" } });
  });

  test("lets its program end by itself when the bot is gone, whatever happened to the bot", async () => {
    const { spawn } = await import("node:child_process");
    const child = spawn("/bin/sh", ["-c", probeProgram.command], { stdio: ["pipe", "pipe", "ignore"] });
    child.stdin.write(`${renderQuestion("abcdefgh", { verb: "system" })}\n`);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.stdin.destroy();
    expect(await ended).toBe(0);
  });
});

describe("a program in trouble", () => {
  test("that is silent past the deadline is ended, and the next question starts another", async () => {
    const clock = new VirtualClock();
    const command = `echo $$ >>${folder}/pids; read -r id; test -e ${folder}/again && echo "@$id ."; : >${folder}/again; exec sleep 600`;
    shell = createLocalShell(program(command), { clock });
    const asked = shell.ask("id1", seconds(4));
    await eventually(() => existsSync(join(folder, "again")));
    await clock.advance(4000);
    expect(await asked).toMatchObject({ ok: false, error: { reason: "timed out" } });
    const [pid = 0] = await startedPids();
    await eventually(() => !isAlive(pid));
    await clock.advance(1000);
    expect(await shell.ask("id2", ample)).toEqual({ ok: true, value: "@id2 ." });
  });

  test("that floods is ended at the cap, within its memory", async () => {
    shell = createLocalShell(program("read -r id; exec yes"), { clock: systemClock, answerBytesMax: 200_000 });
    const answer = await shell.ask("id", ample);
    expect(answer).toMatchObject({ ok: false, error: { reason: "too much output" } });
    expect(answer.ok || answer.error.detail).toContain("200000");
  });

  test("that ends before it answers is no probe", async () => {
    shell = createLocalShell(program("exit 3"), { clock: systemClock });
    expect(await shell.ask("id", ample)).toMatchObject({ ok: false, error: { reason: "no probe" } });
  });

  test("that ends after it has answered is a lost link", async () => {
    shell = createLocalShell(program('read -r id; echo "@$id ."; read -r id'), { clock: systemClock });
    await shell.ask("id1", ample);
    expect(await shell.ask("id2", ample)).toMatchObject({ ok: false, error: { reason: "link lost" } });
  });

  test("is left alone for a while that doubles, answering with its failure and the time of the next try", async () => {
    const clock = new VirtualClock("2026-01-15T09:00:00Z");
    shell = createLocalShell(program(`echo $$ >>${folder}/pids; exit 3`), { clock });
    const failed = await shell.ask("id", ample);
    expect(failed.ok || failed.error.nextTryAt).toBe(Date.parse("2026-01-15T09:00:01Z"));
    await clock.advance(500);
    expect(await shell.ask("id", ample)).toEqual(failed);
    expect((await startedPids()).length).toBe(1);
    await clock.advance(500);
    const again = await shell.ask("id", ample);
    expect(again.ok || again.error.nextTryAt).toBe(Date.parse("2026-01-15T09:00:03Z"));
    expect((await startedPids()).length).toBe(2);
  });

  test("never rests longer than 30 s", async () => {
    const clock = new VirtualClock();
    shell = createLocalShell(program("exit 3"), { clock });
    for (let failures = 0; failures < 8; failures += 1) {
      await shell.ask("id", ample);
      await clock.advance(30_000);
    }
    const last = await shell.ask("id", ample);
    expect(last.ok || (last.error.nextTryAt ?? 0) - clock.now()).toBe(30_000);
  });

  test("does not keep a question waiting behind it past that question's own deadline", async () => {
    const clock = new VirtualClock();
    shell = createLocalShell(program(`read -r id; : >${folder}/read; exec sleep 600`), { clock });
    const first = shell.ask("id1", seconds(4));
    const second = shell.ask("id2", seconds(1));
    await eventually(() => existsSync(join(folder, "read")));
    await clock.advance(1000);
    expect(await second).toMatchObject({ ok: false, error: { reason: "timed out" } });
    await clock.advance(3000);
    expect(await first).toMatchObject({ ok: false, error: { reason: "timed out" } });
  });

  test("takes no more questions in line than it has room for", async () => {
    shell = createLocalShell(program("read -r id; exec sleep 600"), { clock: systemClock });
    const waiting = Array.from({ length: 16 }, (_, index) => shell?.ask(`id${index}`, ample));
    expect(await shell.ask("one more", ample)).toMatchObject({ ok: false, error: { reason: "timed out" } });
    await shell.close();
    expect((await Promise.all(waiting)).every((answer) => answer?.ok === false)).toBe(true);
  });
});

test("a deadline that is over before the turn comes does not start a program", async () => {
  shell = createLocalShell(patient(), { clock: systemClock });
  expect(await shell.ask("id", millis(0))).toMatchObject({ ok: false, error: { reason: "timed out" } });
  expect(existsSync(join(folder, "pids"))).toBe(false);
});
