import type { Bytes } from "./bytes.ts";
import { type Epoch, epochOf } from "./epoch.ts";
import { absent, type Figure, known } from "./figure.ts";
import type { DaemonFigures, Sample } from "./sample.ts";

/** What each daemon held when it had just started, by daemon name; only for starts that the bot has seen. */
export type StartHeaps = ReadonlyMap<string, StartHeap>;

interface StartHeap {
  /** Boot id, pid and start ticks of the daemon's parent process: another epoch has another start. */
  readonly epoch: string;
  readonly bytes: Bytes;
}

export const noStartHeaps: StartHeaps = new Map();

/** Seconds after its start in which a daemon's heap counts as its heap at start: the longest warm-up expected. */
export const startLastsSeconds = 120;
/** Seconds after its start in which a daemon is still loading its own program, so that its heap is not one yet. */
export const loadingLastsSeconds = 2;

/**
 * Takes in a reading: the smallest heap of each daemon in the first two minutes of its epoch. Holds no daemon that is not
 * in the reading; one that cannot be seen just now keeps what is known, one that is down does not.
 */
export function observeStarts(before: StartHeaps, sample: Sample): StartHeaps {
  const after = new Map<string, StartHeap>();
  for (const daemon of sample.daemons) {
    const start = startOf(before.get(daemon.name), daemon, sample);
    if (start !== undefined) after.set(daemon.name, start);
  }
  return after;
}

/** The daemon's heap at the start of its present epoch. */
export function startHeapOf(starts: StartHeaps, daemon: DaemonFigures, sample: Sample): Figure<Bytes> {
  const start = starts.get(daemon.name);
  if (start === undefined || start.epoch !== epochOf(daemon, sample)?.name) {
    return absent("the bot did not see it start");
  }
  return known(start.bytes);
}

function startOf(before: StartHeap | undefined, daemon: DaemonFigures, sample: Sample): StartHeap | undefined {
  if (daemon.state === "down") return undefined;
  const epoch = epochOf(daemon, sample);
  if (epoch === null) return before;
  const same = before?.epoch === epoch.name ? before : undefined;
  const heap = daemon.heapBytes.value;
  if (heap === null || !isStarting(epoch, sample)) return same;
  return same !== undefined && same.bytes <= heap ? same : { epoch: epoch.name, bytes: heap };
}

function isStarting({ startedAt }: Epoch, sample: Sample): boolean {
  const uptime = sample.system.uptimeSeconds.value;
  if (uptime === null) return false;
  const age = uptime - startedAt;
  return age >= loadingLastsSeconds && age <= startLastsSeconds;
}

/** As text, to be stored. */
export function renderStartHeaps(starts: StartHeaps): string {
  return JSON.stringify([...starts]);
}

/** Null when the text is none of ours. */
export function parseStartHeaps(text: string): StartHeaps | null {
  const entries = parsed(text);
  return Array.isArray(entries) && entries.every(isEntry) ? new Map(entries) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEntry(entry: unknown): entry is readonly [string, StartHeap] {
  if (!Array.isArray(entry) || typeof entry[0] !== "string") return false;
  const start: unknown = entry[1];
  if (typeof start !== "object" || start === null || !("epoch" in start && "bytes" in start)) return false;
  return typeof start.epoch === "string" && typeof start.bytes === "number";
}
