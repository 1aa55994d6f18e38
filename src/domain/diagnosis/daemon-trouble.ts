import { renderBytes, renderPart } from "../bytes.ts";
import type { DaemonStatus, HostStatus, ReadHost } from "../status.ts";
import type { CauseKind } from "./diagnosis.ts";
import { plural } from "./phrases.ts";

/** More would hide the hosts' own verdict; the rest are counted and stand in the table. */
export const troublesMax = 3;

export type Trouble = "is down" | "is over its threshold";

/** What is wrong with a daemon, however its host stands: without its name, and null when nothing is known to be. */
export function daemonTrouble({ figures, thresholdBytes }: DaemonStatus): Trouble | null {
  if (figures.state === "down") return "is down";
  const { value: heap } = figures.heapBytes;
  return heap !== null && thresholdBytes.value !== null && heap >= thresholdBytes.value
    ? "is over its threshold"
    : null;
}

/**
 * A phrase for each daemon in trouble: "zope is down", "demo is over its threshold (192 of 160 MiB)". Left out is a heap
 * that its host's own sentence names already.
 */
export function daemonTroubles(hosts: readonly HostStatus[]): readonly string[] {
  const troubles = hosts.flatMap((host) => {
    if (host.kind !== "read") return [];
    const where = hosts.length > 1 ? ` on ${host.host}` : "";
    return host.daemons.flatMap((daemon) => {
      const trouble = daemonTrouble(daemon);
      if (trouble === null || (trouble === "is over its threshold" && isNamed(host, daemon))) return [];
      return [`${daemon.figures.name}${where} ${trouble}${figures(daemon)}`];
    });
  });
  const rest = troubles.length - troublesMax;
  return rest > 0 ? [...troubles.slice(0, troublesMax), `${restPhrase(rest)} down or over the threshold`] : troubles;
}

function restPhrase(count: number): string {
  return `${plural(count, "more daemon")} ${count === 1 ? "is" : "are"}`;
}

/** The causes whose sentence and advice are about a heap: a daemon may also be named for the CPUs that it takes. */
const ofHeaps: readonly CauseKind[] = ["memory", "swap-thrash", "cache-thrash", "cgroup-limit"];

function isNamed({ diagnosis }: ReadHost, { figures: { name } }: DaemonStatus): boolean {
  return diagnosis.state !== "ok" && ofHeaps.includes(diagnosis.cause.kind) && diagnosis.culprits[0] === name;
}

function figures({ figures: { state, heapBytes }, thresholdBytes }: DaemonStatus): string {
  if (state === "down" || heapBytes.value === null || thresholdBytes.value === null) return "";
  return ` (${renderPart(heapBytes.value, thresholdBytes.value)})`;
}

/** What to do now about a host, in sentences: its cause's own advice, and what its daemons need beside it. */
export function adviceOn(status: ReadHost): string {
  const { diagnosis, daemons } = status;
  // The cause's own advice names the first culprit's heap already.
  const needs = daemons.filter((daemon) => daemon.figures.state === "down" || !isNamed(status, daemon)).flatMap(needOf);
  const rest = needs.length - troublesMax;
  const told = [...needs.slice(0, troublesMax), ...(rest > 0 ? [`${restPhrase(rest)} in trouble too.`] : [])];
  if (told.length === 0) return diagnosis.cause.advice;
  return diagnosis.state === "ok" ? told.join(" ") : `${diagnosis.cause.advice} Apart from that: ${told.join(" ")}`;
}

function needOf(daemon: DaemonStatus): readonly string[] {
  const { name } = daemon.figures;
  switch (daemonTrouble(daemon)) {
    case "is down":
      return [`${name} is down: look at the end of its log, and start it.`];
    case "is over its threshold": {
      const back = daemon.givesBackBytes.value;
      const relief = back === null ? "" : `, which would give back about ${renderBytes(back)}`;
      return [`${name} is over its threshold: restart it at a quiet hour${relief}.`];
    }
    case null:
      return [];
  }
}
