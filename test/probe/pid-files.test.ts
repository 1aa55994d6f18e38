import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePidFiles } from "../../src/probe/pid-files.ts";
import { aDaemon, answered, askText, readHost } from "./fixture-host.ts";

let folder = "";

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

  test.each(["/none.pid", "/none/deeper/none.pid", "/$(id).pid", "/;x", "/%s`id`"])(
    "that does not exist says that its process is gone: %s",
    (name) => {
      expect(read(name)).toEqual({ value: null, reason: "the process is gone" });
    },
  );

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

test.each(["it's.pid", "a\\b.pid"])("a name that a shell would change is never given to one: %s", (name) => {
  const path = `/run/nowhere/${name}`;
  const text = askText("", ["mawk", "gawk", "busybox", "awk"], { verb: "files", paths: [path, "/run/nowhere/x"] });
  const pids = parsePidFiles(answered(text), [path, "/run/nowhere/x"]);
  expect(pids.get(path)).toEqual({ value: null, reason: "the file cannot be read" });
  expect(pids.get("/run/nowhere/x")).toEqual({ value: null, reason: "the process is gone" });
});
