import { describe } from "vitest";
import { type Case, testCases } from "./cases.ts";
import { aCgroup, aDaemonStatus, noPressure, story } from "./input.ts";

const cases: readonly Case[] = [
  {
    rule: "step 3: the load of 16 with an idle CPU is a host that starves of memory, and zope holds it",
    figures: story,
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 200 pages/s come back from swap while 180 leave for it; about 14 tasks wait for memory; zope would give back 35 % of RAM.",
  },
  {
    rule: "step 3: a tenth of the time in which nothing can run is starvation, whatever some pressure says",
    figures: { load: 8, blocked: 6, memorySome: 12, memoryFull: 10 },
    state: "starving",
    kind: "memory",
    says: "Memory is so short that the host starves: tasks waited for memory 12 % of the last minute; about 6 tasks wait for memory.",
  },
  {
    rule: "step 3: full pressure of 2 % is a shortage, and the tasks may wait for a disk as well",
    figures: { load: 8, blocked: 1.2, busy: 20, memorySome: 4, memoryFull: 2 },
    state: "suffering",
    kind: "memory",
    says: "Memory is short: tasks waited for memory 4 % of the last minute; about 1 task waits for memory or a disk.",
  },
  {
    rule: "step 3 without pressure figures: three of five signs are starvation",
    figures: { ...story, ...noPressure, blocked: 1, directScans: 0 },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 200 pages/s come back from swap while 180 leave for it; about 1 task waits for memory; zope would give back 35 % of RAM.",
  },
  {
    rule: "step 3 without pressure figures: two of five signs make a shortage likely",
    figures: { ...noPressure, load: 1, available: 9, allocStalls: 2 },
    state: "suffering",
    kind: "memory",
    says: "Memory is probably short: 2 of 5 signs of starvation hold.",
  },
  {
    rule: "step 3 without pressure figures: one sign of five is none",
    figures: { ...noPressure, load: 1, available: 9 },
    state: "ok",
    kind: "none",
    says: "The load is not high (load 1.0 on 2 CPUs); memory is not short.",
  },
  {
    rule: "kinds: pages that only leave are cold",
    figures: { load: 5, blocked: 4, memorySome: 7, swapOut: 300 },
    state: "suffering",
    kind: "memory",
    says: "Memory is short: tasks waited for memory 7 % of the last minute; 300 cold pages/s leave for swap and few come back; about 4 tasks wait for memory or a disk.",
  },
  {
    rule: "kinds: pages that only come back are a recovery",
    figures: { load: 5, blocked: 4, memorySome: 7, swapIn: 300 },
    state: "suffering",
    kind: "memory",
    says: "Memory is short: tasks waited for memory 7 % of the last minute; 300 pages/s come back from swap and few leave, so it is recovering; about 4 tasks wait for memory or a disk.",
  },
  {
    rule: "kinds: major faults and refaults with a quiet swap are a page cache that is too small",
    figures: { load: 5, blocked: 4, memorySome: 30, majorFaults: 900, refaults: 5000 },
    state: "starving",
    kind: "cache-thrash",
    says: "Memory is so short that the host starves: files and programs are read again and again (900 major faults/s) while swap is quiet; about 4 tasks wait for memory.",
  },
  {
    rule: "kinds: one cgroup at its own limit is told apart from a host without memory",
    figures: {
      load: 5,
      blocked: 4,
      memorySome: 30,
      available: 60,
      daemons: [aDaemonStatus("celery", 0.2), aDaemonStatus("zope", 0.49, { cgroup: aCgroup(0.98, 40) })],
    },
    state: "starving",
    kind: "cgroup-limit",
    says: "Memory is so short that the host starves: zope is at its own limit (3.9 of 4.0 GiB) while the host has 60 % of its RAM available; about 4 tasks wait for memory.",
  },
  {
    rule: "kinds: swapping to zram costs CPU time",
    figures: {
      load: 5,
      blocked: 3,
      memorySome: 30,
      swapIn: 2000,
      swapOut: 2000,
      system: 45,
      swapDevices: ["/dev/zram0"],
    },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 2000 pages/s come back from swap while 2000 leave for it, through compressed memory (45 % of the CPUs' time is spent in the kernel); about 3 tasks wait for memory.",
  },
  {
    rule: "kinds: a busy kernel and a quiet disk give zswap away",
    figures: { load: 5, blocked: 0.2, busy: 50, memorySome: 30, swapIn: 2000, swapOut: 2000, system: 30 },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 2000 pages/s come back from swap while 2000 leave for it, through compressed memory (30 % of the CPUs' time is spent in the kernel).",
  },
  {
    rule: "kinds: a busy kernel beside a busy disk is no zswap",
    figures: { load: 5, blocked: 0.2, busy: 50, memorySome: 30, swapIn: 2000, swapOut: 2000, system: 30, ioFull: 10 },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 2000 pages/s come back from swap while 2000 leave for it.",
  },
  {
    rule: "kinds: a busy kernel is no zswap where nothing tells whether the disk is quiet",
    figures: { load: 5, blocked: 0.2, busy: 50, memorySome: 30, swapIn: 2000, swapOut: 2000, system: 30, ioFull: null },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 2000 pages/s come back from swap while 2000 leave for it.",
  },
  {
    rule: "kinds: zram is known by its name where CPU time is not",
    figures: { memorySome: 30, busy: null, swapIn: 200, swapOut: 200, swapDevices: ["/dev/zram0", "zram1"] },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 200 pages/s come back from swap while 200 leave for it, through compressed memory.",
  },
  {
    rule: "kinds: zram beside a disk is no compressed memory, since the disk is what is waited for",
    figures: { memorySome: 30, busy: null, swapIn: 200, swapOut: 200, swapDevices: ["/dev/zram0", "/dev/sda2"] },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 200 pages/s come back from swap while 200 leave for it.",
  },
  {
    rule: "kinds: few refaults are no page cache that is too small, however many major faults there are",
    figures: { load: 5, blocked: 4, memorySome: 30, majorFaults: 900, refaults: 500 },
    state: "starving",
    kind: "memory",
    says: "Memory is so short that the host starves: tasks waited for memory 30 % of the last minute; about 4 tasks wait for memory.",
  },
  {
    rule: "kinds: compaction is told when nothing else explains the stalls",
    figures: { load: 5, blocked: 4, memorySome: 8, compactStalls: 40 },
    state: "suffering",
    kind: "memory",
    says: "Memory is short: tasks wait while the kernel moves pages together (40 stalls/s); about 4 tasks wait for memory or a disk.",
  },
];

describe("a shortage of memory", () => {
  testCases(cases);
});
