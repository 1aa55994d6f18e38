import { expect, test } from "vitest";
import { parseShares } from "../../src/probe/shares.ts";
import { answered, probeOf, questionId } from "./fixture-host.ts";

test("a process's own share is its anonymous part and its swap, without what it has given up", () => {
  const lines = ["Pss:  900 kB", "Pss_Anon:  300 kB", "LazyFree:  20 kB", "SwapPss:  50 kB"];
  const text = [`@${questionId} : mawk 1`, `@${questionId} /proc/7/smaps_rollup`, ...lines, `@${questionId} .`].join(
    "\n",
  );
  expect(parseShares(answered(text), [7, 8])).toEqual(
    new Map([
      [7, { value: 330 * 1024 }],
      [8, { value: null, reason: "it was not asked for" }],
    ]),
  );
});

test("it is read on a host that swaps, and absent for a process that is not there", () => {
  const pids = [107, 999];
  const shares = parseShares(probeOf("debian12-6.1-starving", [])({ verb: "shares", pids }), pids);
  expect(shares.get(107)?.value).toBeGreaterThan(60 * 1024 * 1024);
  expect(shares.get(999)).toEqual({ value: null, reason: "the file cannot be read" });
});
