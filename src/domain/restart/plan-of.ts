import type { Daemon } from "../daemon.ts";
import { absent, type Figure, known } from "../figure.ts";
import { type Host, plainAccess } from "../host.ts";
import type { ReadHost } from "../status.ts";
import { type Millis, millis } from "../time.ts";
import { type Argv, commandOf } from "./command-of.ts";
import type { FrozenPlan, Measure, Peer } from "./frozen-plan.ts";
import type { RestartRequest } from "./restart-request.ts";

export interface PlanSources {
  readonly host: Host;
  readonly daemon: Daemon;
  readonly reading: ReadHost;
  readonly measured: Measure;
  readonly peers: readonly Peer[];
  readonly hostKey: string | null;
  /** As the guard says it; null without a guard. */
  readonly generation: string | null;
  /** Earlier restarts of the daemon that went through, newest first. */
  readonly past: readonly RestartRequest[];
  /** Of a text; the same text has the same hash, and another has another. */
  readonly hashOf: (text: string) => string;
}

/** Whoever decides reads a few of them. */
export const peersMax = 20;
const pastMax = 5;

/** What is shown to who decides, and held against the host again. Null where the daemon cannot be restarted as it is. */
export function planOf(sources: PlanSources): FrozenPlan | null {
  const { host, daemon, measured, hostKey, generation, past } = sources;
  if (daemon.restart === null || measured.epoch === null) return null;
  const plan: Omit<FrozenPlan, "hash"> = {
    hostKey,
    epoch: measured.epoch,
    generation,
    argv: argvOf(host, daemon) ?? [],
    drain: daemon.drain ?? null,
    measured,
    peers: [...sources.peers].sort((a, b) => b.count - a.count).slice(0, peersMax),
    downtimeMs: usualDowntime(past),
    givesBackBytes: givesBack(sources),
    cutBefore: past.flatMap(({ plan: one }) => one.measured.connections.value ?? []).slice(0, pastMax),
  };
  return { ...plan, hash: sources.hashOf(JSON.stringify([host.name, daemon.name, plan])) };
}

/** Null where the bot may never restart it. */
export function argvOf({ restartBy = plainAccess }: Host, { restart }: Daemon): Argv | null {
  return restart === null ? null : commandOf(restart, { sudo: restartBy.sudo && !restartBy.guard });
}

function givesBack({ reading, daemon }: PlanSources): Figure {
  return (
    reading.daemons.find(({ figures }) => figures.name === daemon.name)?.givesBackBytes ??
    absent("it was not asked for")
  );
}

/** The median of what the last ones took, from sending the command to its end. */
function usualDowntime(past: readonly RestartRequest[]): Figure<Millis> {
  const took = past.flatMap(({ state }) => ("ran" in state && state.ran.tookMs !== null ? [state.ran.tookMs] : []));
  const sorted = took.slice(0, pastMax).sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return middle === undefined ? absent("the bot did not see it start") : known(millis(middle));
}

/** What its heap was at its start, by what a restart would have given back; null where that is not known. */
export function startBytesOf({ measured, givesBackBytes }: FrozenPlan): number | null {
  const heap = measured.heapBytes.value;
  return heap === null || givesBackBytes.value === null ? null : heap - givesBackBytes.value;
}
