import type { Daemon } from "../../domain/daemon.ts";
import { known } from "../../domain/figure.ts";
import { type Host, plainAccess } from "../../domain/host.ts";
import type { FrozenPlan, Measure, Peer } from "../../domain/restart/frozen-plan.ts";
import { type Around, measureOf } from "../../domain/restart/measure-of.ts";
import { planOf } from "../../domain/restart/plan-of.ts";
import type { RestartRefusal } from "../../domain/restart/restart-policy.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { ReadHost } from "../../domain/status.ts";
import { instant, type Millis, seconds } from "../../domain/time.ts";
import type { Sockets } from "../../probe/peers.ts";
import { planAtGuard } from "./ask-guard.ts";
import { daemonOf, type RestartState } from "./restart-state.ts";

/** A host and a daemon as they are now, with all that a restart is held against. */
export interface Sighting {
  readonly host: Host;
  readonly daemon: Daemon;
  readonly reading: ReadHost;
  readonly measured: Measure;
  readonly peers: readonly Peer[];
  readonly hostKey: string | null;
  readonly generation: string | null;
}

/** People wait for a page for so long; a daemon that starves its host is slow, too. */
const healthFor: Millis = seconds(5);
/** Connecting and one answer. */
const orderFor: Millis = seconds(10);
const yearMs = 365 * 86_400_000;
const pastMax = 20;

/** What whoever decides is to see. Reads the host; nothing is changed there. */
export async function preparePlan(
  self: RestartState,
  of: { readonly host: string; readonly daemon: string },
): Promise<Result<FrozenPlan, RestartRefusal>> {
  const seen = await sightDaemon(self, of);
  if (!seen.ok) return fail({ reason: "cannot", sentence: seen.error });
  const now = self.clock.now();
  const span = { from: instant(now - yearMs), to: now };
  const past = await self.store.pastRestarts({ ...of, span, max: pastMax });
  if (!past.ok)
    return fail({ reason: "cannot", sentence: `Nothing can be restarted while the store fails: ${past.error.detail}` });
  const plan = planOf({ ...seen.value, past: past.value, hashOf: self.hashOf });
  return plan === null
    ? fail({ reason: "cannot", sentence: `No process of ${of.daemon} runs on ${of.host}.` })
    : succeed(plan);
}

/** The error is a sentence for the asker. */
export async function sightDaemon(
  self: RestartState,
  of: { readonly host: string; readonly daemon: string },
): Promise<Result<Sighting, string>> {
  const known = daemonOf(self, of);
  if (known === null) return fail(`No daemon ${of.daemon} is watched on ${of.host}.`);
  const { host, daemon } = known;
  if (daemon.restart === null)
    return fail(
      `${daemon.name} on ${host.name} has no restart command: say under restart in scipy.yml how it is restarted.`,
    );
  const board = await self.watch.look(host.name, () => undefined);
  const [status] = board.hosts;
  if (status?.kind !== "read")
    return fail(
      `${host.name} gives no reading: ${status?.kind === "failed" ? status.failure.detail : "it was not asked yet."}`,
    );
  const around = await measureAround(self, { host, daemon });
  const measured = measureOf(status, daemon.name, around);
  if (measured?.epoch == null)
    return fail(
      `No process of ${daemon.name} runs on ${host.name}, or the host hides it: ${daemon.name} has to be started, not restarted.`,
    );
  const reached = await reach(self, { host, daemon });
  if (!reached.ok) return reached;
  return succeed({ host, daemon, reading: status, measured, peers: around.peers, ...reached.value });
}

/** As it is now, whether or not it runs; null where the host gives no reading. */
export async function measureNow(
  self: RestartState,
  of: { readonly host: string; readonly daemon: string },
): Promise<Measure | null> {
  const known = daemonOf(self, of);
  if (known === null) return null;
  const board = await self.watch.look(of.host, () => undefined);
  const [status] = board.hosts;
  return status?.kind === "read" ? measureOf(status, of.daemon, await measureAround(self, known)) : null;
}

/** What the probe does not read at each reading: who is connected, what listens, whether it answers. */
export async function measureAround(
  self: RestartState,
  { host, daemon }: Pick<Sighting, "host" | "daemon">,
): Promise<Around & { readonly peers: readonly Peer[] }> {
  const { ports, healthUrl } = daemon;
  const [sockets, called] = await Promise.all([
    ports.length === 0 ? null : self.watch.sockets(host.name, ports),
    healthUrl === null ? null : self.callHealth(healthUrl, healthFor),
  ]);
  const seen = sockets?.value ?? null;
  return {
    // The list of peers and their number are of one instant: two of them would contradict each other before a reviewer.
    ...(seen === null ? {} : { connections: known(countOf(seen)) }),
    listening: seen === null ? null : ports.every((port) => seen.listening.has(port)),
    health: called === null ? null : called.ok ? "answers" : "fails",
    peers: seen?.peers ?? [],
  };
}

function countOf({ peers, more }: Sockets): number {
  return peers.reduce((count, peer) => count + peer.count, more);
}

/** Whether the command could be sent at all, and by which key the host is known. */
async function reach(
  self: RestartState,
  { host, daemon }: Pick<Sighting, "host" | "daemon">,
): Promise<Result<Pick<Sighting, "hostKey" | "generation">, string>> {
  const { guard } = host.restartBy ?? plainAccess;
  if (guard) return planAtGuard(self, { host, daemon: daemon.name });
  const reached = await self.commands.reach(host, orderFor);
  return reached.ok ? succeed({ hostKey: reached.value.hostKey, generation: null }) : reached;
}
