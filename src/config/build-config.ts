import type { ApprovalRules, Daemon, DaemonFinder, RestartMethod } from "../domain/daemon.ts";
import type { Deploy } from "../domain/deploy.ts";
import type { Host, HostKeyTrust, Reach, RestartAccess } from "../domain/host.ts";
import { parseDuration } from "../domain/time.ts";
import { buildAlerts } from "./build-alerts.ts";
import type { Config } from "./config.ts";
import { buildDigest } from "./digest.ts";
import { buildKeep } from "./keep.ts";
import { usualKnownHosts } from "./named-files.ts";
import { parseInstant } from "./parse-instant.ts";
import { type FilePlaces, resolveFile } from "./resolve-file.ts";
import { buildRestarts } from "./restarts.ts";
import type { ConfigInput } from "./schema.ts";
import { buildSelf } from "./self.ts";
import { parseThreshold } from "./threshold.ts";
import { ownZone } from "./zone.ts";

type HostInput = ConfigInput["hosts"][number];
type DaemonInput = HostInput["daemons"][number];
type Defaults = NonNullable<ConfigInput["defaults"]>;

/** From what the file says, once it is without faults. Throws when it is not: that is a mistake of ours. */
export function buildConfig(input: ConfigInput, places: FilePlaces): Config {
  return {
    channel: input.channel,
    commandName: input.command,
    interval: present(parseDuration(input.interval), "interval"),
    reviewers: input.reviewers ?? { users: [], groups: [] },
    restarts: buildRestarts(input.restarts, places),
    hosts: input.hosts.map((host) => buildHost(host, input.defaults ?? {}, places)),
    zone: input.zone ?? ownZone(),
    alerts: buildAlerts(input),
    digest: buildDigest(input.digest),
    keep: buildKeep(input.keep),
    self: buildSelf(input.self, places),
  };
}

function buildHost(host: HostInput, defaults: Defaults, places: FilePlaces): Host {
  const reach: Reach = host.connect === "local" ? { kind: "local" } : buildReach(host, defaults, places);
  const restartBy = host.restart_by === undefined ? {} : { restartBy: buildAccess(host.restart_by, places) };
  return { name: host.name, reach, daemons: host.daemons.map(buildDaemon), ...restartBy };
}

function buildAccess(
  { guard, sudo, user, key }: NonNullable<HostInput["restart_by"]>,
  places: FilePlaces,
): RestartAccess {
  return { guard, sudo, user: user ?? null, keyFile: key === undefined ? null : resolveFile(key, places) };
}

function buildReach(host: HostInput, defaults: Defaults, places: FilePlaces): Reach {
  return {
    kind: "ssh",
    address: host.address ?? host.name,
    port: host.port ?? defaults.port ?? 22,
    user: present(host.user ?? defaults.user, "user"),
    keyFile: resolveFile(present(host.key ?? defaults.key, "key"), places),
    trust: buildTrust(host, defaults, places),
  };
}

function buildTrust(host: HostInput, defaults: Defaults, places: FilePlaces): HostKeyTrust {
  if (host.fingerprint !== undefined) return { kind: "fingerprint", sha256: host.fingerprint };
  return {
    kind: "known hosts",
    file: resolveFile(host.known_hosts ?? defaults.known_hosts ?? usualKnownHosts, places),
  };
}

function buildDaemon(daemon: DaemonInput): Daemon {
  return {
    name: daemon.name,
    find: buildFinder(daemon.find),
    ports: daemon.ports,
    healthUrl: daemon.health ?? null,
    threshold: present(parseThreshold(daemon.threshold), "threshold"),
    restart: daemon.restart === undefined ? null : buildRestart(daemon.restart),
    ...(daemon.approval === undefined ? {} : { approval: buildApproval(daemon.approval) }),
    ...(daemon.drain === undefined ? {} : { drain: { argv: daemon.drain.argv, withinMs: daemon.drain.within } }),
    ...(daemon.deploys === undefined ? {} : { deploys: daemon.deploys.map(buildDeploy) }),
    ...(daemon.pool === undefined ? {} : { pool: daemon.pool }),
  };
}

function buildDeploy({ at, note }: NonNullable<DaemonInput["deploys"]>[number]): Deploy {
  return { at: present(parseInstant(at), "deploys"), by: null, note: note ?? null };
}

function buildApproval({ quorum, code, reviewers }: NonNullable<DaemonInput["approval"]>): ApprovalRules {
  return {
    ...(quorum === undefined ? {} : { quorum }),
    ...(code === undefined ? {} : { code }),
    ...(reviewers ?? {}),
  };
}

function buildFinder(find: DaemonInput["find"]): DaemonFinder {
  if (find.unit !== undefined) return { by: "unit", unit: fullUnitName(find.unit) };
  if (find.cgroup !== undefined) return { by: "cgroup", path: find.cgroup };
  if (find.pid_file !== undefined) return { by: "pid file", path: find.pid_file };
  if (find.supervisor !== undefined) return { by: "supervisor", program: find.supervisor };
  return { by: "command", pattern: present(find.command, "find") };
}

function buildRestart(restart: NonNullable<DaemonInput["restart"]>): RestartMethod {
  if (restart.systemd !== undefined) return { by: "systemd", unit: fullUnitName(restart.systemd) };
  if (restart.supervisor !== undefined) return { by: "supervisor", program: restart.supervisor };
  if (restart.runit !== undefined) return { by: "runit", service: restart.runit };
  if (restart.sysv !== undefined) return { by: "sysv", script: restart.sysv };
  if (restart.monit !== undefined) return { by: "monit", service: restart.monit };
  return { by: "argv", argv: present(restart.argv, "restart") };
}

/** systemctl takes "zope" for "zope.service"; cgroups have the full name. */
function fullUnitName(unit: string): string {
  return /\.(service|scope|slice)$/.test(unit) ? unit : `${unit}.service`;
}

function present<T>(value: T | null | undefined, key: string): T {
  if (value === null || value === undefined) throw new Error(`The configuration was built in spite of a fault: ${key}`);
  return value;
}
