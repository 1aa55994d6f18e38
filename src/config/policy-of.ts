import type { RestartPolicy } from "../domain/restart/restart-policy.ts";
import type { Config } from "./config.ts";

/** Who decides on a daemon's restart: its own rules where it has any, else those of all. Nobody for a daemon that is not there. */
export function policyOf(
  { hosts, restarts, reviewers }: Pick<Config, "hosts" | "restarts" | "reviewers">,
  hostName: string,
  daemonName: string,
): RestartPolicy {
  const host = hosts.find(({ name }) => name === hostName);
  const daemon = host?.daemons.find(({ name }) => name === daemonName);
  const { deadlineMs } = restarts;
  if (daemon === undefined) return { quorum: restarts.quorum, users: [], groups: [], code: false, deadlineMs };
  const { quorum, users, groups, code } = daemon.approval ?? {};
  const isOwn = users !== undefined || groups !== undefined;
  const named = isOwn ? { users: users ?? [], groups: groups ?? [] } : reviewers;
  return { quorum: quorum ?? restarts.quorum, ...named, code: code ?? false, deadlineMs };
}
