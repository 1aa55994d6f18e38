import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { createLocalShell } from "../../../src/adapters/local/local-host-shell.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { seconds } from "../../../src/domain/time.ts";
import type { HostShell, ShellProgram } from "../../../src/services/ports.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

let shell: HostShell | null = null;

afterEach(async () => {
  await shell?.close();
  shell = null;
});

/** Answers every question with nothing but its end. */
const patient: ShellProgram = {
  command: 'while read -r id; do echo "@$id ."; done',
  endsAnswer: (id, line) => line === `@${id} .`,
};

const ample = seconds(10);

describe("a machine that starts no program", () => {
  test("for want of open files is no probe, says so, and is asked again after its rest", async () => {
    const script = fileURLToPath(new URL("ask-without-files.ts", import.meta.url));
    const run = `ulimit -n 100; exec "${process.execPath}" --import tsx "${script}"`;
    const child = spawn("/bin/sh", ["-c", run], { stdio: ["ignore", "pipe", "inherit"] });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({
      refused: { ok: false, error: { reason: "no probe", detail: expect.stringMatching(/EMFILE.*LimitNOFILE/) } },
      waiting: 0,
      answered: { ok: true, value: "@id ." },
    });
  });

  test("for want of memory is no probe, says so, and is asked again after its rest", async () => {
    const clock = new VirtualClock("2026-01-15T09:00:00Z");
    let failures = 0;
    shell = createLocalShell(patient, {
      clock,
      spawn: (file, args, options) => {
        failures += 1;
        if (failures > 1) return spawn(file, args, options);
        throw Object.assign(new Error("spawn ENOMEM"), { code: "ENOMEM" });
      },
    });
    const refused = await shell.ask("id", ample);
    expect(refused).toMatchObject({
      error: { reason: "no probe", detail: expect.stringMatching(/no memory/), nextTryAt: clock.now() + 1000 },
    });
    expect(await shell.ask("id", ample)).toEqual(refused);
    expect(clock.pending).toBe(0);
    await clock.advance(1000);
    expect(await shell.ask("id", ample)).toMatchObject({ ok: true });
  });

  test("for want of a shell is no probe, and says what the system said", async () => {
    shell = createLocalShell(patient, {
      clock: systemClock,
      spawn: (_file, args, options) => spawn("/nowhere/sh", args, options),
    });
    expect(await shell.ask("id", ample)).toMatchObject({
      ok: false,
      error: { reason: "no probe", detail: expect.stringMatching(/\(spawn \/nowhere\/sh ENOENT\)\. Look/) },
    });
  });

  test("has no process killed in its place when the bot stops at that moment", async () => {
    // What Node gives without file descriptors: no pid, no streams, and its error in the next tick.
    const signals: unknown[] = [];
    const kill = (signal: unknown) => signals.push(signal) > 0;
    const child = Object.assign(new EventEmitter() as ChildProcess, { kill });
    shell = createLocalShell(patient, { clock: systemClock, spawn: () => child });
    const asked = shell.ask("id", ample);
    await Promise.resolve();
    const closed = shell.close();
    child.emit("error", new Error("spawn EMFILE"));
    child.emit("close", -24, null);
    await closed;
    expect(await asked).toMatchObject({ ok: false, error: { reason: "stopped" } });
    expect(signals).toEqual([]);
  });
});

test("a fault of the bot's own code costs one question, not those behind it", async () => {
  class StoppedClock extends VirtualClock {
    isBroken = true;
    override now() {
      if (this.isBroken) throw new Error("no time");
      return super.now();
    }
  }
  const clock = new StoppedClock();
  shell = createLocalShell({ ...patient, command: "exit 3" }, { clock });
  const answers = await Promise.all([shell.ask("id1", ample), shell.ask("id2", ample)]);
  expect(answers).toMatchObject(
    answers.map(() => ({ ok: false, error: { detail: expect.stringMatching(/no time/) } })),
  );
  clock.isBroken = false;
  expect(await shell.ask("id3", ample)).toMatchObject({
    ok: false,
    error: { detail: expect.stringMatching(/awk or sh/) },
  });
});
