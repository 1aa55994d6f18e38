import type { HostStatus, ReadHost, StatusBoard } from "../status.ts";
import type { Instant } from "../time.ts";
import { daemonTroubles } from "./daemon-trouble.ts";
import type { HostState } from "./diagnosis.ts";
import { type Facts, factsOf } from "./facts.ts";
import { failedSentence, readSentence } from "./host-sentence.ts";
import { loadPhrase, plural } from "./phrases.ts";
import { type Standing, standingOf, worstFirst } from "./standing.ts";

/** More names than these in one group would hide the sentence; the rest are counted. */
export const namedHostsMax = 5;

/**
 * The whole board in one plain sentence without markup or full stop: the worst host with what matters of it, then the
 * others by how they stand, then daemons in trouble, which come first where no host is. A name keeps its own case.
 */
export function verdictOf(board: StatusBoard, now: Instant): string {
  const [worst, ...others] = worstFirst(board.hosts);
  if (worst === undefined) return "No host is watched";
  const troubles = daemonTroubles(board.hosts);
  const hosts = hostsVerdict([worst, ...others], now, troubles.length > 0);
  return (isFine(worst) ? [...troubles, hosts] : [hosts, ...troubles]).join("; ");
}

type Ranked = readonly [worst: HostStatus, ...others: HostStatus[]];

function hostsVerdict(all: Ranked, now: Instant, isTroubled: boolean): string {
  const [worst, ...others] = all;
  if (others.length === 0) return hostVerdict(worst, now);
  const fine = all.filter(isFine);
  if (fine.length === all.length) return allFine(fine, isTroubled);
  if (standingOf(worst) === "waiting") return stillAsking(all);
  return [hostVerdict(worst, now), ...groupsOf(worst, others)].join("; ");
}

/** One host in a sentence without markup or full stop. */
export function hostVerdict(status: HostStatus, now: Instant): string {
  switch (status.kind) {
    case "waiting":
      return `Asking ${status.host}`;
    case "failed":
      return failedSentence(status, now);
    case "read":
      return readSentence(status, now);
  }
}

/** The host's state in a word, for a place that has no room for more; `waiting` until it has answered. */
export function stateOf(status: HostStatus): HostState | "waiting" {
  if (status.kind === "waiting") return "waiting";
  return status.kind === "read" ? status.diagnosis.state : status.state;
}

/** Whether there is nothing to say of the host. */
function isFine(status: HostStatus): status is ReadHost {
  return standingOf(status) === "ok";
}

/** Where their daemons' troubles were told just before, it is the hosts alone that are fine. */
function allFine(hosts: readonly ReadHost[], isTroubled: boolean): string {
  const loads = hosts.map((host) => ({ name: host.host, facts: factsOf(host) }));
  const highest = loads.reduce((most, one) => (perCpu(one.facts) > perCpu(most.facts) ? one : most));
  const all = hosts.length === 2 ? "Both hosts" : `All ${plural(hosts.length, "host")}`;
  const who = isTroubled ? "the hosts themselves" : all;
  return `${who} are fine: highest ${loadPhrase(highest.facts)} (${highest.name})`;
}

function perCpu({ loadPerCpu }: Facts): number {
  return loadPerCpu.value ?? 0;
}

/** Nothing bad so far, and not all have answered. */
function stillAsking(hosts: readonly HostStatus[]): string {
  const waiting = hosts.filter((host) => host.kind === "waiting");
  const answered = hosts.length - waiting.length;
  if (answered === 0) return `Asking ${plural(hosts.length, "host")}`;
  const have = answered === 1 ? "has answered and is fine" : "have answered and are fine";
  return `${answered} of ${plural(hosts.length, "host")} ${have}; asking ${names(waiting)}`;
}

/** What is said of the hosts beside the worst, the worst of them first. */
const groupWords: Readonly<Record<Standing, string>> = {
  starving: "starving",
  unreachable: "unreachable",
  suffering: "suffering",
  stale: "not answering just now",
  unknown: "not to be judged",
  waiting: "not answered yet",
  ok: "fine",
};

function groupsOf(worst: HostStatus, others: readonly HostStatus[]): readonly string[] {
  const standings = [...new Set(others.map(standingOf))];
  return standings.map((standing) => {
    const hosts = others.filter((host) => standingOf(host) === standing);
    if (standing === "ok") return `${plural(hosts.length, "other")} ${hosts.length === 1 ? "is" : "are"} fine`;
    const also = standing === standingOf(worst) ? "also " : "";
    return `${also}${groupWords[standing]}: ${names(hosts)}`;
  });
}

function names(hosts: readonly HostStatus[]): string {
  const rest = hosts.length - namedHostsMax;
  const named = hosts.slice(0, namedHostsMax).map(({ host }) => host);
  return `${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
