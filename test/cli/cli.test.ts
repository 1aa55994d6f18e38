import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../src/cli/call.ts";
import { commands } from "../../src/cli/commands.ts";
import { runCli } from "../../src/cli.ts";
import { scipyBot } from "../support/call.ts";
import { noTerminal } from "../support/no-terminal.ts";

describe("the executable", () => {
  it("tells the version of its package", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await scipyBot("/", ["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it.each([[[]], [["help"]], [["--help"]]])("lists every command for %j", async (args) => {
    const ran = await scipyBot("/", args);
    expect(ran).toMatchObject({ code: 0, err: "" });
    for (const command of commands.keys()) expect(ran.out).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it("explains one command with its options and an example", async () => {
    expect(await scipyBot("/", ["status", "--help"])).toEqual({
      code: 0,
      err: "",
      out: `Usage: scipy-bot status [HOST] [options]
one live reading of every host, without Slack

  --json         JSON on standard output, for scripts
  --config FILE  the configuration; scipy.yml of this folder without it

Example: scipy-bot status web-1
`,
    });
  });

  it("says of a mistyped command what was meant, and does not bury that under a list", async () => {
    expect(await scipyBot("/", ["staus"])).toEqual({
      code: exitCodes.badConfig,
      out: "",
      err: 'scipy-bot: there is no command "staus". Did you mean "status"?\nscipy-bot --help lists all commands.\n',
    });
    const { err } = await scipyBot("/", ["heap", "analize", "zope.csv"]);
    expect(err).toBe('scipy-bot heap: there is no command "heap analize". Did you mean "heap analyze"?\n');
  });

  describe.each([...commands])("the help of %s", (name, { options, example }) => {
    it("names just the options that the command takes", async () => {
      const { err } = await scipyBot("/", [...name.split(" "), "--xyzzy-none-of-them"]);
      const taken = [...err.matchAll(/--[a-z-]+(?=[,.])/g)].map(([option]) => option).sort();
      expect(
        Object.keys(options)
          .map((option) => option.split(" ")[0])
          .sort(),
      ).toEqual(taken);
    });

    it("fits a terminal of 80 columns, and has an example of this command", async () => {
      const { out } = await scipyBot("/", [...name.split(" "), "--help"]);
      for (const line of out.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
      expect(example.startsWith(`scipy-bot ${name}`)).toBe(true);
      expect(out).toContain(example);
    });
  });

  it("lists its commands within 80 columns", async () => {
    const { out } = await scipyBot("/", ["--help"]);
    for (const line of out.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  });

  it("leaves a reading at once when it is interrupted", async () => {
    const silent = { print: () => undefined, tell: () => undefined };
    const code = await runCli({
      args: ["status"],
      env: {},
      folder: "/",
      uid: 0,
      columns: null,
      streams: noTerminal,
      stopped: Promise.resolve(),
      ...silent,
    });
    expect(code).toBe(exitCodes.interrupted);
  });
});
