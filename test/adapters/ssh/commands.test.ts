import { describe, expect, it, onTestFinished } from "vitest";
import { createSshCommands } from "../../../src/adapters/ssh/create-ssh-commands.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { parseGuardAnswer } from "../../../src/guard/answer.ts";
import { ample, createMemoryLog, createSetting, type SettingOptions, until } from "./setting.ts";

async function commandsAt(options: SettingOptions) {
  const setting = await createSetting(options);
  const commands = createSshCommands({ clock: systemClock, log: createMemoryLog().log });
  onTestFinished(() => commands.stop());
  const place = { name: "web-1", reach: setting.reach };
  const run = () => commands.run(place, { argv: ["systemctl", "restart", "zope"], hostKey: null }, ample);
  return { ...setting, run };
}

describe("a command on a host", () => {
  it("is surely not sent where the host refuses to run it", async () => {
    const { run } = await commandsAt({ refusesExec: true });
    expect(await run()).toMatchObject({ kind: "not sent" });
  });

  it("may have run where the link is lost before the host has said whether it runs", async () => {
    let isAsked = false;
    const ignoresExec = () => {
      isAsked = true;
      return true;
    };
    const { run, proxy } = await commandsAt({ ignoresExec });
    const outcome = run();
    await until(() => isAsked);
    proxy.reset();
    expect(await outcome).toMatchObject({ kind: "unknown" });
  });

  it("may have run where the host takes it and ends the connection", async () => {
    const { run, server } = await commandsAt({
      ignoresExec: () => {
        for (const connection of server.connections) connection.end();
        return true;
      },
    });
    expect(await run()).toMatchObject({ kind: "unknown" });
  });

  it("is told with all that it printed, so that the answer of a guard is read however much stands behind it", async () => {
    const { run } = await commandsAt({
      program: (channel) => {
        const printed = Array.from({ length: 300 }, (_, line) => `| line ${line}\n`).join("");
        channel.write(`scipy-guard/1 done before=a after=b exit=0 seconds=3\n${printed}`);
        channel.exit(0);
        channel.end();
      },
    });
    const outcome = await run();
    if (outcome.kind !== "ended") throw new Error(outcome.detail);
    const answer = parseGuardAnswer(outcome.output);
    expect(answer).toMatchObject({ kind: "done", after: "b" });
    expect(answer).toMatchObject({ output: expect.stringMatching(/^line 0\n(.*\n)+line 299$/) });
  });
});
