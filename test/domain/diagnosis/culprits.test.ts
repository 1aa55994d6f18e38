import { describe, expect, it } from "vitest";
import {
  cpuCulprits,
  cpuPhrase,
  memoryCulprits,
  reliefPhrase,
  victims,
} from "../../../src/domain/diagnosis/culprits.ts";
import { evaluate } from "../../../src/domain/diagnosis/evaluate.ts";
import { factsOf } from "../../../src/domain/diagnosis/facts.ts";
import { memoryKindTests } from "../../../src/domain/diagnosis/tests.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { Rates } from "../../../src/domain/rates.ts";
import { aDaemonStatus, anInput } from "./input.ts";

const missing = absent("the field is missing");

describe("what is said of a culprit", () => {
  it.each([
    ["zope would give back 35 % of RAM", aDaemonStatus("zope", 0.45, { givesBack: 0.35 })],
    ["zope holds 45 % of RAM", aDaemonStatus("zope", 0.45)],
    ["zope holds 45 % of RAM", aDaemonStatus("zope", 0.45, { givesBack: 0.001 })],
    ["zope holds 45 % of RAM", aDaemonStatus("zope", 0.45, { givesBack: 0.2, heap: null })],
    ["zope holds 0 % of RAM", aDaemonStatus("zope", 0, { givesBack: 0 })],
    ["zope holds most", { ...aDaemonStatus("zope", 0.45), share: missing }],
  ])("is no more than the figures allow: %s", (text, status) => {
    expect(reliefPhrase(status)).toBe(text);
  });

  it("does not need the number of CPUs", () => {
    const daemon = aDaemonStatus("zope", 0.1);
    const rates = ratesOf(anInput().rates, { zope: 1.5 });
    expect(cpuPhrase(daemon, rates, known(2))).toBe("zope uses 1.5 of 2 CPUs");
    expect(cpuPhrase(daemon, rates, missing)).toBe("zope uses 1.5 CPUs");
    expect(cpuPhrase(daemon, null, known(1))).toBe("zope uses 0.0 of 1 CPU");
  });
});

describe("a daemon", () => {
  it("without a share of the RAM is no culprit, and one without a heap comes last", () => {
    const daemons = [
      { ...aDaemonStatus("unknown", 0.5), share: missing },
      aDaemonStatus("empty", 0.3, { heap: null }),
      aDaemonStatus("zope", 0.1),
    ];
    expect(memoryCulprits(daemons).map(({ figures }) => figures.name)).toEqual(["zope", "empty"]);
  });

  it("fills the CPUs with a quarter of one where their number is not known", () => {
    const daemons = ["zope", "cron"].map((name) => aDaemonStatus(name, 0.1));
    const rates = ratesOf(anInput().rates, { zope: 0.25, cron: 0.24 });
    expect(cpuCulprits(daemons, rates, missing).map(({ figures }) => figures.name)).toEqual(["zope"]);
  });

  it("whose rates are not known is neither culprit nor victim", () => {
    const daemons = [aDaemonStatus("zope", 0.1), aDaemonStatus("toString", 0.1)];
    const base = anInput().rates;
    const rates = base && { ...base, daemons: { zope: { cpus: missing, majorFaultsPerSecond: missing } } };
    expect(cpuCulprits(daemons, rates, known(2))).toEqual([]);
    expect(victims(daemons, rates)).toEqual([]);
    expect(victims(daemons, null)).toEqual([]);
  });
});

describe("the fullest cgroup", () => {
  it("is not known where no cgroup has a limit of its own", () => {
    const facts = factsOf(anInput({ daemons: [aDaemonStatus("zope", 0.1)] }));
    expect(facts.fullestCgroup).toBeNull();
    expect(evaluate(memoryKindTests.cgroupFull, facts).passed).toBeNull();
    expect(evaluate(memoryKindTests.cgroupPressure, facts).passed).toBeNull();
  });
});

function ratesOf(rates: Rates | null, cpus: Readonly<Record<string, number>>): Rates | null {
  const daemons = Object.entries(cpus).map(([name, used]) => [
    name,
    { cpus: known(used), majorFaultsPerSecond: known(0) },
  ]);
  return rates && { ...rates, daemons: Object.fromEntries(daemons) };
}
