import { renderBytes } from "../../bytes.ts";
import { memoryCulprits, restartAdvice } from "../../diagnosis/culprits.ts";
import type { DaemonStatus } from "../../status.ts";
import type { Finding } from "../alert.ts";
import type { RuleMemory } from "../host-alerts.ts";
import { daemonFigures, textOf } from "./host-figures.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { ownEntry } from "./own-entry.ts";

/**
 * The kernel has killed processes for want of memory since the reading before, in the same boot. Kills in a daemon's own
 * cgroup are told of the daemon, the others of the host. True at one reading only, like a restart.
 */
export function judgeOom(reading: Reading): readonly Judgement[] {
  const { status } = reading;
  const inDaemons = status.daemons.map((daemon) => ({ daemon, kills: killsIn(reading, daemon) }));
  const told = inDaemons.reduce((sum, { kills }) => sum + (kills ?? 0), 0);
  return [
    hostJudgement(reading, told),
    ...inDaemons
      .filter(({ daemon }) => daemon.figures.cgroup !== null)
      .map(({ daemon, kills }) => daemonJudgement(reading, daemon, kills)),
  ];
}

/** The kernel's count as it is to be remembered: what was known, where the host does not say. */
export function oomKillsNow({ status: { sample }, memory }: Reading): RuleMemory["oomKills"] {
  const boot = sample.system.bootId.value;
  const count = sample.system.counters.oomKills.value;
  return boot === null || count === null ? memory.oomKills : { boot, count };
}

/** Null where it cannot be told. The first reading of a boot counts nothing: its kills may be of any time. */
function killsOnHost({ status: { sample }, memory: { oomKills } }: Reading): number | null {
  const count = sample.system.counters.oomKills.value;
  const boot = sample.system.bootId.value;
  if (count === null || boot === null) return null;
  return oomKills?.boot === boot ? Math.max(0, count - oomKills.count) : 0;
}

function killsIn({ status: { sample }, memory }: Reading, { figures }: DaemonStatus): number | null {
  const count = figures.cgroup?.oomKills.value ?? null;
  const boot = sample.system.bootId.value;
  if (count === null || boot === null) return null;
  const before = ownEntry(memory.seen, figures.name)?.oomKills ?? null;
  if (before === null || memory.boot !== boot) return 0;
  // A count that went back is that of a new cgroup, which the daemon's restart has made since.
  return count >= before ? count - before : count;
}

function hostJudgement(reading: Reading, told: number): Judgement {
  const kills = killsOnHost(reading);
  if (kills === null) return { daemon: null, level: "unknown", finding: hostFinding(reading, 0) };
  const untold = Math.max(0, kills - told);
  return { daemon: null, level: untold > 0 ? "critical" : "clear", finding: hostFinding(reading, untold) };
}

function daemonJudgement(reading: Reading, daemon: DaemonStatus, kills: number | null): Judgement {
  const { name } = daemon.figures;
  const level = kills === null ? "unknown" : kills > 0 ? "critical" : "clear";
  return { daemon: name, level, finding: daemonFinding(reading, daemon, kills ?? 0) };
}

function hostFinding({ status, shown }: Reading, kills: number): Finding {
  const since = textOf(status.sample.system.counters.oomKills, processes);
  return {
    sentence:
      kills > 0 ? `the kernel has killed ${processes(kills)} for want of memory` : "the kernel has killed nothing",
    advice:
      kills > 0
        ? `See which were killed (journalctl -k -g "Killed process") and that they run again. ${restartAdvice(memoryCulprits(status.daemons))}`
        : nothingToDo,
    figures: [
      { name: "Killed since boot", text: since },
      shown.available,
      shown.swap,
      shown.waited,
      shown.swapping,
      shown.relief,
    ],
    measure: kills,
    measureText: processes(kills),
  };
}

function daemonFinding({ shown: { available } }: Reading, daemon: DaemonStatus, kills: number): Finding {
  const shown = daemonFigures(daemon);
  const { cgroup } = daemon.figures;
  return {
    sentence:
      kills > 0
        ? `the kernel has killed ${processes(kills)} of it for want of memory`
        : "the kernel has killed none of it",
    advice:
      kills > 0
        ? "See that all of it runs, and restart it if not. Then raise its memory limit, or restart it before it reaches it."
        : nothingToDo,
    figures: [
      shown.heap,
      { name: "Its own limit", text: cgroup === null ? "not known" : textOf(cgroup.maxBytes, renderBytes) },
      { name: "Killed in its cgroup", text: cgroup === null ? "not known" : textOf(cgroup.oomKills, processes) },
      available,
      shown.share,
      ...shown.connections,
    ],
    measure: kills,
    measureText: processes(kills),
  };
}

function processes(count: number): string {
  return count === 1 ? "1 process" : `${count} processes`;
}
