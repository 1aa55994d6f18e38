import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFiles } from "../../../src/adapters/files/write-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scipy-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), "utf8");
const file = (name: string, replaces = false) => ({ path: at(name), text: `new ${name}\n`, mode: 0o600, replaces });

describe("files that are written whole or not at all", () => {
  it("have the mode that was asked for, whatever the process's mask is", () => {
    const before = process.umask(0o277);
    const written = writeFiles([file("a"), { ...file("b"), mode: 0o644 }]);
    process.umask(before);
    expect(written).toMatchObject({ ok: true });
    expect(["a", "b"].map((name) => statSync(at(name)).mode & 0o777)).toEqual([0o600, 0o644]);
    expect(readdirSync(folder).toSorted()).toEqual(["a", "b"]);
    expect(read("a")).toBe("new a\n");
  });

  it("never touch a file that is there without a yes, and none of the others is written then", () => {
    writeFileSync(at("b"), "mine");
    expect(writeFiles([file("a"), file("b")])).toEqual({
      ok: false,
      error: `${at("b")} is there already; nothing was written.`,
    });
    expect(readdirSync(folder)).toEqual(["b"]);
    expect(read("b")).toBe("mine");
  });

  it("never follow a link, not even one that leads nowhere", () => {
    symlinkSync(at("elsewhere"), at("a"));
    expect(writeFiles([file("a")]).ok).toBe(false);
    expect(existsSync(at("elsewhere"))).toBe(false);
  });

  it("keep what stood there under the next free name, with its mode", () => {
    writeFileSync(at("a"), "first", { mode: 0o640 });
    chmodSync(at("a"), 0o640);
    writeFileSync(at("a.old-1"), "older");
    expect(writeFiles([file("a", true)])).toEqual({ ok: true, value: [{ path: at("a"), keptAs: at("a.old-2") }] });
    expect([read("a"), read("a.old-1"), read("a.old-2")]).toEqual(["new a\n", "older", "first"]);
    expect([statSync(at("a")).mode & 0o777, statSync(at("a.old-2")).mode & 0o777]).toEqual([0o600, 0o640]);
  });

  it("are simply written where nothing stands that could be replaced", () => {
    expect(writeFiles([file("a", true)])).toEqual({ ok: true, value: [{ path: at("a"), keptAs: null }] });
  });

  it("replace a link itself, and leave what it led to", () => {
    writeFileSync(at("target"), "mine");
    symlinkSync(at("target"), at("a"));
    expect(writeFiles([file("a", true)]).ok).toBe(true);
    expect([read("a"), read("target"), read("a.old-1")]).toEqual(["new a\n", "mine", "mine"]);
  });

  it("say which could not be written, and leave nothing half", () => {
    const written = writeFiles([file("a"), file("none/b")]);
    expect(written).toEqual({
      ok: false,
      error: `${at("none/b")} could not be written (ENOENT); nothing was written.`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("say what was written before the one that failed", () => {
    mkdirSync(at("b"));
    const written = writeFiles([file("a"), file("b", true)]);
    expect(written).toMatchObject({
      ok: false,
      error: expect.stringMatching(/\/b could not be written \(\w+\); .*\/a was written/),
    });
    expect(readdirSync(folder).toSorted()).toEqual(["a", "b"]);
  });

  it("are not kept from it by what a call that was killed has left", () => {
    writeFileSync(at(".a.new"), "half");
    expect(writeFiles([file("a")]).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("are not written where there is no free name left for what stood there", () => {
    for (let number = 1; number <= 100; number += 1) writeFileSync(at(`a.old-${number}`), `${number}`);
    writeFileSync(at("a"), "mine");
    expect(writeFiles([file("a", true)])).toMatchObject({ ok: false, error: expect.stringContaining("(EEXIST)") });
    expect([read("a"), read("a.old-100")]).toEqual(["mine", "100"]);
  });
});
