import type { Daemon } from "../../domain/daemon.ts";
import type { Figure } from "../../domain/figure.ts";
import type { HostFailure } from "../../domain/host.ts";
import type { Result } from "../../domain/result.ts";
import type { Answer } from "../../probe/answer.ts";
import { type Located, locateDaemons } from "../../probe/locate-daemons.ts";
import { parsePidFiles } from "../../probe/pid-files.ts";
import { isListed, type ListedProcess, parseProcesses } from "../../probe/processes.ts";
import type { Question } from "../../probe/question.ts";
import { parseSupervised, supervisedCandidates } from "../../probe/supervised.ts";
import { type Matching, matchCommands } from "./match-commands.ts";

/** Asks one question of one host. */
export type Ask = (question: Question) => Promise<Result<Answer, HostFailure>>;

/**
 * Where the daemons of a host are now. Null when the host could not be asked for all that this takes: a list that it could
 * not make is no list without processes, and what was known before is better than nothing.
 */
export async function findDaemons(
  daemons: readonly Daemon[],
  ask: Ask,
  matching: Matching,
): Promise<readonly Located[] | null> {
  const listed = await ask({ verb: "processes" });
  if (!listed.ok || !isListed(listed.value)) return null;
  const list = parseProcesses(listed.value);
  const pidFiles = await askPidFiles(daemons, ask);
  const supervised = pidFiles === null ? null : await askSupervised(daemons, list.processes, ask);
  if (pidFiles === null || supervised === null) return null;
  const matched = await matchCommands(daemons, list.processes, matching);
  return locateDaemons(daemons, { list, pidFiles, supervised, matched });
}

async function askPidFiles(daemons: readonly Daemon[], ask: Ask): Promise<ReadonlyMap<string, Figure> | null> {
  const paths = daemons.flatMap(({ find }) => (find.by === "pid file" ? [find.path] : []));
  if (paths.length === 0) return new Map();
  const answer = await ask({ verb: "files", paths });
  // The host starts a process to look at each: where it cannot, the rest of them are not told of.
  const isWhole = answer.ok && paths.every((path) => answer.value.sections.has(path));
  return isWhole ? parsePidFiles(answer.value, paths) : null;
}

async function askSupervised(
  daemons: readonly Daemon[],
  processes: readonly ListedProcess[],
  ask: Ask,
): Promise<ReadonlyMap<number, Figure<string>> | null> {
  const isWanted = daemons.some(({ find }) => find.by === "supervisor");
  const pids = isWanted ? supervisedCandidates(processes) : [];
  if (pids.length === 0) return new Map();
  const answer = await ask({ verb: "supervised", pids });
  // For this, too: where it cannot, no process is told of.
  return answer.ok && answer.value.sections.size > 0 ? parseSupervised(answer.value, pids) : null;
}
