import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import type { CauseKind, Diagnosis } from "../../../src/domain/diagnosis/diagnosis.ts";
import { known } from "../../../src/domain/figure.ts";
import { aCgroup, aDaemonStatus, anInput, noPressure, type Said } from "./input.ts";

/** 2008: users see Internal Server Error, the load is 16, and the CPUs have nothing to do. */
const story: Partial<Said> = {
  load: 16,
  busy: 12,
  iowait: 40,
  blocked: 14,
  available: 3,
  swapIn: 200,
  swapOut: 180,
  majorFaults: 900,
  directScans: 400,
  memorySome: 41.2,
  memoryFull: 20.1,
  ioFull: 30,
  daemons: [aDaemonStatus("postgres", 0.12), aDaemonStatus("zope", 0.45, { givesBack: 0.35 })],
};

interface Row {
  readonly rule: string;
  readonly figures: Partial<Said>;
  readonly state: Diagnosis["state"];
  readonly kind: CauseKind;
  readonly says: string;
}

const rows: readonly Row[] = [
  {
    rule: "step 0: a load of 1.5 for each CPU is not high",
    figures: { load: 3, blocked: 3, busy: 95, cpuSome: 60 },
    state: "ok",
    kind: "none",
    says: "The load is not high (load 3.0 on 2 CPUs); memory is not short.",
  },
  {
    rule: "step 0: hidden pressure is told though the load is not high",
    figures: { load: 0.9, memorySome: 6 },
    state: "suffering",
    kind: "memory",
    says: "Memory is short: tasks waited for memory 6 % of the last minute.",
  },
  {
    rule: "step 0: starvation is told though the load is not high",
    figures: { load: 0.9, memorySome: 20, memoryFull: 9 },
    state: "starving",
    kind: "memory",
    says: "Memory is so short that the host starves: tasks waited for memory 20 % of the last minute.",
  },
  {
    rule: "step 1: CPUs that are 85 % busy are full",
    figures: { load: 6, busy: 85 },
    state: "suffering",
    kind: "cpu",
    says: "Load 6.0 on 2 CPUs with 85 % busy; the CPUs are full.",
  },
  {
    rule: "step 1: CPU pressure of 30 % is CPU-bound, and idle CPUs beside it point to a limit",
    figures: { load: 6, busy: 40, cpuSome: 30 },
    state: "suffering",
    kind: "cpu",
    says: "Load 6.0 on 2 CPUs with 40 % busy; tasks wait for a CPU though the CPUs are not full, so it is short bursts of work, or a CPU limit on a cgroup.",
  },
  {
    rule: "step 1: CPU pressure of a first reading does not say how busy the CPUs are",
    figures: { first: true, load: 6, cpuSome: 30 },
    state: "suffering",
    kind: "cpu",
    says: "Load 6.0 on 2 CPUs; tasks wait for a CPU.",
  },
  {
    rule: "step 1: full CPUs of which the hypervisor takes a part are told so",
    figures: { load: 6, busy: 95, steal: 45 },
    state: "suffering",
    kind: "cpu",
    says: "Load 6.0 on 2 CPUs with 95 % busy; the CPUs are full; the hypervisor takes 45 % of the CPUs' time.",
  },
  {
    rule: "step 1: memory goes before full CPUs, which are told as well",
    figures: { ...story, busy: 95, daemons: [] },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 200 pages/s come back from swap while 180 leave for it; about 14 tasks wait for memory; the CPUs are full as well.",
  },
  {
    rule: "step 2: few waiting tasks on CPUs that are not full are short bursts",
    figures: { load: 6, busy: 60, blocked: 0.5 },
    state: "suffering",
    kind: "cpu",
    says: "Load 6.0 on 2 CPUs with 60 % busy; few tasks wait for memory or a disk, so it is short bursts of work, or a CPU limit on a cgroup.",
  },
  {
    rule: "step 2: few waiting tasks and more than 10 % steal are the hypervisor",
    figures: { load: 6, busy: 60, blocked: 0.5, steal: 23 },
    state: "suffering",
    kind: "cpu",
    says: "Load 6.0 on 2 CPUs with 60 % busy; the hypervisor takes 23 % of the CPUs' time.",
  },
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
    rule: "kinds: zram is known by its name where CPU time is not",
    figures: { memorySome: 30, busy: null, swapIn: 200, swapOut: 200, swapDevices: ["/dev/zram0", "zram1"] },
    state: "starving",
    kind: "swap-thrash",
    says: "Memory is so short that the host starves: 200 pages/s come back from swap while 200 leave for it, through compressed memory.",
  },
  {
    rule: "kinds: compaction is told when nothing else explains the stalls",
    figures: { load: 5, blocked: 4, memorySome: 8, compactStalls: 40 },
    state: "suffering",
    kind: "memory",
    says: "Memory is short: tasks wait while the kernel moves pages together (40 stalls/s); about 4 tasks wait for memory or a disk.",
  },
  {
    rule: "step 4: I/O pressure with quiet memory is a disk or a network file system",
    figures: { load: 9, busy: 5, blocked: 8, ioFull: 10 },
    state: "suffering",
    kind: "storage",
    says: "Load 9.0 on 2 CPUs with 5 % busy; all tasks waited for disks or network file systems 10 % of the last minute; about 8 tasks wait for a disk or a network file system.",
  },
  {
    rule: "step 4: I/O pressure is not blamed on storage while memory is not quiet",
    figures: { load: 9, busy: 5, blocked: 8, ioFull: 40, memorySome: 1 },
    state: "suffering",
    kind: "unknown",
    says: "Load 9.0 on 2 CPUs; the figures do not say why; about 8 tasks wait for memory or a disk; CPUs 5 % busy; memory 75 % available; swapped in 0 pages/s; I/O pressure full 40 %.",
  },
  {
    rule: "step 5: waiting tasks without any pressure hang in a driver or a file system",
    figures: { load: 9, busy: 5, blocked: 8 },
    state: "suffering",
    kind: "storage",
    says: "Load 9.0 on 2 CPUs with 5 % busy; tasks hang though the kernel measures no pressure: a driver or a file system does not answer; about 8 tasks wait for a driver or a file system.",
  },
  {
    rule: "step 5: less than half a task is not counted as one",
    figures: { cpus: 1, load: 1.55, busy: 5, blocked: 0.47 },
    state: "suffering",
    kind: "storage",
    says: "Load 1.6 on 1 CPU with 5 % busy; tasks hang though the kernel measures no pressure: a driver or a file system does not answer.",
  },
  {
    rule: "step 6: a high load that no test explains is shown with its figures",
    figures: { ...noPressure, load: 9, busy: 5, iowait: 80, blocked: 3 },
    state: "suffering",
    kind: "unknown",
    says: "Load 9.0 on 2 CPUs; the figures do not say why; about 3 tasks wait for memory or a disk; CPUs 5 % busy; memory 75 % available; swapped in 0 pages/s.",
  },
  {
    rule: "an idle machine is fine",
    figures: {},
    state: "ok",
    kind: "none",
    says: "The load is not high (load 0.3 on 2 CPUs); memory is not short.",
  },
  {
    rule: "iowait alone proves nothing",
    figures: { iowait: 90, busy: 2 },
    state: "ok",
    kind: "none",
    says: "The load is not high (load 0.3 on 2 CPUs); memory is not short.",
  },
  {
    rule: "pages that only leave, or only come back, are not a shortage by themselves",
    figures: { ...noPressure, swapOut: 5000 },
    state: "ok",
    kind: "none",
    says: "The load is not high (load 0.3 on 2 CPUs); memory is not short.",
  },
  {
    rule: "a first reading tells what needs no second one",
    figures: { first: true, load: 9, memorySome: 50 },
    state: "starving",
    kind: "memory",
    says: "Memory is so short that the host starves: tasks waited for memory 50 % of the last minute.",
  },
  {
    rule: "a first reading of a high load does not guess why",
    figures: { first: true, load: 9 },
    state: "suffering",
    kind: "unknown",
    says: "Load 9.0 on 2 CPUs; why cannot be told from one reading; memory 75 % available; I/O pressure full 0 %.",
  },
  {
    rule: "a first reading without pressure figures does not say that memory is not short",
    figures: { ...noPressure, first: true },
    state: "ok",
    kind: "unknown",
    says: "The load is not high (load 0.3 on 2 CPUs); whether memory is short cannot be told from one reading.",
  },
  {
    rule: "figures that a host never gives leave open whether memory is short",
    figures: { ...noPressure, available: null, swapIn: null, majorFaults: 800 },
    state: "ok",
    kind: "unknown",
    says: "The load is not high (load 0.3 on 2 CPUs); whether memory is short cannot be told from the figures that this host gives.",
  },
  {
    rule: "plenty of memory and no waiting task are enough where the other signs cannot be read",
    figures: { ...noPressure, swapIn: null, swapOut: null, majorFaults: null, allocStalls: null, directScans: null },
    state: "ok",
    kind: "none",
    says: "The load is not high (load 0.3 on 2 CPUs); memory is not short.",
  },
  {
    rule: "without a load nothing is said to be fine",
    figures: { load: null },
    state: "ok",
    kind: "unknown",
    says: "Whether the load is high cannot be told: the load is not known, because this kernel does not have it; memory is not short.",
  },
  {
    rule: "without the number of CPUs no load is high or low",
    figures: { cpus: null, load: 40 },
    state: "ok",
    kind: "unknown",
    says: "Whether the load is high cannot be told: the number of CPUs is not known, because this kernel does not have it; memory is not short.",
  },
  {
    rule: "a host that says it has no CPU is not believed",
    figures: { cpus: 0 },
    state: "ok",
    kind: "unknown",
    says: "Whether the load is high cannot be told: the number of CPUs is not sensible; memory is not short.",
  },
  {
    rule: "storage is told without the mean of waiting tasks, too",
    figures: { load: 9, busy: 5, blocked: null, ioFull: 60 },
    state: "suffering",
    kind: "storage",
    says: "Load 9.0 on 2 CPUs with 5 % busy; all tasks waited for disks or network file systems 60 % of the last minute.",
  },
];

describe("the diagnosis", () => {
  it.each(rows)("$rule", ({ figures, state, kind, says }) => {
    const { state: stateIs, cause } = diagnose(anInput(figures));
    expect({ state: stateIs, kind: cause.kind, says: cause.sentence }).toEqual({ state, kind, says });
  });

  it.each(rows)("gives evidence and advice: $rule", ({ figures }) => {
    const { cause } = diagnose(anInput(figures));
    expect(cause.evidence.length).toBeGreaterThan(2);
    expect(new Set(cause.evidence).size).toBe(cause.evidence.length);
    expect(cause.advice).toMatch(/^[A-Z].*\.$/);
    expect(cause.clause).not.toBe("");
  });
});

describe("the evidence", () => {
  it("names every test of the 2008 story with its figure, its limit and what it means", () => {
    expect(diagnose(anInput(story)).cause.evidence).toEqual([
      "load per CPU 8 > 1.5: the load is high",
      "CPU busy 12 % < 85 %: the CPUs are not full",
      "CPU pressure some avg60 0 % < 30 %: tasks do not wait for a CPU",
      "waiting tasks as a share of the load 87.5 % ≥ 30 %: tasks wait for memory or a disk",
      "memory pressure some avg60 41.2 % ≥ 20 %: starvation",
      "memory pressure full avg60 20.1 % ≥ 10 %: starvation",
      "swapped in 200 pages/s > 100 pages/s: pages are wanted back",
      "swapped out 180 pages/s > 100 pages/s: pages are pushed out",
      "CPU inside the kernel 2 % < 30 %: swapping does not cost CPU time",
    ]);
  });

  it("names the absent figures with their reason, and counts the signs", () => {
    expect(diagnose(anInput({ ...noPressure, first: true, available: 4 })).cause.evidence).toEqual([
      "load per CPU 0.1 ≤ 1.5: the load is not high",
      "memory pressure some avg60: not known, because this kernel does not have it",
      "memory pressure full avg60: not known, because this kernel does not have it",
      "memory available 4 % < 10 %: little is left",
      "swapped in: not known, because it needs two readings",
      "swapped out: not known, because it needs two readings",
      "major faults: not known, because it needs two readings",
      "waiting tasks per CPU: not known, because it needs two readings",
      "direct reclaim: not known, because it needs two readings",
      "1 of 5 signs of starvation hold (3 mean starvation, 2 make a shortage likely)",
    ]);
  });

  it("tells of a cgroup that it looked at though it was not the cause", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.4, 0) })];
    const { cause } = diagnose(anInput({ memorySome: 30, daemons }));
    expect(cause.kind).toBe("memory");
    expect(cause.evidence).toContain("fullest cgroup, of its own limit 40 % < 95 %: it has room");
  });
});

describe("a cgroup at its own limit", () => {
  const short = { memorySome: 30, available: 60 };

  it("is the one that is fullest of all, and its daemon alone is named", () => {
    const daemons = [
      aDaemonStatus("celery", 0.3, { cgroup: aCgroup(0.96, 20) }),
      aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.99, 20) }),
      aDaemonStatus("nginx", 0.1, { cgroup: aCgroup(0.2, 20) }),
    ];
    expect(diagnose(anInput({ ...short, daemons })).culprits).toEqual(["zope"]);
  });

  it("needs no pressure figure of its own where the kernel has none", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.99, null) })];
    expect(diagnose(anInput({ ...short, daemons })).cause.kind).toBe("cgroup-limit");
  });

  it("is not the cause while its own tasks do not wait, since a page cache fills any limit", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(1, 0) })];
    expect(diagnose(anInput({ ...short, daemons })).cause.kind).toBe("memory");
  });

  it("is not the cause while the host has no memory to spare, or does not tell", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(1, 50) })];
    expect(diagnose(anInput({ ...short, available: 4, daemons })).cause.kind).toBe("memory");
    expect(diagnose(anInput({ ...short, available: null, daemons })).cause.kind).toBe("memory");
  });

  it("is advised to be raised", () => {
    const daemons = [aDaemonStatus("zope", 0.1, { cgroup: aCgroup(0.99, 50) })];
    expect(diagnose(anInput({ ...short, daemons })).cause.advice).toBe(
      "Raise the daemon's own memory limit, since the host has room. Restart zope when few are connected: it holds 819 MiB and gives back a part of that.",
    );
  });

  it("is not taken from a limit of nothing or from figures that are absent", () => {
    const none = { ...aCgroup(1, 50), maxBytes: { ...aCgroup(0, 50).currentBytes } };
    const daemons = ["zope", "celery"].map((name) => aDaemonStatus(name, 0.1, { cgroup: none }));
    const { cause } = diagnose(anInput({ ...short, daemons }));
    expect(cause.kind).toBe("memory");
    expect(cause.evidence).toContain("fullest cgroup, of its own limit: not known, because the field is malformed");
  });
});

describe("culprits", () => {
  const short = { memorySome: 30 };

  it("come by what a restart gives back, else by what they hold", () => {
    const daemons = [
      aDaemonStatus("celery", 0.3, { givesBack: 0.05 }),
      aDaemonStatus("postgres", 0.1),
      aDaemonStatus("zope", 0.25, { givesBack: 0.2 }),
    ];
    expect(diagnose(anInput({ ...short, daemons })).culprits).toEqual(["zope", "postgres", "celery"]);
  });

  it("hold a twentieth of the RAM at least", () => {
    const daemons = [aDaemonStatus("cron", 0.04), aDaemonStatus("zope", 0.05)];
    expect(diagnose(anInput({ ...short, daemons })).culprits).toEqual(["zope"]);
  });

  it("are not named while memory is not short", () => {
    expect(diagnose(anInput({ daemons: [aDaemonStatus("zope", 0.9)] })).culprits).toEqual([]);
  });

  it("that would give next to nothing back are told by what they hold", () => {
    const daemons = [aDaemonStatus("zope", 0.45, { givesBack: 0.005 })];
    expect(diagnose(anInput({ ...short, daemons })).cause.sentence).toContain("; zope holds 45 % of RAM.");
  });

  it("of full CPUs are those that fill them, most first", () => {
    const daemons = ["constructor", "zope", "celery"].map((name) => aDaemonStatus(name, 0.1));
    const input = anInput({ load: 6, busy: 97, daemons });
    const rate = (cpus: number): { cpus: { value: number }; majorFaultsPerSecond: { value: number } } => ({
      cpus: { value: cpus },
      majorFaultsPerSecond: { value: 0 },
    });
    const rates = input.rates === null ? null : { ...input.rates, daemons: { zope: rate(0.6), celery: rate(1.25) } };
    const { culprits, cause } = diagnose({ ...input, rates });
    expect(culprits).toEqual(["celery", "zope"]);
    expect(cause.sentence).toBe("Load 6.0 on 2 CPUs with 97 % busy; the CPUs are full; celery uses 1.3 of 2 CPUs.");
    expect(cause.advice).toBe("See what celery computes, and whether it should.");
  });
});

describe("victims", () => {
  it("are the daemons that wait for their own pages, most first, while memory is short", () => {
    const daemons = ["nginx", "zope", "cron"].map((name) => aDaemonStatus(name, 0.1));
    const input = anInput({ memorySome: 30, daemons });
    const rate = (faults: number) => ({ cpus: known(0), majorFaultsPerSecond: known(faults) });
    const rates =
      input.rates === null ? null : { ...input.rates, daemons: { nginx: rate(12), zope: rate(90), cron: rate(9.9) } };
    expect(diagnose({ ...input, rates }).victims).toEqual(["zope", "nginx"]);
    expect(diagnose({ ...anInput({ daemons }), rates }).victims).toEqual([]);
    expect(diagnose({ ...input, rates: null }).victims).toEqual([]);
  });
});

describe("the advice", () => {
  it("says how much a restart gives back where that is known", () => {
    expect(diagnose(anInput(story)).cause.advice).toBe(
      "Restart zope when few are connected: it gives back about 2.8 GiB.",
    );
  });

  it("is to find the holder where no configured daemon holds much", () => {
    expect(diagnose(anInput({ memorySome: 30 })).cause.advice).toContain("No configured daemon holds 5 % of RAM");
  });

  it("is to wait while the host recovers", () => {
    expect(diagnose(anInput({ memorySome: 30, swapIn: 400 })).cause.advice).toContain("Wait a minute");
  });

  it("names no size that is not known", () => {
    const daemons = [aDaemonStatus("zope", 0.5, { heap: null })];
    const { cause } = diagnose(anInput({ memorySome: 30, daemons }));
    expect(cause.advice).toBe("Restart zope when few are connected.");
  });

  it("for a hypervisor that takes CPUs is not to restart anything", () => {
    const busy = diagnose(anInput({ load: 6, busy: 95, steal: 45 })).cause;
    expect(busy.advice).toContain("hypervisor");
    expect(busy.clause).toBe("the CPUs are full and the hypervisor takes 45 % of the CPUs' time");
  });
});
