import { describe, expect, it } from "vitest";
import { bytes } from "../../../src/domain/bytes.ts";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import { liveFor } from "../../../src/domain/diagnosis/host-sentence.ts";
import { standingOf, worstFirst } from "../../../src/domain/diagnosis/standing.ts";
import { hostVerdict, namedHostsMax, stateOf, verdictOf } from "../../../src/domain/diagnosis/verdict.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { MemoryFigures, SwapFigures } from "../../../src/domain/sample.ts";
import type { FailedHost, HostStatus, ReadHost } from "../../../src/domain/status.ts";
import { instant } from "../../../src/domain/time.ts";
import { aSample, size } from "../../support/sample.ts";
import { aCgroup, aDaemonStatus, anInput, noPressure, type Said } from "./input.ts";

const takenAt = aSample().takenAt;
const now = instant(takenAt + 2000);
const gibibyte = 1024 ** 3;

const starving: Partial<Said> = { load: 16, busy: 12, blocked: 14, memorySome: 41, swapIn: 200, swapOut: 200 };

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

describe("the verdict on a board", () => {
  it.each<[string, HostStatus[], string]>([
    ["nothing is watched", [], "No host is watched"],
    [
      "one host is its own verdict",
      [aHost("local", {})],
      "local is fine: load 0.3 on 2 CPUs, 6.0 of 8.0 GiB available, swap unused",
    ],
    ["one host that has not answered", [waiting("local")], "Asking local"],
    [
      "all are fine, and the highest load for its CPUs is named",
      [aHost("web-1", { load: 0.4 }), aHost("big", { load: 2, cpus: 64 }), aHost("web-2", { load: 0.1 })],
      "All 3 hosts are fine: highest load 0.4 on 2 CPUs (web-1)",
    ],
    [
      "two are both",
      [aHost("web-1", { load: 0.1 }), aHost("web-2", { load: 0.6 })],
      "Both hosts are fine: highest load 0.6 on 2 CPUs (web-2)",
    ],
    ["none has answered", [waiting("web-1"), waiting("web-2")], "Asking 2 hosts"],
    [
      "one has answered and is fine",
      [aHost("web-1", {}), waiting("web-2"), waiting("web-3")],
      "1 of 3 hosts has answered and is fine; asking web-2, web-3",
    ],
    [
      "several have answered and are fine",
      [aHost("web-1", {}), aHost("web-2", {}), waiting("web-3")],
      "2 of 3 hosts have answered and are fine; asking web-3",
    ],
    [
      "the worst goes first with its figures, then the others by how they stand",
      [
        aHost("web-1", {}),
        aHost("web-2", { load: 9, busy: 99 }),
        waiting("web-3"),
        aFailure("db-1", "unreachable", null),
        aHost("web-4", starving),
        aHost("web-5", starving),
        aFailure("db-2", "stale", aHost("db-2", {})),
        aHost("web-6", { load: null }),
      ],
      "web-4 is starving: load 16.0 on 2 CPUs with 12 % busy; about 14 tasks wait for memory; also starving: web-5; unreachable: db-1; suffering: web-2; not answering just now: db-2; not to be judged: web-6; not answered yet: web-3; 1 other is fine",
    ],
    [
      "a dead host goes before fine ones",
      [aHost("web-1", {}), aHost("web-2", {}), aFailure("db-1", "unreachable", null)],
      "db-1 is unreachable (timed out); 2 others are fine",
    ],
    [
      "more names than fit are counted",
      Array.from({ length: namedHostsMax + 4 }, (_, index) => aFailure(`db-${index}`, "unreachable", null)),
      "db-0 is unreachable (timed out); also unreachable: db-1, db-2, db-3, db-4, db-5 and 3 more",
    ],
  ])("%s", (_, hosts, sentence) => {
    expect(verdictOf({ askedAt: now, hosts }, now)).toBe(sentence);
  });

  it("stands where a host that is fine gives no load", () => {
    const host = aHost("web-1", {});
    const sample = { ...host.sample, system: { ...host.sample.system, load: absent("the field is missing") } };
    expect(verdictOf({ askedAt: now, hosts: [{ ...host, sample }, aHost("web-2", {})] }, now)).toBe(
      "Both hosts are fine: highest load 0.3 on 2 CPUs (web-2)",
    );
  });
});

describe("how a host stands", () => {
  const all: HostStatus[] = [
    aHost("fine", {}),
    waiting("asked"),
    aHost("dim", { load: null }),
    aFailure("slow", "stale", null),
    aHost("hot", { load: 9, busy: 99 }),
    aFailure("dead", "unreachable", null),
    aHost("hungry", starving),
    aHost("also fine", {}),
  ];

  it("orders the hosts worst first and leaves those alike in their order", () => {
    expect(worstFirst(all).map(({ host }) => host)).toEqual([
      "hungry",
      "dead",
      "hot",
      "slow",
      "dim",
      "asked",
      "fine",
      "also fine",
    ]);
  });

  it("is a word for every host, and one that admits not to know", () => {
    expect(all.map(standingOf)).toEqual([
      "ok",
      "waiting",
      "unknown",
      "stale",
      "suffering",
      "unreachable",
      "starving",
      "ok",
    ]);
    expect(all.map(stateOf)).toEqual(["ok", "waiting", "ok", "stale", "suffering", "unreachable", "starving", "ok"]);
  });
});

function aHost(host: string, figures: Partial<Said>): ReadHost {
  const input = anInput(figures);
  const sample = { ...input.sample, host };
  return { kind: "read", host, ...input, sample, diagnosis: diagnose(input), history: [] };
}

function aFailure(host: string, state: "stale" | "unreachable", lastGood: ReadHost | null): FailedHost {
  const failure = { reason: "timed out", detail: `${host} gave no answer within 4 s.`, nextTryAt: null } as const;
  return { kind: "failed", host, state, failure, tookMs: bytes(4000), lastGood };
}

function waiting(host: string): HostStatus {
  return { kind: "waiting", host };
}
