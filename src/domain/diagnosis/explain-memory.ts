import { renderPart } from "../bytes.ts";
import type { DaemonStatus } from "../status.ts";
import { memoryCulprits, reliefPhrase, restartAdvice } from "./culprits.ts";
import type { CauseKind } from "./diagnosis.ts";
import { evaluate, renderNumber } from "./evaluate.ts";
import type { Explanation, Step, Symptoms } from "./explanation.ts";
import type { Facts } from "./facts.ts";
import { findMemoryKind, type MemoryKind } from "./find-memory-kind.ts";
import { isShort, type Shortage, type ShortageFinding } from "./find-shortage.ts";
import { percent, toSentence, waitingPhrase } from "./phrases.ts";
import { cpuTests } from "./tests.ts";

/** Memory is short: in which way, who holds it, and what would relieve it. Whether it is was found out before. */
export function explainByMemory(symptoms: Symptoms): Step {
  const { facts, shortage } = symptoms;
  if (!isShort(shortage.shortage)) return { evidence: shortage.evidence, explanation: null };
  const { kind, evidence } = findMemoryKind(facts);
  const busy = evaluate(cpuTests.busy, facts);
  const full = busy.passed === true ? [busy.line] : [];
  const explanation = explainKind(symptoms, kind, busy.passed === true);
  return { evidence: [...shortage.evidence, ...evidence, ...full], explanation };
}

function explainKind({ daemons, facts, shortage }: Symptoms, kind: MemoryKind, cpusAreFull: boolean): Explanation {
  const culprits = culpritsOf(kind, daemons);
  const [first] = culprits;
  const starves = shortage.shortage === "starvation";
  // Short of starvation, a slow disk may hold some of them.
  const waiting = waitingPhrase(facts.blocked, starves ? "memory" : "memory or a disk");
  const memory = `memory ${shortages[shortage.shortage]}`;
  const parts = [
    `${memory}: ${howPhrase(kind, facts, shortage)}`,
    waiting,
    cpusAreFull ? "the CPUs are full as well" : null,
    // Of a cgroup at its own limit the RAM of the host says nothing.
    first === undefined || kind.kind === "cgroup limit" ? null : reliefPhrase(first),
  ];
  return {
    kind: causeKinds[kind.kind],
    sentence: toSentence(parts),
    clause: starves ? (waiting ?? memory) : [memory, ...(waiting === null ? [] : [waiting])].join(" and "),
    advice: adviceFor(kind, culprits),
    culprits,
  };
}

const shortages: Readonly<Record<Shortage, string>> = {
  starvation: "is so short that the host starves",
  short: "is short",
  likely: "is probably short",
  none: "is not short",
  "not known": "may be short",
};

const causeKinds: Readonly<Record<MemoryKind["kind"], CauseKind>> = {
  "cgroup limit": "cgroup-limit",
  "swap thrash": "swap-thrash",
  "cache thrash": "cache-thrash",
  leaving: "memory",
  recovering: "memory",
  compaction: "memory",
  plain: "memory",
};

/** A cgroup at its own limit is relieved by its own daemon alone. */
function culpritsOf(kind: MemoryKind, daemons: readonly DaemonStatus[]): readonly DaemonStatus[] {
  if (kind.kind !== "cgroup limit") return memoryCulprits(daemons);
  return daemons.filter(({ figures }) => figures.name === kind.cgroup.daemon);
}

function howPhrase(kind: MemoryKind, facts: Facts, { measure }: ShortageFinding): string {
  switch (kind.kind) {
    case "cgroup limit":
      return cgroupPhrase(kind);
    case "swap thrash": {
      const pages = `${renderNumber(kind.pagesIn)} pages/s come back from swap while ${renderNumber(kind.pagesOut)} leave for it`;
      return kind.compressed ? `${pages}, through compressed memory${kernelPhrase(facts)}` : pages;
    }
    case "cache thrash":
      return `files and programs are read again and again (${renderNumber(kind.majorFaults)} major faults/s) while swap is quiet`;
    case "leaving":
      return `${measure}; ${renderNumber(kind.pagesOut)} cold pages/s leave for swap and few come back`;
    case "recovering":
      return `${measure}; ${renderNumber(kind.pagesIn)} pages/s come back from swap and few leave, so it is recovering`;
    case "compaction":
      return `tasks wait while the kernel moves pages together (${renderNumber(kind.stalls)} stalls/s)`;
    case "plain":
      return measure;
  }
}

function cgroupPhrase({ cgroup, available }: Extract<MemoryKind, { kind: "cgroup limit" }>): string {
  const limit = `${cgroup.daemon} is at its own limit (${renderPart(cgroup.currentBytes, cgroup.maxBytes)})`;
  return `${limit} while the host has ${percent(available)} of its RAM available`;
}

function kernelPhrase({ system }: Facts): string {
  return system.value === null ? "" : ` (${percent(system.value)} of the CPUs' time is spent in the kernel)`;
}

function adviceFor({ kind }: MemoryKind, culprits: readonly DaemonStatus[]): string {
  if (kind === "recovering") return "Wait a minute and ask again before restarting anything.";
  if (kind !== "cgroup limit") return restartAdvice(culprits);
  return `Raise the daemon's own memory limit, since the host has room. ${restartAdvice(culprits)}`;
}
