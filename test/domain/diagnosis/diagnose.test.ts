import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import { known } from "../../../src/domain/figure.ts";
import { aCgroup, aDaemonStatus, anInput, noPressure, story } from "./input.ts";

describe("the evidence", () => {
  it("names every test of the 2008 story with its figure, its limit and what it means", () => {
    expect(diagnose(anInput(story)).cause.evidence).toEqual([
      "load per CPU 8 > 1.5: the load is high",
      "CPU busy 12 % < 85 %: the CPUs are not full",
      "for 0 % of the last minute some task waited for a CPU (limit 30 %): tasks seldom wait for a CPU",
      "waiting tasks as a share of the load 87.5 % ≥ 30 %: tasks wait for memory or a disk",
      "for 41.2 % of the last minute some task waited for memory (limit 20 %): starvation",
      "for 20.1 % of the last minute every task waited for memory (limit 10 %): starvation",
      "swapped in 200 pages/s > 100 pages/s: pages are wanted back",
      "swapped out 180 pages/s > 100 pages/s: pages are pushed out",
      "CPU inside the kernel 2 % < 30 %: swapping does not cost CPU time",
    ]);
  });

  it("names the absent figures with their reason, and counts the signs", () => {
    expect(diagnose(anInput({ ...noPressure, first: true, available: 4 })).cause.evidence).toEqual([
      "load per CPU 0.1 ≤ 1.5: the load is not high",
      "how long some task waited for memory: not known, because this kernel does not have it",
      "how long every task waited for memory: not known, because this kernel does not have it",
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

  it.each([
    ["few tasks wait", { load: 6, busy: 60, blocked: 0.5 }],
    ["tasks wait for a CPU", { load: 6, busy: 40, cpuSome: 30 }],
  ])("for CPUs that are not full while %s names where a CPU limit shows", (_, figures) => {
    expect(diagnose(anInput(figures)).cause.advice).toContain("nr_throttled in the cpu.stat of a cgroup");
  });

  it("for a hypervisor that takes CPUs is not to restart anything", () => {
    const busy = diagnose(anInput({ load: 6, busy: 95, steal: 45 })).cause;
    expect(busy.advice).toContain("hypervisor");
    expect(busy.clause).toBe("the CPUs are full and the hypervisor takes 45 % of the CPUs' time");
  });
});
