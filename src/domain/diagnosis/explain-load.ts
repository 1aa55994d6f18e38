import { cpuCulprits, cpuPhrase } from "./culprits.ts";
import { evaluate, type Outcome } from "./evaluate.ts";
import type { Step, Symptoms } from "./explanation.ts";
import { busyLoadPhrase, percent, toSentence, waitingPhrase } from "./phrases.ts";
import { blockedTest, cpuTests, memoryPressureTests, storageTests } from "./tests.ts";

/** The CPUs are full, or tasks wait for one. */
export function explainByCpu({ daemons, rates, facts }: Symptoms): Step {
  const busy = evaluate(cpuTests.busy, facts);
  const waiting = evaluate(cpuTests.pressure, facts);
  if (busy.passed !== true && waiting.passed !== true) return notThis([busy, waiting]);
  const steal = evaluate(cpuTests.steal, facts);
  const stolen = steal.passed === true ? stealPhrase(steal.value) : null;
  const culprits = cpuCulprits(daemons, rates, facts.cpus);
  const [first] = culprits;
  const clause = cpuClause(busy);
  const worker = first === undefined ? null : cpuPhrase(first, rates, facts.cpus);
  return {
    evidence: linesOf([busy, waiting, steal]),
    explanation: {
      kind: "cpu",
      sentence: toSentence([busyLoadPhrase(facts), clause, stolen, worker]),
      clause: stolen === null ? clause : `${clause} and ${stolen}`,
      advice: stolen === null ? cpuAdvice(busy, first?.figures.name) : stealAdvice,
      culprits,
    },
  };
}

/** Few tasks wait, so the load is tasks that run, but not all the time. */
export function explainByShortBursts({ facts }: Symptoms): Step {
  const blocked = evaluate(blockedTest, facts);
  if (blocked.passed !== true) return notThis([blocked]);
  const steal = evaluate(cpuTests.steal, facts);
  const stolen = steal.passed === true ? stealPhrase(steal.value) : null;
  const clause = `few tasks wait for memory or a disk, so it is ${bursts}`;
  return {
    evidence: linesOf([blocked, steal]),
    explanation: {
      kind: "cpu",
      sentence: toSentence([busyLoadPhrase(facts), stolen ?? clause]),
      clause: stolen ?? clause,
      advice: stolen === null ? burstAdvice : stealAdvice,
      culprits: [],
    },
  };
}

/** A disk or a network file system is slow, and it is not swapping that makes it so. */
export function explainByStorage({ facts }: Symptoms): Step {
  const io = evaluate(storageTests.io, facts);
  const quiet = evaluate(storageTests.memoryQuiet, facts);
  if (io.passed !== true || quiet.passed !== true) return notThis([io, quiet]);
  const held = `all tasks waited for disks or network file systems ${percent(io.value)} of the last minute`;
  const waiting = waitingPhrase(facts.blocked, "a disk or a network file system");
  return {
    evidence: linesOf([io, quiet]),
    explanation: {
      kind: "storage",
      sentence: toSentence([busyLoadPhrase(facts), held, waiting]),
      clause: waiting ?? "everything waits for a disk or a network file system",
      advice: "Look for a slow, full or failing disk, or a file server that does not answer; memory is not the cause.",
      culprits: [],
    },
  };
}

/** Tasks wait, and the kernel measures no pressure: what they wait for does not answer at all. */
export function explainByStuckTasks({ facts }: Symptoms): Step {
  const blocked = evaluate(blockedTest, facts);
  const pressures = [...memoryPressureTests, storageTests.io, cpuTests.pressure].map((test) => evaluate(test, facts));
  const allLow = pressures.every(({ passed }) => passed === false);
  if (blocked.passed !== false || !allLow) return notThis([blocked, ...pressures]);
  const clause = "tasks hang though the kernel measures no pressure";
  const waiting = waitingPhrase(facts.blocked, "a driver or a file system");
  return {
    evidence: linesOf([blocked, ...pressures]),
    explanation: {
      kind: "storage",
      sentence: toSentence([busyLoadPhrase(facts), `${clause}: a driver or a file system does not answer`, waiting]),
      clause: waiting ?? clause,
      advice:
        "Look at the kernel's messages (dmesg) and at what the tasks in state D wait for (ps -eo state,wchan:32,args).",
      culprits: [],
    },
  };
}

/** What a load of running tasks is on CPUs that are not full. Throttling of cgroups is not read. */
const bursts = "short bursts of work, or a CPU limit on a cgroup";
const burstAdvice =
  "Restarting a daemon does not lower this load. If nr_throttled in the cpu.stat of a cgroup (below /sys/fs/cgroup) grows, raise its CPU limit; else look for short-lived processes.";
const stealAdvice = "Ask whoever runs the hypervisor, or move to a machine with CPUs of its own.";

function cpuClause(busy: Outcome): string {
  if (busy.passed === true) return "the CPUs are full";
  if (busy.passed === null) return "tasks wait for a CPU";
  return `tasks wait for a CPU though the CPUs are not full, so it is ${bursts}`;
}

function stealPhrase(steal: number): string {
  return `the hypervisor takes ${percent(steal)} of the CPUs' time`;
}

/** Of CPUs that are not full, a limit or bursts hold the tasks back, whatever computes. */
function cpuAdvice(busy: Outcome, daemon: string | undefined): string {
  if (busy.passed === false) return burstAdvice;
  return daemon === undefined
    ? "See what computes (top), and whether it should."
    : `See what ${daemon} computes, and whether it should.`;
}

function notThis(outcomes: readonly Outcome[]): Step {
  return { evidence: linesOf(outcomes), explanation: null };
}

function linesOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map(({ line }) => line);
}
