import type { Poll } from "../../domain/replay/poll.ts";
import { instant, millis } from "../../domain/time.ts";
import { createDaemonTrack } from "./daemon-track.ts";
import type { Table } from "./read-table.ts";
import { systemOfRow } from "./system-of-row.ts";

/** The tables of one host. */
export interface HostTables {
  /** Null where the host itself was not recorded: then only its daemons are judged. */
  readonly host: Table | null;
  readonly daemons: readonly { readonly name: string; readonly table: Table }[];
}

/**
 * One poll for each row of the host's table, with the newest rows of its daemons; without that table, one for each time at
 * which a daemon was read. Made one after the other: a month of them would not fit into memory.
 */
export function* joinPolls(name: string, tables: HostTables): Generator<Poll> {
  const { host, daemons } = tables;
  const times = pollTimes(tables);
  const startSeconds = times[0] ?? 0;
  const tracks = daemons.map((daemon) => {
    const freshSeconds = freshSteps * Math.max(stepOf(timesOf(daemon.table)), stepOf(times));
    return createDaemonTrack(daemon.name, daemon.table, { startSeconds, freshSeconds });
  });
  for (const [row, atSeconds] of times.entries()) {
    const at = instant(atSeconds * 1000);
    const figures = tracks.map((track) => track.at(atSeconds));
    if (host?.cell(row, "answered") === 0) {
      yield { kind: "missed", at, failure: { reason: "unreachable", detail: notAnswered, nextTryAt: null } };
      continue;
    }
    const system = systemOfRow(host, row, { atSeconds, sinceStart: atSeconds - startSeconds });
    yield { kind: "read", at, sample: { host: name, takenAt: at, tookMs: millis(0), system, daemons: figures } };
  }
}

/** When there is a poll, in seconds. */
export function pollTimes({ host, daemons }: HostTables): Float64Array {
  return host === null ? mergedTimes(daemons.map(({ table }) => timesOf(table))) : timesOf(host);
}

/** A row may come late, or be missing once, before the daemon counts as not recorded. */
const freshSteps = 2.5;

const notAnswered = "The recording says that the host did not answer.";

function timesOf(table: Table): Float64Array {
  return Float64Array.from({ length: table.rows }, (_, row) => table.cell(row, "t_seconds") ?? 0);
}

function mergedTimes(lists: readonly Float64Array[]): Float64Array {
  const all = new Set<number>();
  for (const list of lists) for (const time of list) all.add(time);
  return Float64Array.from(all).sort();
}

/** The usual distance of two rows, in seconds. */
export function stepOf(times: Float64Array): number {
  const steps = Float64Array.from(times.subarray(1), (time, index) => time - (times[index] ?? time)).sort();
  return steps[Math.floor(steps.length / 2)] ?? 0;
}
