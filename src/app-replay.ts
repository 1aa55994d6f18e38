import { isFolder, loadRecording } from "./adapters/recordings/load-recording.ts";
import type { ReplaySource, ReplaySources } from "./app-replay-source.ts";
import { openReplayFolder } from "./app-replay-store.ts";
import type { World } from "./app-world.ts";
import { alertSettingsOf } from "./config/alert-settings-of.ts";
import type { Config } from "./config/config.ts";
import type { Daemon } from "./domain/daemon.ts";
import type { Host } from "./domain/host.ts";
import { outcomeOf, type ReplayOutcome } from "./domain/replay/outcome.ts";
import type { Poll } from "./domain/replay/poll.ts";
import { newReplay, replayPoll } from "./domain/replay/replay.ts";
import type { Saying } from "./domain/replay/saying.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import { type Instant, millis } from "./domain/time.ts";
import type { Clock } from "./services/ports.ts";

export interface ReplayRequest {
  readonly config: Config;
  /** CSV files of one host, or one data folder of the bot. */
  readonly files: readonly string[];
  /** As in the configuration or the data folder; null for the only one there, or for all of a data folder. */
  readonly host: string | null;
  /** On the recording's own clock; null for its beginning and its end. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export interface ReplayReport {
  readonly outcomes: readonly ReplayOutcome[];
  /** What to know of the recordings and the settings, as sentences. */
  readonly notes: readonly string[];
}

/** What would have been said by these settings. The error says which file is at fault, where, and what was expected. */
export async function replayRecordings(
  request: ReplayRequest,
  world: Pick<World, "clock" | "log">,
): Promise<Result<ReplayReport, string>> {
  const opened = await openSources(request, world);
  if (!opened.ok) return opened;
  const { sources, notes, close } = opened.value;
  const outcomes: ReplayOutcome[] = [];
  try {
    for (const source of sources) {
      const outcome = await replaySource(source, request, world.clock);
      if (!outcome.ok) return outcome;
      if (outcome.value !== null) outcomes.push(outcome.value);
    }
  } finally {
    await close();
  }
  if (outcomes.length === 0) return fail("there is no reading in that span of time.");
  return succeed({ outcomes, notes: [...notes, ...sources.flatMap((source) => heapNotes(source, request.config))] });
}

async function openSources(
  request: ReplayRequest,
  world: Pick<World, "clock" | "log">,
): Promise<Result<ReplaySources, string>> {
  const [first = "", ...others] = request.files;
  if (!(await isFolder(first))) return openFiles(request);
  if (others.length > 0) return fail(`${first}: It is a folder: replay it by itself.`);
  return openReplayFolder(first, request, world);
}

async function openFiles({ files, config, host }: ReplayRequest): Promise<Result<ReplaySources, string>> {
  const name = nameOf(config, host);
  if (!name.ok) return name;
  const loaded = await loadRecording(files);
  if (!loaded.ok) return loaded;
  const { daemons, interval, notes, polls } = loaded.value;
  const source: ReplaySource = {
    host: name.value,
    daemons,
    interval,
    async *parts() {
      for (const part of partsOf(polls(name.value))) yield succeed(part);
    },
  };
  return succeed({ sources: [source], notes, close: () => Promise.resolve() });
}

/** After each part Ctrl-C is heard: these take a second at most. */
const partPolls = 2000;

function* partsOf(polls: Iterable<Poll>): Generator<readonly Poll[]> {
  let part: Poll[] = [];
  for (const poll of polls) {
    part.push(poll);
    if (part.length < partPolls) continue;
    yield part;
    part = [];
  }
  yield part;
}

/** Whose recording CSV files are: they do not say it themselves. */
function nameOf({ hosts }: Config, asked: string | null): Result<string, string> {
  const names = hosts.map(({ name }) => name);
  if (asked !== null) return succeed(names.find((name) => name.toLowerCase() === asked.toLowerCase()) ?? asked);
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return succeed(only);
  return fail(`say of which host the files are, with --host: ${names.join(", ")}.`);
}

async function replaySource(
  source: ReplaySource,
  { config, from, to }: ReplayRequest,
  clock: Clock,
): Promise<Result<ReplayOutcome | null, string>> {
  const host = hostOf(source, config);
  const settingsOf = (daemon: string | null) => alertSettingsOf(config.alerts, source.host, daemon);
  let replay = newReplay({ host, interval: source.interval, settingsOf });
  const sayings: Saying[] = [];
  for await (const part of source.parts()) {
    if (!part.ok) return part;
    await new Promise<void>((resolve) => clock.after(millis(0), resolve));
    for (const poll of part.value) {
      if (from !== null && poll.at < from) continue;
      if (to !== null && poll.at > to) break;
      const step = replayPoll(replay, poll);
      replay = step.replay;
      sayings.push(...step.sayings);
    }
  }
  return succeed(outcomeOf(replay, sayings));
}

/** As it is configured, with the daemons that are recorded and no others. */
function hostOf({ host, daemons }: ReplaySource, config: Config): Host {
  const configured = config.hosts.find(({ name }) => name === host);
  const daemonOf = (name: string): Daemon =>
    configured?.daemons.find((daemon) => daemon.name === name) ?? {
      name,
      find: { by: "unit", unit: name },
      ports: [],
      healthUrl: null,
      threshold: { kind: "auto" },
      restart: null,
    };
  return { name: host, reach: configured?.reach ?? { kind: "local" }, daemons: daemons.map(daemonOf) };
}

function heapNotes(source: ReplaySource, config: Config): readonly string[] {
  const without = hostOf(source, config).daemons.filter(({ threshold }) => threshold.kind === "auto");
  if (without.length === 0) return [];
  const names = without.map(({ name }) => name).join(", ");
  return [`${source.host}: the rule heap says nothing of ${names}: set a threshold for it in scipy.yml.`];
}
