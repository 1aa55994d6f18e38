import { expect, it } from "vitest";
import { absent } from "../../../../src/domain/figure.ts";
import { of, readAll, zope } from "./rig.ts";

it("a daemon without a process is critical, one that cannot be seen is not known, one that runs is clear", () => {
  const gone = absent("the process is gone");
  const hidden = absent("the host hides other people's processes");
  const [up, down, unknown] = readAll([
    { daemons: [zope()] },
    { daemons: [zope({ figures: { state: "down", processes: [], heapBytes: gone } })], afterMs: 15_000 },
    { daemons: [zope({ figures: { state: "unknown", processes: [], heapBytes: hidden } })], afterMs: 30_000 },
  ]);
  expect(of(up, "down", "zope").level).toBe("clear");
  expect(of(down, "down", "zope").level).toBe("critical");
  expect(of(down, "down", "zope").finding.sentence).toBe("no process of it runs (command pattern zope)");
  expect(of(down, "down", "zope").finding.figures[1]).toEqual({ name: "Heap when last seen", text: "2.0 GiB" });
  expect(of(unknown, "down", "zope").level).toBe("unknown");
  expect(of(unknown, "down", "zope").finding.sentence).toBe(
    "whether it runs is not known, because the host hides other people's processes",
  );
});
