import { type Host, plainAccess } from "../host.ts";
import type { RestartPolicy } from "../restart/restart-policy.ts";
import { restartableOf } from "../restart/restartable.ts";
import type { Result } from "../result.ts";
import type { Finding } from "./finding.ts";

/** What was found out about the way of restarts to a host. */
export interface RestartAccessSeen {
  /** Whether the account and the key of restarts are let in; the error is a sentence. */
  readonly reached: Result<unknown, string>;
  /** What the guard lists; null without one, or where it does not answer as one. */
  readonly guard: { readonly daemons: readonly string[]; readonly isOff: boolean } | null;
}

/** Whether what scipy.yml says of restarts could be done on a host, and what its way costs. */
export function examineRestarts(
  host: Host,
  seen: RestartAccessSeen,
  policyOf: (daemon: string) => RestartPolicy,
): readonly Finding[] {
  const daemons = restartableOf(host).map(({ name }) => name);
  if (daemons.length === 0) return [];
  const about = { subject: host.name, check: "restarts" };
  const unreviewed = daemons.filter((daemon) => isNobody(policyOf(daemon)));
  const reviewers: readonly Finding[] =
    unreviewed.length === 0
      ? []
      : [
          {
            ...about,
            outcome: "warning",
            sentence: `Nobody may approve a restart of ${unreviewed.join(", ")}: name reviewers in scipy.yml.`,
          },
        ];
  return [...examineAccess(host, seen, daemons).map((found) => ({ ...about, ...found })), ...reviewers];
}

function isNobody({ users, groups }: RestartPolicy): boolean {
  return users.length === 0 && groups.length === 0;
}

type Found = Pick<Finding, "outcome" | "sentence">;

function examineAccess(
  host: Host,
  { reached, guard }: RestartAccessSeen,
  daemons: readonly string[],
): readonly Found[] {
  if (!reached.ok) return [{ outcome: "failed", sentence: `Restarts cannot get there: ${reached.error}` }];
  if (!(host.restartBy ?? plainAccess).guard) return [{ outcome: "warning", sentence: withoutGuard }];
  const again = `Run scipy-bot host-setup ${host.name} --print, and the script on the host.`;
  if (guard === null) return [{ outcome: "failed", sentence: `The restart key does not lead to the guard. ${again}` }];
  const missing = daemons.filter((daemon) => !guard.daemons.includes(daemon));
  const off: readonly Found[] = guard.isOff
    ? [
        {
          outcome: "warning",
          sentence: "The guard is switched off: remove /etc/scipy-guard/off there to let it restart again.",
        },
      ]
    : [];
  if (missing.length > 0)
    return [...off, { outcome: "failed", sentence: `The guard does not list ${missing.join(", ")}. ${again}` }];
  return [...off, { outcome: "ok", sentence: `The guard is there and lists ${daemons.join(", ")}.` }];
}

const withoutGuard =
  "The account is let in. Without the guard on the host nothing there keeps a command from running twice or bounds what its key may do: a lost link is found out by looking at the process alone.";
