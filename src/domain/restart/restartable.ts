import type { AlertKey } from "../alert/alert.ts";
import type { RuleName } from "../alert/rule.ts";
import type { Daemon } from "../daemon.ts";
import type { Host } from "../host.ts";
import type { HostStatus } from "../status.ts";

/** What a restart may help against. Against a high load it helps only where memory is the cause, and then another rule says so. */
const helpedRules: ReadonlySet<RuleName> = new Set(["memory", "swap", "heap", "forecast", "oom", "health"]);

/** The daemons of a host that have a restart command, in the order of the configuration. */
export function restartableOf(host: Host | undefined): readonly Daemon[] {
  return (host?.daemons ?? []).filter(({ restart }) => restart !== null);
}

/** Whether a restart may end a problem, and the bot may ask for it. */
export function isHelpedByRestart({ rule, host, daemon }: AlertKey, hosts: readonly Host[]): boolean {
  if (!helpedRules.has(rule)) return false;
  const daemons = restartableOf(hosts.find(({ name }) => name === host));
  return daemon === null ? daemons.length > 0 : daemons.some(({ name }) => name === daemon);
}

/**
 * Which daemon is meant where a problem is one of the whole host: the one that would give back most, by the last reading; by
 * its heap where that is not known of any. Null where none can be restarted.
 */
export function mostToGain(host: Host | undefined, status: HostStatus | undefined): string | null {
  const names = restartableOf(host).map(({ name }) => name);
  const known = status?.kind === "read" ? status.daemons.filter(({ daemon }) => names.includes(daemon.name)) : [];
  const gains = known.map(({ daemon, givesBackBytes, figures }) => ({
    name: daemon.name,
    gain: givesBackBytes.value ?? -1,
    heap: figures.heapBytes.value ?? -1,
  }));
  const [first] = gains.toSorted((one, other) => other.gain - one.gain || other.heap - one.heap);
  return first?.name ?? names[0] ?? null;
}
