import { expect, test } from "vitest";
import { matchLines } from "../../../src/adapters/system/match-lines.ts";

/** As long as a command line gets, and chosen to make the pattern go back as often as it can. */
const endless: readonly (readonly [pattern: string, line: string])[] = [
  ["python.* bin/.*zope.*\\.conf", "python bin/zope ".repeat(256)],
  ["^(\\S+\\s*)+gunicorn$", "a".repeat(4096)],
  ["^(a|aa)+$", `${"a".repeat(4095)}b`],
  ["^(?:(?=(a+))\\1?a*)*b", "a".repeat(4096)],
  ["(?:a?){1000}b", "a".repeat(4096)],
];

test.each([
  ["bin/runwsgi .*zope\\.conf", ["/opt/bin/runwsgi -v zope.conf", "bin/runwsgi other.conf", ""], [true, false, false]],
  ["(?<=-n )(\\w)\\d(?! \\1)", ["celery -n w1 x", "celery -n w1 w"], [true, false]],
  ["^\\u{61}$", ["a", `${"u".repeat(61)}`], [false, true]],
])("a line matches %s as it does in JavaScript", (pattern, lines, matched) => {
  expect(matchLines(pattern, lines)).toEqual({ ok: true, value: matched });
  expect(lines.map((line) => new RegExp(pattern).test(line))).toEqual(matched);
});

test.each(endless)("a pattern that goes back without end is given up in a moment: %s", (pattern, line) => {
  const began = performance.now();
  expect(matchLines(pattern, ["init", line, "init"])).toEqual({ ok: false, error: "too slow" });
  // 50 ms; the rest is for a machine that has other things to do.
  expect(performance.now() - began).toBeLessThan(1000);
});

test("many lines of which each is quick have one limit together", () => {
  const lines = Array.from({ length: 10_000 }, () => "bin/runwsgi ".repeat(341));
  expect(matchLines("bin/runwsgi .*zope\\.conf", lines)).toEqual({ ok: false, error: "too slow" });
});

test("the pattern after one that was given up is matched as ever", () => {
  for (const [pattern, line] of endless) matchLines(pattern, [line]);
  expect(matchLines("^zope", ["zope", "a zope"])).toEqual({ ok: true, value: [true, false] });
});

test("a machine that stood still for a moment is not taken for a pattern that is too slow", () => {
  let reads = 0;
  const lines = Object.defineProperty(["zope"], 0, {
    get() {
      reads += 1;
      // Sleeps in the middle of the match as a process does that waits for a page of its memory.
      if (reads <= 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
      return "zope";
    },
  });
  expect(matchLines("zope", lines)).toEqual({ ok: true, value: [true] });
  expect(reads).toBe(4);
});

test("a fault that is none of the pattern's is thrown", () => {
  const lines = Object.defineProperty(["zope"], 0, {
    get() {
      throw new TypeError("a fault of our own");
    },
  });
  expect(() => matchLines("zope", lines)).toThrow("a fault of our own");
});

test.each(["(", "[b-a]", "(?:a{2,1})"])("%s is no pattern", (pattern) => {
  expect(matchLines(pattern, ["a"])).toEqual({ ok: false, error: "no pattern" });
});

test.each(["matched.push(true)", "}; matched.push(true); {", "/.test(line); pattern = null; //"])(
  "neither pattern nor line is ever run: %s",
  (text) => {
    expect(matchLines("^x$", [text])).toEqual({ ok: true, value: [false] });
    const asPattern = matchLines(text, ["y"]);
    expect(asPattern.ok ? asPattern.value : []).toEqual(asPattern.ok ? [false] : []);
  },
);
