import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Daemon, DaemonFinder } from "../../src/domain/daemon.ts";
import { known } from "../../src/domain/figure.ts";
import type { Sample } from "../../src/domain/sample.ts";
import { instant, millis } from "../../src/domain/time.ts";
import { type Answer, parseAnswer, type Section } from "../../src/probe/answer.ts";
import { parseConnections } from "../../src/probe/connections.ts";
import type { Sightings } from "../../src/probe/find-members.ts";
import { askDaemons, type Located, locateDaemons } from "../../src/probe/locate-daemons.ts";
import { parsePidFiles } from "../../src/probe/pid-files.ts";
import { type ProcessList, parseProcesses } from "../../src/probe/processes.ts";
import { probeCommand } from "../../src/probe/program.ts";
import { type Question, renderQuestion } from "../../src/probe/question.ts";
import { readSample } from "../../src/probe/read-sample.ts";
import { parseSupervised, supervisedCandidates } from "../../src/probe/supervised.ts";

const folder = fileURLToPath(new URL("../fixtures/probe/", import.meta.url));

/** All recorded systems, by the names of their folders. */
/** When every fixture was read, on the bot's clock. */
export const readAt = instant(Date.UTC(2026, 0, 15, 9));

export const systems: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

export const questionId = "abcdefgh";

/** Something that answers questions about a recorded system. */
export type Asker = (question: Question) => Answer;

/** The probe's own text, run by the first of these interpreters that is installed; none of them means the shell alone. */
export function probeOf(system: string, interpreters: readonly string[]): Asker {
  return (question) => answered(askText(join(folder, system), interpreters, question));
}

/** The text that the probe prints; `root` is empty for the machine itself. */
export function askText(root: string, interpreters: readonly string[], question: Question): string {
  const command = probeCommand({ root, interpreters });
  const input = `${renderQuestion(questionId, question)}\n`;
  const run = spawnSync("/bin/sh", ["-c", command], { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return run.stdout;
}

/** The recorded files as they stand, unfiltered, as a plain copy of them would answer. */
export function filesOf(system: string): Asker {
  const section = (path: string): Section => {
    const file = join(folder, system, path);
    if (!existsSync(file)) return null;
    const text = readFileSync(file, "latin1").replace(/\n$/, "");
    return text === "" ? [] : text.split("\n");
  };
  return (question) => {
    if (question.verb !== "daemons" && question.verb !== "system")
      throw new Error("Only what is plain text can be copied.");
    const pids = question.verb === "daemons" ? question.pids : [];
    const cgroups = question.verb === "daemons" ? question.cgroups : [];
    const paths = [
      ...systemFiles,
      ...pids.flatMap((pid) => [`/proc/${pid}/stat`, `/proc/${pid}/status`]),
      ...cgroups.flatMap((cgroup) => cgroupFiles.map((name) => `${cgroup}/${name}`)),
    ];
    return { program: "files", sections: new Map(paths.map((path) => [path, section(path)])) };
  };
}

const systemFiles = [
  ...["loadavg", "uptime", "sys/kernel/random/boot_id", "stat", "meminfo", "vmstat", "swaps"].map(
    (name) => `/proc/${name}`,
  ),
  ...["memory", "io", "cpu"].map((name) => `/proc/pressure/${name}`),
];

const cgroupFiles = [
  ...["stat", "current", "swap.current", "max", "events", "pressure"].map((name) => `memory.${name}`),
  ...["limit_in_bytes", "usage_in_bytes", "failcnt", "oom_control"].map((name) => `memory.${name}`),
  "cgroup.procs",
];

export function answered(text: string): Answer {
  const answer = parseAnswer(questionId, text);
  if (!answer.ok) throw new Error(`the answer ${answer.error}: ${text.slice(0, 300)}`);
  return answer.value;
}

export function aDaemon(name: string, find: DaemonFinder, ports: readonly number[] = []): Daemon {
  return { name, find, ports, healthUrl: null, threshold: { kind: "auto" }, restart: null };
}

/** Everything that the bot asks of a host for one complete reading, in its order. */
export function readHost(ask: Asker, daemons: readonly Daemon[]): HostReading {
  const list = parseProcesses(ask({ verb: "processes" }));
  const paths = daemons.flatMap(({ find }) => (find.by === "pid file" ? [find.path] : []));
  const candidates = supervisedCandidates(list.processes);
  const located = locateDaemons(daemons, {
    list,
    pidFiles: parsePidFiles(ask({ verb: "files", paths }), paths),
    supervised: parseSupervised(ask({ verb: "supervised", pids: candidates }), candidates),
    matched: matchedBy(daemons, list),
  });
  const ports = daemons.flatMap((daemon) => daemon.ports);
  const connections = ports.length === 0 ? null : parseConnections(ask({ verb: "connections", ports }));
  const sample = sampleOf(ask(askDaemons(located)), located, connections);
  return { list, located, sample };
}

/** What each pattern matches, by an expression that nothing stops: for lines that this test chose. */
export function matchedBy(daemons: readonly Daemon[], { processes }: ProcessList): Sightings["matched"] {
  const patterns = daemons.flatMap(({ find }) => (find.by === "command" ? [find.pattern] : []));
  const pidsOf = (pattern: string): readonly number[] =>
    processes.filter(({ args }) => args !== null && new RegExp(pattern).test(args)).map(({ pid }) => pid);
  return new Map(patterns.map((pattern) => [pattern, known(new Set(pidsOf(pattern)))]));
}

export interface HostReading {
  readonly list: ProcessList;
  readonly located: readonly Located[];
  readonly sample: Sample;
}

export function sampleOf(
  answer: Answer,
  located: readonly Located[] = [],
  connections: ReturnType<typeof parseConnections> | null = null,
): Sample {
  return readSample({ host: "web-1", takenAt: readAt, tookMs: millis(12), answer, located, connections });
}
