import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePidFiles } from "../../src/probe/pid-files.ts";
import { aDaemon, answered, askText, readHost } from "./fixture-host.ts";

let folder = "";
/** Some of them would make a file "ran", if a shell took a part of them for a command. */
const hostileNames = ["it's.pid", "a\\b.pid", "a\\'b\"'.pid", "';>ran;'", "$(>ran)", "`>ran`", "*", "~", "-e"];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pid-files-"));
  await mkdir(join(folder, "folder"));
  await writeFile(join(folder, "zope.pid"), `${process.pid}\n`);
  await symlink(join(folder, "nowhere"), join(folder, "dangling.pid"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ["awk", ["mawk", "gawk", "busybox", "awk"]],
  ["the shell alone", []],
])("asked by %s, a pid file", (_, interpreters) => {
  const read = (name: string) => {
    const path = `${folder}${name}`;
    const answer = answered(askText("", interpreters, { verb: "files", paths: [path] }));
    return parsePidFiles(answer, [path]).get(path);
  };

  test("gives the pid that it holds", () => {
    expect(read("/zope.pid")).toEqual({ value: process.pid });
  });

  test.each(["/none.pid", "/none/deeper/none.pid", "/$(id).pid", "/;x", "/%s`id`", "/it's.pid", "/a\\b.pid"])(
    "that does not exist says that its process is gone: %s",
    (name) => {
      expect(read(name)).toEqual({ value: null, reason: "the process is gone" });
    },
  );

  test.each(hostileNames)("is read whatever its name, of which nothing is run: %s", async (name) => {
    await writeFile(join(folder, name), "42\n");
    expect(read(`/${name}`)).toEqual({ value: 42 });
    expect(existsSync("ran")).toBe(false);
    await rm(join(folder, name));
    expect(read(`/${name}`)).toEqual({ value: null, reason: "the process is gone" });
  });

  test.each([
    ["no newline", "42", "42"],
    ["more words", "42 and more words", "42"],
    ["blanks before it", "\n\n  42\n43\n", "42"],
    ["an option in its place", "-n\n", "-n"],
    ["nothing", "", ""],
    ["zero bytes", "\0".repeat(1000), ""],
    ["a megabyte behind it", `7 ${"x".repeat(1e6)}`, "7"],
    ["a megabyte of digits", "9".repeat(1e6), "9".repeat(256)],
  ])("with %s gives the first word of its first 256 bytes", async (_, text, word) => {
    const path = join(folder, "text.pid");
    await writeFile(path, text);
    expect(answered(askText("", interpreters, { verb: "files", paths: [path] })).sections.get(path)).toEqual([word]);
  });

  test.each(["/dangling.pid", "/zope.pid/below-a-file"])("that cannot be followed may exist: %s", (name) => {
    expect(read(name)).toEqual({ value: null, reason: "the file cannot be read" });
  });

  test("that its daemon took away as it ended makes the daemon down, not unknown", () => {
    const find = { by: "pid file", path: `${folder}/none.pid` } as const;
    const { sample } = readHost(
      (question) => answered(askText("", interpreters, question)),
      [aDaemon("zope", find), aDaemon("vitest", { by: "pid file", path: `${folder}/zope.pid` })],
    );
    expect(sample.daemons.map(({ state }) => state)).toEqual(["down", "up"]);
    expect(sample.daemons[0]?.heapBytes).toEqual({ value: null, reason: "the process is gone" });
  });

  test("that is missing hides none of those that are there, however many are asked for", () => {
    const paths = Array.from({ length: 900 }, (_, at) => `${folder}/${"none".repeat(30)}-${at}.pid`);
    const all = [...paths, `${folder}/zope.pid`];
    const pids = parsePidFiles(answered(askText("", interpreters, { verb: "files", paths: all })), all);
    expect(pids.get(`${folder}/zope.pid`)).toEqual({ value: process.pid });
    expect(paths.every((path) => pids.get(path)?.reason === "the process is gone")).toBe(true);
  });
});
