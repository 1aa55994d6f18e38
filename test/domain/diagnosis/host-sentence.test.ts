import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import { liveFor } from "../../../src/domain/diagnosis/host-sentence.ts";
import { hostVerdict } from "../../../src/domain/diagnosis/verdict.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { MemoryFigures, SwapFigures } from "../../../src/domain/sample.ts";
import { instant } from "../../../src/domain/time.ts";
import { size } from "../../support/sample.ts";
import { aCgroup, aDaemonStatus, noPressure, type Said } from "./input.ts";
import { aFailure, aHost, now, starving, takenAt, waiting } from "./statuses.ts";

const gibibyte = 1024 ** 3;

describe("the verdict on one host", () => {
  it.each<[string, Partial<Said>, string]>([
    [
      "names load, waiting tasks and the daemon that would give most back",
      { ...starving, daemons: [aDaemonStatus("zope", 0.45, { givesBack: 0.35 })] },
      "scipy is starving: load 16.0 on 2 CPUs with 12 % busy; about 14 tasks wait for memory; zope would give back 35 % of RAM",
    ],
    [
      "says what a daemon holds where its start was not seen",
      { ...starving, daemons: [aDaemonStatus("zope", 0.45)] },
      "scipy is starving: load 16.0 on 2 CPUs with 12 % busy; about 14 tasks wait for memory; zope holds 45 % of RAM",
    ],
    [
      "names no daemon where none holds much",
      starving,
      "scipy is starving: load 16.0 on 2 CPUs with 12 % busy; about 14 tasks wait for memory",
    ],
    [
      "says that memory is short where no task is counted as waiting",
      { memorySome: 41, load: 1, cpus: 1 },
      "scipy is starving: load 1.0 on 1 CPU with 4 % busy; memory is so short that the host starves",
    ],
    [
      "of a shortage says both that it is one and how many wait",
      { load: 1, memorySome: 6, blocked: 0.6 },
      "scipy is suffering: load 1.0 on 2 CPUs with 4 % busy; memory is short and about 1 task waits for memory or a disk",
    ],
    [
      "of a cgroup says whose it is",
      { memorySome: 6, available: 60, daemons: [aDaemonStatus("zope", 0.4, { cgroup: aCgroup(0.99, 50) })] },
      "scipy is suffering: load 0.3 on 2 CPUs with 4 % busy; memory is short; zope is at its own memory limit",
    ],
    [
      "of a load that cannot be explained says so",
      { load: 9, first: true },
      "scipy is suffering: load 9.0 on 2 CPUs; why cannot be told from one reading",
    ],
    [
      "is calm about a host that is fine",
      {},
      "scipy is fine: load 0.3 on 2 CPUs, 6.0 of 8.0 GiB available, swap unused",
    ],
    [
      "does not call fine what cannot be judged",
      { ...noPressure, first: true },
      "scipy cannot be judged: load 0.3 on 2 CPUs; whether memory is short cannot be told from one reading",
    ],
    [
      "does not call fine a host without a load",
      { load: null },
      "scipy cannot be judged: whether the load is high cannot be told: the load is not known, because this kernel does not have it",
    ],
  ])("%s", (_, figures, sentence) => {
    expect(hostVerdict(aHost("scipy", figures), now)).toBe(sentence);
  });

  it("of full CPUs names the daemon that fills them", () => {
    const host = aHost("scipy", { load: 6, busy: 97, daemons: [aDaemonStatus("zope", 0.2)] });
    const rates = host.rates && {
      ...host.rates,
      daemons: { zope: { cpus: known(1.84), majorFaultsPerSecond: known(0) } },
    };
    const status = { ...host, rates, diagnosis: diagnose({ ...host, rates }) };
    expect(hostVerdict(status, now)).toBe(
      "scipy is suffering: load 6.0 on 2 CPUs with 97 % busy; the CPUs are full; zope uses 1.8 of 2 CPUs",
    );
  });

  it.each<{ what: string; memory?: Partial<MemoryFigures>; swap?: Partial<SwapFigures>; says: string }>([
    {
      what: "no swap",
      swap: { totalBytes: size(0), freeBytes: size(0) },
      says: "6.0 of 8.0 GiB available, no swap",
    },
    { what: "used swap", swap: { freeBytes: size(1.5 * gibibyte) }, says: "6.0 of 8.0 GiB available, swap 25 % used" },
    {
      what: "a trace of used swap",
      swap: { freeBytes: size(2 * gibibyte - 4096) },
      says: "6.0 of 8.0 GiB available, swap under 1 % used",
    },
    { what: "unknown memory", memory: { availableBytes: absent("the field is missing") }, says: "swap unused" },
    { what: "unknown size", memory: { totalBytes: absent("the field is missing") }, says: "swap unused" },
    { what: "unknown swap", swap: { freeBytes: absent("the field is missing") }, says: "6.0 of 8.0 GiB available" },
    {
      what: "much memory",
      memory: { totalBytes: size(251.6 * gibibyte) },
      says: "6 of 252 GiB available, swap unused",
    },
    {
      what: "little memory",
      memory: { totalBytes: size(489e6), availableBytes: size(120e6) },
      says: "114 of 466 MiB available, swap unused",
    },
  ])("tells the memory of a host with $what", ({ memory, swap, says }) => {
    const host = aHost("local", {});
    const { system } = host.sample;
    const sample = {
      ...host.sample,
      system: { ...system, memory: { ...system.memory, ...memory }, swap: { ...system.swap, ...swap } },
    };
    expect(hostVerdict({ ...host, sample }, now)).toBe(`local is fine: load 0.3 on 2 CPUs, ${says}`);
  });

  it("tells the age of figures that are no longer live", () => {
    const host = aHost("local", {});
    expect(hostVerdict(host, instant(takenAt + liveFor))).not.toContain("ago");
    expect(hostVerdict(host, instant(takenAt + 185_000))).toMatch(/, swap unused \(figures of 3 min 5 s ago\)$/);
  });

  it("gives the reason why there is no answer, and how the host was when it last gave one", () => {
    const later = instant(takenAt + 20_000);
    expect(hostVerdict(aFailure("db-1", "unreachable", null), later)).toBe("db-1 is unreachable (timed out)");
    expect(hostVerdict(aFailure("db-1", "unreachable", aHost("db-1", starving)), later)).toBe(
      "db-1 is unreachable (timed out); 20 s ago it was starving",
    );
    expect(hostVerdict(aFailure("db-1", "stale", aHost("db-1", {})), later)).toBe(
      "db-1 does not answer just now (timed out); 20 s ago it was fine",
    );
    expect(hostVerdict(aFailure("db-1", "stale", aHost("db-1", { load: null })), later)).toBe(
      "db-1 does not answer just now (timed out); 20 s ago it was up",
    );
  });

  it("says that it is asking while there is no answer", () => {
    expect(hostVerdict(waiting("db-1"), now)).toBe("Asking db-1");
  });
});
