import { describe, expect, test } from "vitest";
import { type HostRamQuestion, hostRam } from "../../../src/domain/heap/host-ram.ts";
import { instant, millis } from "../../../src/domain/time.ts";

const gibi = 1024 ** 3;
const minutes = 60_000;
const row = (minute: number, availableGibi: number | null) => ({
  at: instant(minute * minutes),
  over: millis(0),
  available: availableGibi === null ? null : { median: availableGibi * gibi },
});
const heap = (minute: number, heapGibi: number, swapGibi = 0) => ({
  at: instant(minute * minutes),
  heap: { median: heapGibi * gibi },
  swap: { median: swapGibi * gibi },
});
const ask = (changes: Partial<HostRamQuestion>) =>
  hostRam({
    ramBytes: 16 * gibi,
    unreclaimableBytes: gibi,
    activeFileBytes: 8 * gibi,
    rows: [row(0, 4)],
    daemons: [[heap(0, 5)], [heap(0, 3, 1)]],
    ...changes,
  });

describe("what of a host's RAM is not its daemons'", () => {
  test("is what is neither available, nor the kernel's, nor a heap outside of swap", () => {
    // 16 − 4 − 1 − 5 − (3 − 1)
    expect(ask({})?.othersBytes).toBe(4 * gibi);
    expect(ask({})?.kernelBytes).toBe(gibi);
  });

  test("is never less than nothing, and holds at 95 % of the times", () => {
    expect(ask({ rows: [row(0, 15)] })?.othersBytes).toBe(0);
    const rows = Array.from({ length: 101 }, (_, minute) => row(minute / 10, minute < 3 ? 0 : 4));
    expect(ask({ rows })?.othersBytes).toBe(4 * gibi);
  });

  test("has a floor of page cache: what is in active use, at most a tenth of RAM", () => {
    expect(ask({})?.cacheFloorBytes).toBe(Math.round(1.6 * gibi));
    expect(ask({ activeFileBytes: gibi })?.cacheFloorBytes).toBe(gibi);
    expect(ask({ activeFileBytes: null, unreclaimableBytes: null })).toMatchObject({
      cacheFloorBytes: 0,
      kernelBytes: 0,
    });
  });

  test("does not count a time at which a daemon was not read", () => {
    expect(ask({ rows: [row(0, 4), row(60, 0)] })?.othersBytes).toBe(4 * gibi);
    expect(ask({ rows: [{ ...row(60, 2), over: millis(60 * minutes) }] })?.othersBytes).toBe(6 * gibi);
  });

  test.each<[string, Partial<HostRamQuestion>]>([
    ["nothing was read", { rows: [] }],
    ["the kernel does not tell what is available", { rows: [row(0, null)] }],
    ["a daemon was never read", { daemons: [[heap(0, 5)], []] }],
  ])("is not known where %s", (_, changes) => {
    expect(ask(changes)).toBeNull();
  });
});
