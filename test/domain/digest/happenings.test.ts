import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { happeningsOf } from "../../../src/domain/digest/happenings.ts";
import { instant } from "../../../src/domain/time.ts";
import { aTransition } from "../../support/transition.ts";

describe("what happened", () => {
  it("is counted by host, rule and daemon, most often fired first", () => {
    const transitions = [
      at(1, { host: "a", transition: "fired" }),
      at(2, { host: "b", transition: "fired" }),
      at(3, { host: "b", transition: "resolved" }),
      at(4, { host: "b", transition: "fired" }),
      at(5, { host: "b", transition: "worse" }),
    ];
    expect(happeningsOf(transitions, instant(10))).toEqual([
      { key: { host: "b", rule: "heap", daemon: "zope" }, fired: 2, resolved: 1, longest: 6 },
      { key: { host: "a", rule: "heap", daemon: "zope" }, fired: 1, resolved: 0, longest: 9 },
    ]);
  });

  it("is the same in whatever order it is on record", () => {
    const fired = [at(1, { transition: "fired" }), at(4, { transition: "resolved" }), at(6, { transition: "fired" })];
    fc.assert(
      fc.property(fc.shuffledSubarray(fired, { minLength: 3 }), (shuffled) => {
        expect(happeningsOf(shuffled, instant(8))).toEqual(happeningsOf(fired, instant(8)));
      }),
    );
  });

  it("never lasts longer than the span, and never shorter than nothing", () => {
    const kinds = fc.constantFrom("fired" as const, "resolved" as const);
    const events = fc.array(fc.record({ time: fc.nat(100), transition: kinds }), { maxLength: 20 });
    fc.assert(
      fc.property(events, (all) => {
        const records = all.map(({ time, transition }) => at(time, { transition }));
        for (const { longest } of happeningsOf(records, instant(100))) {
          if (longest === null) expect(records.some(({ transition }) => transition === "fired")).toBe(false);
          else expect(longest >= 0 && longest <= 100).toBe(true);
        }
      }),
    );
  });
});

function at(time: number, changes: Parameters<typeof aTransition>[0]) {
  return aTransition({ ...changes, at: instant(time) });
}
