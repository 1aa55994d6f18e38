import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../src/cli/call.ts";
import { variables } from "../../src/config/environment.ts";
import { scipyBot } from "../support/call.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const unit = read("packaging/scipy-bot.service");
const dockerfile = read("Dockerfile");

describe("the unit of systemd", () => {
  it("starts the executable with a command and options that it takes", async () => {
    const [node, program, ...args] = (valuesOf("ExecStart")[0] ?? "").split(" ");
    expect(node).toBe("/usr/bin/node");
    expect(existsSync(join(root, (program ?? "").replace("/opt/scipy-bot/", "")))).toBe(true);
    const ran = await scipyBot("/nowhere", args, { SLACK_BOT_TOKEN: "xoxb-a", SLACK_APP_TOKEN: "xapp-a" });
    expect(ran).toMatchObject({
      code: exitCodes.badConfig,
      err: expect.stringMatching(/no file \/etc\/scipy\/scipy.yml/),
    });
    expect(ran.err).not.toContain("option");
  });

  it("sets no variable but those that the bot reads, and names only credentials that it loads", () => {
    const set = valuesOf("Environment").map((line) => line.split("=") as [string, string]);
    expect(set.map(([name]) => name).filter((name) => !variables.some((known) => known === name))).toEqual([]);
    const loaded = valuesOf("LoadCredential").map((line) => line.split(":")[0]);
    const named = set.flatMap(([, value]) => (value.startsWith("%d/") ? [value.slice(3)] : []));
    expect(named.filter((name) => !loaded.includes(name))).toEqual([]);
    expect(loaded).toEqual([...named, "ssh-key"]);
  });

  it("keeps the data in the folder that systemd makes for it, closed to others", () => {
    expect(valuesOf("Environment")).toContain(`SCIPY_DATA=%S/${valuesOf("StateDirectory")[0]}`);
    expect(valuesOf("StateDirectoryMode")).toEqual(["0700"]);
  });

  it("does not start the bot again where only a person can mend what is wrong", () => {
    expect(valuesOf("RestartPreventExitStatus")).toEqual([`${exitCodes.badConfig} ${exitCodes.tokenRefused}`]);
  });

  it("is no root and has a limit of memory, a file system that it cannot write to, and no way to more rights", () => {
    const wanted = { DynamicUser: "yes", MemoryMax: "512M", ProtectSystem: "strict", NoNewPrivileges: "yes" };
    for (const [key, value] of Object.entries({ ...wanted, CapabilityBoundingSet: "" }))
      expect([key, ...valuesOf(key)]).toEqual([key, value]);
  });
});

describe("the Dockerfile", () => {
  const stage = dockerfile.split(/\n(?=FROM )/).at(-1) ?? "";

  it("copies only what is there or was built, and the builder is given nothing else", () => {
    const copied = copiesOf(dockerfile);
    expect(copied.length).toBeGreaterThan(10);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const ignore = read(".dockerignore").split("\n");
    expect(ignore).toContain("*");
    const given = ignore.flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
    expect(given.toSorted()).toEqual([...new Set(copied)].toSorted());
    expect(given).not.toContain(".env");
  });

  it("ships what the package ships", () => {
    const { files } = JSON.parse(read("package.json")) as { files: string[] };
    const shipped = [...copiesOf(stage), ...(stage.includes("/app/dist ./dist") ? ["dist"] : [])];
    expect(files.filter((file) => !shipped.includes(file) && file !== "packaging")).toEqual([]);
  });

  it("runs as another user than root, with a command that the executable takes, and asks the page of its health", () => {
    expect(stage).toMatch(/^USER node$/m);
    expect(stage).toMatch(/^CMD \["run", "--config", "\/etc\/scipy\/scipy.yml"\]$/m);
    expect(stage).toMatch(/^ENTRYPOINT \["node", "\/app\/bin\/scipy-bot.js"\]$/m);
    expect(stage).toContain("http://127.0.0.1:9155/healthz");
  });

  it("has a Node that the product allows", () => {
    const majors = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => Number(major));
    expect(majors).toEqual([22, 22]);
  });

  it.each([
    [200, 0],
    [503, 1],
  ])("is told by its own line that a bot which answers %i has exit %i", async (status, code) => {
    const [, script = ""] = /CMD \["node", "-e", "(.+)"\]/.exec(stage) ?? [];
    const serve = `require("node:http").createServer((_, to) => to.writeHead(${status}).end()).listen(0, "127.0.0.1", function () {
      const line = ${JSON.stringify(script)}.replace("9155", this.address().port);
      require("node:child_process").execFile(process.execPath, ["-e", line], (error) => process.exit(error?.code ?? 0));
    })`;
    expect(spawnSync(process.execPath, ["-e", serve]).status).toBe(code);
  });
});

/** Every value of a key, in the order of the file. */
function valuesOf(key: string): readonly string[] {
  return unit.split("\n").flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
}

/** What is copied out of the checkout, not from another stage. */
function copiesOf(text: string): readonly string[] {
  return [...text.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words = ""]) => words.split(" ").slice(0, -1));
}
