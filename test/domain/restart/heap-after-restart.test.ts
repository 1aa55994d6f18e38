import { describe, expect, it } from "vitest";
import { absent, known } from "../../../src/domain/figure.ts";
import { missesOf } from "../../../src/domain/restart/misses.ts";
import { aMeasure, aMeasureAfter } from "../../support/restart-request.ts";

const mebi = 1024 ** 2;
/** In MiB. */
interface Course {
  readonly before: number;
  readonly after: number;
  readonly start: number | null;
}

const misses = ({ before, after, start }: Course) =>
  missesOf(
    { before: aMeasure({ heapBytes: known(before * mebi) }), after: aMeasureAfter({ heapBytes: known(after * mebi) }) },
    { startBytes: start === null ? null : start * mebi },
  ).map(({ text }) => text);

describe("the heap after a restart", () => {
  it.each<[string, Course]>([
    ["is at its start", { before: 1000, after: 100, start: 100 }],
    ["has grown again by a quarter of its start", { before: 1000, after: 125, start: 100 }],
    ["has given back half of what it should", { before: 1000, after: 550, start: 100 }],
    ["was young, and had nothing to give back", { before: 120, after: 300, start: 100 }],
    ["is a quarter more than before at most, where its start is not known", { before: 1000, after: 1250, start: null }],
  ])("is well where it %s", (_, course) => {
    expect(misses(course)).toEqual([]);
  });

  it.each<[string, Course, RegExp]>([
    [
      "has given back less than half of what it should",
      { before: 1000, after: 551, start: 100 },
      /551 MiB: it gave back less than half/,
    ],
    [
      "is larger than before, where its start is not known",
      { before: 400, after: 501, start: null },
      /501 MiB, more than the 400 MiB before/,
    ],
  ])("is a miss where it %s", (_, course, said) => {
    expect(misses(course)).toEqual([expect.stringMatching(said)]);
  });

  it("is a miss where it is not known any more, and none where it was not known before", () => {
    const unknown = absent("the field is missing");
    const after = aMeasureAfter({ heapBytes: unknown });
    expect(missesOf({ before: aMeasure(), after }, { startBytes: null })).toEqual([
      { kind: "heap", text: "its heap is not known" },
    ]);
    expect(missesOf({ before: aMeasure({ heapBytes: unknown }), after }, { startBytes: null })).toEqual([]);
  });
});
