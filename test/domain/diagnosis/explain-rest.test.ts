import { describe } from "vitest";
import { type Case, testCases } from "./cases.ts";
import { noPressure } from "./input.ts";

const cases: readonly Case[] = [
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
    says: "Load 9.0 on 2 CPUs; why cannot be told from one reading; memory 75 % available; every task waited for a disk for 0 % of the last minute.",
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

describe("a host that nothing is wrong with, or that tells too little", () => {
  testCases(cases);
});
