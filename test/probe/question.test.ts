import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAskablePath } from "../../src/domain/host-path.ts";
import { probeCommand, probeProgram } from "../../src/probe/program.ts";
import { questionItemsMax, renderQuestion } from "../../src/probe/question.ts";

const id = "Ab3dE6gH";

describe("a question", () => {
  test.each([
    [{ verb: "system" }, `${id} s`],
    [{ verb: "daemons", pids: [1, 22], cgroups: ["/sys/fs/cgroup/a"] }, `${id} e /sys/fs/cgroup/a 1 22`],
    [{ verb: "processes" }, `${id} l`],
    [{ verb: "connections", ports: [8080] }, `${id} c 8080`],
    [{ verb: "peers", ports: [8080, 443] }, `${id} p 8080 443`],
    [{ verb: "files", paths: ["/run/a.pid"] }, `${id} f /run/a.pid`],
    [{ verb: "supervised", pids: [5] }, `${id} u 5`],
  ] as const)("%j is one line", (question, line) => {
    expect(renderQuestion(id, question)).toBe(line);
  });

  test("a long one is sent in lines that mawk does not cut", () => {
    const pids = Array.from({ length: 900 }, (_, index) => 4_000_000 + index);
    const lines = renderQuestion(id, { verb: "daemons", pids, cgroups: [] }).split("\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.length < 4096)).toBe(true);
    expect(lines.flatMap((line) => line.split(" ").slice(2)).map(Number)).toEqual(pids);
  });

  test("no path is so long that its line is cut by mawk, whatever stands before it", () => {
    const pid = fc.integer({ min: 1, max: 4_194_304 });
    const pathOf = (letter: string, length: number) => `/${letter.repeat(length)}`;
    const path = fc.tuple(fc.constantFrom(..."abcde"), fc.integer({ min: 1, max: 1023 })).map((of) => pathOf(...of));
    const longest = [..."abcde"].map((letter) => pathOf(letter, 1023));
    fc.assert(
      fc.property(fc.uniqueArray(pid), fc.array(path, { minLength: 1, maxLength: 12 }), (pids, cgroups) => {
        const lines = renderQuestion(id, { verb: "daemons", pids, cgroups }).split("\n");
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(4096);
        const items = lines.flatMap((line) => line.split(" ").slice(2));
        expect(items).toEqual([...new Set([...cgroups, ...pids.map(String)])]);
      }),
      { examples: [[[4711], longest]] },
    );
  });

  test("what does not fit within the limit is left out", () => {
    const pids = Array.from({ length: 5000 }, (_, index) => index + 1);
    const items = renderQuestion(id, { verb: "supervised", pids })
      .split("\n")
      .flatMap((line) => line.split(" ").slice(2));
    expect(items.length).toBe(questionItemsMax);
  });

  test("of too many items, no cgroup is left out, which counts a whole daemon", () => {
    const pids = Array.from({ length: 5000 }, (_, index) => index + 1);
    const items = renderQuestion(id, { verb: "daemons", pids, cgroups: ["/sys/fs/cgroup/a"] });
    expect(items).toContain(" /sys/fs/cgroup/a ");
  });

  test.each(["/a b", "/a\nb", "a", "/a\tb", "/../etc/shadow", "/é", ""])("refuses the path %j", (path) => {
    expect(isAskablePath(path)).toBe(false);
    expect(() => renderQuestion(id, { verb: "files", paths: [path] })).toThrow("cannot be asked for");
  });

  test.each(["short", "with space", "abcdefg\n", "abcdefg;"])("refuses the id %j", (bad) => {
    expect(() => renderQuestion(bad, { verb: "system" })).toThrow("8 letters or digits");
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses the pid %d", (pid) => {
    expect(() => renderQuestion(id, { verb: "supervised", pids: [pid] })).toThrow("cannot be asked for");
  });

  test("no path can begin another question or become two", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const path = `/${text}`;
        const words = isAskablePath(path) ? renderQuestion(id, { verb: "files", paths: [path] }).split(/\s/) : [];
        expect(words).toEqual(isAskablePath(path) ? [id, "f", path] : []);
      }),
    );
  });
});

describe("the probe's command", () => {
  test("is one line that sh, csh and fish read alike", () => {
    const inside = probeProgram.command.slice("exec /bin/sh -c ".length).replaceAll(/' '/g, "");
    expect(inside.slice(1, -1)).not.toMatch(/['!\n]|\\\\/);
    expect(probeProgram.command).toMatch(/^exec \/bin\/sh -c '[\s\S]*'$/);
  });

  test("fits into one argument of an old kernel and one packet of SSH", () => {
    expect(probeCommand({ root: "", interpreters: ["mawk"] }).length).toBeLessThan(32_000);
  });

  test("its answer ends in the line that carries the question's id, and in no other", () => {
    expect(probeProgram.endsAnswer(`${id} s`, `@${id} .`)).toBe(true);
    expect(probeProgram.endsAnswer(`${id} + 1\n${id} e 2`, `@${id} .`)).toBe(true);
    expect(probeProgram.endsAnswer(`${id} s`, "@Ab3dE6gX .")).toBe(false);
    expect(probeProgram.endsAnswer(`${id} s`, ".")).toBe(false);
  });
});
