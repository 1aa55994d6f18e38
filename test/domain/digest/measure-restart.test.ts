import { describe, expect, it } from "vitest";
import { measureRestart } from "../../../src/domain/digest/measure-restart.ts";
import type { HeapPoint } from "../../../src/domain/digest/week.ts";
import { instant, millis } from "../../../src/domain/time.ts";

const minute = 60_000;
const restartAt = 1000 * minute;

describe("what a restart gave back", () => {
  it("is the last heap before it, and the first half an hour after it", () => {
    const points = [
      point(-20, 900, { epoch: "a" }),
      point(-1, 1000, { epoch: "a" }),
      point(0, 100, { epoch: "b" }),
      point(29, 300, { epoch: "b" }),
      point(30, 400, { epoch: "b" }),
      point(40, 500, { epoch: "b" }),
    ];
    expect(measured(points)).toEqual([1000, 400]);
  });

  it("is read from stretches of five minutes, leaving out the one in which it happened", () => {
    const five = { over: 5 };
    const points = [point(-7, 1000, five), point(-2, 600, five), point(28, 300, five), point(33, 400, five)];
    expect(measured(points)).toEqual([1000, 400]);
  });

  it("leaves out the reading by which it was noted, though that is a little older than the note", () => {
    expect(measured([point(-1, 1000), point(-0.1, 50), point(30, 400)])).toEqual([1000, 400]);
  });

  it("passes over readings without a heap, as while the daemon was down", () => {
    expect(measured([point(-5, 1000), point(-1, null), point(30, null), point(31, 400)])).toEqual([1000, 400]);
  });

  it("is not known from figures of another time, of another run, or from none", () => {
    expect(measured([])).toEqual([null, null]);
    expect(measured([point(-122, 1000), point(122, 400)])).toEqual([null, null]);
    const twice = [point(-1, 1000, { epoch: "a" }), point(0, 100, { epoch: "b" }), point(31, 200, { epoch: "c" })];
    expect(measured(twice)).toEqual([1000, null]);
  });
});

function measured(points: readonly HeapPoint[]) {
  const effect = measureRestart({ host: "web-1", daemon: "zope", at: instant(restartAt) }, points);
  return [effect.beforeBytes, effect.afterBytes];
}

function point(
  minutesAfter: number,
  heap: number | null,
  { over = 0, epoch = null }: { over?: number; epoch?: string | null } = {},
): HeapPoint {
  return {
    at: instant(restartAt + minutesAfter * minute),
    over: millis(over * minute),
    heap: heap === null ? null : { median: heap, max: heap * 2 },
    epoch,
  };
}
