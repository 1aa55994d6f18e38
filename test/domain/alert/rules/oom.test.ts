import { describe, expect, it } from "vitest";
import { absent, known } from "../../../../src/domain/figure.ts";
import { aSystem } from "../../../support/sample.ts";
import { aCgroup } from "../../diagnosis/input.ts";
import { of, readAll, type Scene, zope } from "./rig.ts";

/** A reading with this count of the kernel, and of zope's cgroup where it has one. */
function counted(host: number | null, daemon: number | null | undefined, more: Scene["system"] = {}): Scene {
  const count = host === null ? absent("this kernel does not have it") : known(host);
  const inGroup = daemon === null || daemon === undefined ? absent("this kernel does not have it") : known(daemon);
  const cgroup = daemon === undefined ? null : { ...aCgroup(0.5, 0), oomKills: inGroup };
  return {
    system: { counters: { ...aSystem().counters, oomKills: count }, ...more },
    daemons: [zope({ figures: { cgroup } })],
  };
}

function levels(...scenes: Scene[]): [host: string, daemon: string] {
  const last = readAll(scenes.map((scene, index) => ({ ...scene, afterMs: index * 15_000 }))).at(-1);
  return [of(last, "oom").level, of(last, "oom", "zope").level];
}

describe("processes that the kernel killed", () => {
  it.each([
    ["kills before the first reading are nobody's", [counted(3, 2)], ["clear", "clear"]],
    ["none since", [counted(3, 2), counted(3, 2)], ["clear", "clear"]],
    ["one outside of every daemon", [counted(3, 2), counted(4, 2)], ["critical", "clear"]],
    ["one of a daemon is told of it alone", [counted(3, 2), counted(4, 3)], ["clear", "critical"]],
    ["one of each", [counted(3, 2), counted(5, 3)], ["critical", "critical"]],
    ["a cgroup made anew with a kill in it", [counted(3, 2), counted(4, 1)], ["clear", "critical"]],
    ["a cgroup made anew without", [counted(3, 2), counted(3, 0)], ["clear", "clear"]],
    ["the reading after it", [counted(3, 2), counted(4, 3), counted(4, 3)], ["clear", "clear"]],
    ["a count that is not there", [counted(null, null), counted(null, null)], ["unknown", "unknown"]],
    ["one missed in between", [counted(3, 2), counted(null, null), counted(4, 3)], ["clear", "critical"]],
    ["another boot counts anew", [counted(3, 2), counted(9, 9, { bootId: known("b") })], ["clear", "clear"]],
  ] as const)("%s", (_, scenes, expected) => {
    expect(levels(...scenes)).toEqual(expected);
  });

  it("are counted in words, with what to do, and stay told while the alert lives on", () => {
    const all = readAll([counted(3, undefined), counted(5, undefined), counted(5, undefined)]);
    const { finding } = of(all[1], "oom");
    expect(finding.sentence).toBe("the kernel has killed 2 processes for want of memory");
    expect(finding.advice).toContain("journalctl -k");
    expect(finding.figures[0]).toEqual({ name: "Killed since boot", text: "5 processes" });
    expect(of(all[2], "oom")).toMatchObject({ level: "clear", finding });
  });

  it("of a daemon are told with its own limit", () => {
    const all = readAll([counted(3, 2), counted(4, 3)]);
    const { finding } = of(all[1], "oom", "zope");
    expect(finding.sentence).toBe("the kernel has killed 1 process of it for want of memory");
    expect(finding.figures[1]).toEqual({ name: "Its own limit", text: "4.0 GiB" });
  });
});
