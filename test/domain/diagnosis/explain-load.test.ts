import { describe } from "vitest";
import { type Case, testCases } from "./cases.ts";
import { noPressure, story } from "./input.ts";

const cases: readonly Case[] = [
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
    says: "Load 9.0 on 2 CPUs; the figures do not say why; about 8 tasks wait for memory or a disk; CPUs 5 % busy; memory 75 % available; swapped in 0 pages/s; every task waited for a disk for 40 % of the last minute.",
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
];

describe("the cause of a high load", () => {
  testCases(cases);
});
