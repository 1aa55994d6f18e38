import { describe, expect, test } from "vitest";
import { bytes } from "../../src/domain/bytes.ts";
import { absent, type Figure, known } from "../../src/domain/figure.ts";
import type { CgroupFigures, ProcessFigures, SwapFigures } from "../../src/domain/sample.ts";
import { readHeap } from "../../src/probe/read-heap.ts";

const mebibyte = 1024 ** 2;
const notThere = absent("this kernel does not have it");

function mebibytes(count: number): Figure<ReturnType<typeof bytes>> {
  return known(bytes(count * mebibyte));
}

function aCgroup(anon: number, swap: number | null): CgroupFigures {
  return {
    path: "/system.slice/zope.service",
    anonBytes: mebibytes(anon),
    swapBytes: swap === null ? notThere : mebibytes(swap),
    maxBytes: absent("it has no limit"),
    currentBytes: notThere,
    pressure: notThere,
    limitHits: notThere,
    oomKills: notThere,
  };
}

function aProcess(anon: number, swap: number): ProcessFigures {
  return {
    pid: 42,
    parentPid: known(1),
    startTicks: known(900),
    cpuTicks: known(0),
    majorFaults: known(0),
    threads: known(1),
    anonBytes: mebibytes(anon),
    swapBytes: mebibytes(swap),
    rssBytes: mebibytes(anon),
    peakRssBytes: mebibytes(anon),
  };
}

function swapOf(totalMebibytes: number): SwapFigures {
  return { totalBytes: mebibytes(totalMebibytes), freeBytes: mebibytes(totalMebibytes), devices: known([]) };
}

describe("a cgroup that counts no swap", () => {
  test("on a host with swap is not the heap: what was swapped out would be missing", () => {
    const heap = readHeap(aCgroup(100, null), [aProcess(100, 60)], swapOf(2048));
    expect(heap).toEqual({ bytes: mebibytes(160), source: "status" });
  });

  test("where it is unknown whether the host has swap is not the heap either", () => {
    const swap = { ...swapOf(0), totalBytes: absent("the field is missing") };
    expect(readHeap(aCgroup(100, null), [aProcess(100, 0)], swap).source).toBe("status");
  });

  test("on a host without swap counts the whole heap", () => {
    expect(readHeap(aCgroup(120, null), [aProcess(100, 0)], swapOf(0))).toEqual({
      bytes: mebibytes(120),
      source: "cgroup",
    });
  });
});

test.each([
  { counted: 20, source: "status", why: "processes were moved into it with their memory" },
  { counted: 49, source: "status", why: "processes were moved into it with their memory" },
  { counted: 50, source: "cgroup", why: "the rest may be shared with others" },
])("a cgroup with $counted % of its largest process gives $source: $why", ({ counted, source }) => {
  const heap = readHeap(aCgroup(counted - 5, 5), [aProcess(60, 40), aProcess(1, 0)], swapOf(2048));
  expect(heap.source).toBe(source);
});
