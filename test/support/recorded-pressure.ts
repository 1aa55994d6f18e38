import { readFileSync } from "node:fs";
import type { Daemon } from "../../src/domain/daemon.ts";
import type { Host } from "../../src/domain/host.ts";
import type { Sample } from "../../src/domain/sample.ts";
import { instant, millis } from "../../src/domain/time.ts";
import { type Answer, parseAnswer } from "../../src/probe/answer.ts";
import type { Located } from "../../src/probe/locate-daemons.ts";
import { readSample } from "../../src/probe/read-sample.ts";

/** The id under which answers are recorded, in place of those that nobody could guess. */
export const recordedId = "recorded";

/** A host whose one daemon is found by its cgroup: what the recordings are of. */
export function pressedHost(cgroupPath: string): Host {
  const daemon: Daemon = {
    name: "hungry",
    find: { by: "cgroup", path: cgroupPath },
    ports: [],
    healthUrl: null,
    threshold: { kind: "auto" },
    restart: null,
  };
  return { name: "pressed", reach: { kind: "local" }, daemons: [daemon] };
}

export interface RecordedPressure {
  readonly host: Host;
  /** Oldest first. */
  readonly samples: readonly Sample[];
}

/** What the probe answered on a machine under real pressure; see test/fixtures/pressure/README.md. */
export function recordedPressure(name: string): RecordedPressure {
  const text = readFileSync(new URL(`../fixtures/pressure/${name}.txt`, import.meta.url), "utf8");
  const host = pressedHost("/scipy-pressure");
  const answers = text.split(`@${recordedId} .\n`).slice(0, -1);
  if (answers.length === 0) throw new Error(`${name} holds no answer`);
  return { host, samples: answers.map((answer) => sampleOf(host, `${answer}@${recordedId} .\n`)) };
}

function sampleOf(host: Host, text: string): Sample {
  const parsed = parseAnswer(recordedId, text);
  if (!parsed.ok) throw new Error(`a recorded answer ${parsed.error}`);
  const source = { host: host.name, takenAt: instant(0), tookMs: millis(10), answer: parsed.value, connections: null };
  const located = host.daemons.map((daemon) => locatedIn(parsed.value, daemon));
  const { bootedAtSeconds, uptimeSeconds } = readSample({ ...source, located: [] }).system;
  const takenAt = instant(((bootedAtSeconds.value ?? 0) + (uptimeSeconds.value ?? 0)) * 1000);
  return readSample({ ...source, takenAt, located });
}

/** The processes and the cgroup that the question named, by the files in its answer. */
function locatedIn(answer: Answer, daemon: Daemon): Located {
  const paths = [...answer.sections.keys()];
  const processes = paths.flatMap((path) => {
    const pid = /^\/proc\/(\d+)\/stat$/.exec(path)?.[1];
    const lines = answer.sections.get(path);
    if (pid === undefined || !Array.isArray(lines)) return [];
    // The 22nd field; the probe leaves out the first two, since the second is a name that anybody chooses.
    const startTicks = Number(lines.join("").trim().split(" ")[19]);
    return [{ pid: Number(pid), startTicks }];
  });
  const cgroup = paths.find((path) => path.endsWith("/memory.stat"))?.replace(/\/memory\.stat$/, "") ?? null;
  if (processes.length === 0) return { kind: "missing", daemon };
  return { kind: "found", daemon, processes, cgroup };
}
