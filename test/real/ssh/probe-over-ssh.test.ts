import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { createSshShells } from "../../../src/adapters/ssh/create-ssh-shells.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { seconds } from "../../../src/domain/time.ts";
import { probeProgram } from "../../../src/probe/program.ts";
import type { Question } from "../../../src/probe/question.ts";
import { renderQuestion } from "../../../src/probe/question.ts";
import { createMemoryLog } from "../../adapters/ssh/setting.ts";
import { startSshd } from "../../support/sshd.ts";

const soon = seconds(30);

async function openProbe(keyOptions: string) {
  const sshd = await startSshd({ keyOptions });
  const { log } = createMemoryLog();
  const shells = createSshShells({ program: probeProgram, clock: systemClock, chance: () => 0, log });
  onTestFinished(async () => {
    await shells.stop();
    await sshd.stop();
  });
  const { port, user, keyFile } = sshd;
  const trust = { kind: "fingerprint", sha256: await sshd.fingerprint("ed25519") } as const;
  const shell = shells.open({
    name: "web-1",
    reach: { kind: "ssh", address: "127.0.0.1", port, user, keyFile, trust },
  });
  return { sshd, shell };
}

const questions: readonly Question[] = [
  { verb: "system" },
  { verb: "daemons", pids: [process.pid], cgroups: [] },
  { verb: "processes" },
  { verb: "daemons", pids: Array.from({ length: 1000 }, (_, at) => at + 1), cgroups: [] },
];

test("the bot's own probe answers every kind of question over one restricted login", async () => {
  const { sshd, shell } = await openProbe("restrict");
  for (const [at, question] of questions.entries()) {
    const id = `question${at}`;
    const answer = await shell.ask(renderQuestion(id, question), soon);
    expect(answer.ok ? answer.value.split("\n").at(-1) : answer.error).toBe(`@${id} .`);
  }
  expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
});

test("what the probe tells over SSH is what stands in /proc", async () => {
  const { shell } = await openProbe("restrict");
  const answer = await shell.ask(renderQuestion("question", { verb: "system" }), soon);
  const total = /^MemTotal:.*$/m.exec(await readFile("/proc/meminfo", "utf8"))?.[0] ?? "missing";
  expect(answer.ok ? answer.value : answer.error.detail).toContain(total);
});
