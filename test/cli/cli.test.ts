import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../src/cli/call.ts";
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
    for (const command of ["run", "trial", "status", "check", "doctor"])
      expect(ran.out).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it("explains one command", async () => {
    expect((await scipyBot("/", ["status", "--help"])).out).toContain("status [HOST] [--json]");
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
