import { describe, expect, it } from "vitest";
import { findRegime } from "../../../src/domain/heap/find-regime.ts";
import { flat, leak, logarithm, madeHeap, plateau, step } from "../../support/made-heap.ts";

const day = 86_400;

describe("findRegime", () => {
  it("starts where the level shifts", () => {
    const points = madeHeap(step, { days: 4 });
    const { index, because } = findRegime(points, null);
    expect(because).toBe("level shift");
    expect(Math.abs(Number(points[index]?.t) - 2.5 * day)).toBeLessThanOrEqual(600);
  });

  it.each([
    { name: "saturates", shape: plateau },
    { name: "leaks", shape: leak },
    { name: "grows as a logarithm", shape: logarithm },
    { name: "is flat", shape: flat },
  ])("has one regime of a heap that $name", ({ shape }) => {
    for (const days of [0.3, 1, 3, 8])
      expect(findRegime(madeHeap(shape, { days, noise: 0.01 }), null)).toEqual({ index: 0, because: "start" });
  });

  it.each([
    { name: "that has not lasted four hours", curve: step, days: 2.6 },
    { name: "that goes back within four hours", curve: (at: number) => (at > 2 && at < 2.15 ? 350 : 200), days: 4 },
    { name: "of less than 8 %", curve: (at: number) => (at < 2 ? 200 : 214), days: 4 },
    { name: "that is a small part of all growth", curve: (at: number) => leak(at * 3) + (at < 4 ? 0 : 120), days: 8 },
    { name: "in the first hours, when a heap grows by leaps", curve: (at: number) => (at < 0.25 ? 200 : 350), days: 4 },
    { name: "down, which is a trim", curve: (at: number) => (at < 2 ? 350 : 200), days: 4 },
  ])("takes no notice of a shift $name", ({ curve, days }) => {
    expect(findRegime(madeHeap(curve, { days }), null).because).toBe("start");
  });

  it.each([
    { name: "saturates", shape: plateau },
    { name: "leaks", shape: leak },
    { name: "grows as a logarithm", shape: logarithm },
  ])("takes what a heap that $name grew while nothing was read for no shift", ({ shape }) => {
    for (const hours of [2, 8, 16, 24]) {
      const points = madeHeap(shape, { days: 3 }).filter(({ t }) => t < day || t > day + hours * 3600);
      expect(findRegime(points, null).because).toBe("start");
    }
  });

  it("sees a shift while nothing was read that is more than growth", () => {
    const points = madeHeap((at) => leak(at) + (at < 2.2 ? 0 : 200), { days: 5 }).filter(
      ({ t }) => t < 2 * day || t > 2.5 * day,
    );
    const { index, because } = findRegime(points, null);
    expect(because).toBe("level shift");
    expect(points[index]?.t).toBe(2.5 * day + 300);
  });

  it("starts at the newest of two shifts", () => {
    const points = madeHeap((at) => (at < 2 ? 200 : at < 4 ? 350 : 600), { days: 6 });
    expect(Math.abs(Number(points[findRegime(points, null).index]?.t) - 4 * day)).toBeLessThanOrEqual(600);
  });

  it("starts at the deploy, and at a shift after it", () => {
    const points = madeHeap(step, { days: 5 });
    expect(findRegime(points, 3 * day)).toEqual({ index: (3 * day) / 300, because: "deploy" });
    expect(findRegime(points, day).because).toBe("level shift");
  });

  it("is all of an epoch that was started after the deploy", () => {
    expect(findRegime(madeHeap(flat, { days: 2, from: day }), day - 60)).toEqual({ index: 0, because: "start" });
  });

  it("has nothing but the last point of what was measured before the deploy", () => {
    const points = madeHeap(flat, { days: 2 });
    expect(findRegime(points, 9 * day)).toEqual({ index: points.length - 1, because: "deploy" });
  });
});
