import { kibibytes } from "../../domain/bytes.ts";
import { absent, type Figure, known, mapFigure } from "../../domain/figure.ts";
import { type DaemonFigures, ticksPerSecond } from "../../domain/sample.ts";
import { instant } from "../../domain/time.ts";
import type { DaemonColumn } from "./columns.ts";
import type { Table } from "./read-table.ts";
import { uptimeAtStart } from "./system-of-row.ts";

/** A daemon's recording, read forward: of each poll the newest of its rows. */
export interface DaemonTrack {
  readonly name: string;
  /** The times must not go back from one call to the next. */
  at(atSeconds: number): DaemonFigures;
}

/**
 * `startSeconds` is when the whole recording began, `freshSeconds` how old a row may be before nothing is known of the
 * daemon: its recorder was not running.
 */
export function createDaemonTrack(
  name: string,
  table: Table,
  { startSeconds, freshSeconds }: { readonly startSeconds: number; readonly freshSeconds: number },
): DaemonTrack {
  const time = (row: number): number => table.cell(row, "t_seconds") ?? Number.POSITIVE_INFINITY;
  const uptimeOf = (seconds: number): number => uptimeAtStart + seconds - startSeconds;
  let row = -1;
  let start = 0;
  let epoch = 0;
  return {
    name,
    at(atSeconds) {
      while (row + 1 < table.rows && time(row + 1) <= atSeconds) {
        row += 1;
        if (row === 0 || !isRestart(table, row)) continue;
        epoch += 1;
        // Between the two rows, nobody knows when.
        start = (uptimeOf(time(row - 1)) + uptimeOf(time(row))) / 2;
      }
      if (row < 0 || atSeconds - time(row) > freshSeconds) return unknownDaemon(name);
      return figuresOf(name, { table, row, epoch, start, startedAt: atSeconds - (uptimeOf(atSeconds) - start) });
    },
  };
}

/** Another process, or CPU time that went back; without these columns a restart cannot be told from a heap that shrank. */
function isRestart(table: Table, row: number): boolean {
  const changed = (column: DaemonColumn, is: (before: number, now: number) => boolean): boolean => {
    const before = table.cell(row - 1, column);
    const now = table.cell(row, column);
    return before !== null && now !== null && is(before, now);
  };
  const differs = (before: number, now: number): boolean => before !== now;
  return (
    changed("pid", differs) || changed("start_time", differs) || changed("cpu_ticks", (before, now) => now < before)
  );
}

interface Row {
  readonly table: Table;
  readonly row: number;
  /** How many restarts were seen before it. */
  readonly epoch: number;
  /** The host's uptime at its start, in seconds; 0 where the start was before the recording. */
  readonly start: number;
  /** The same on the recording's clock. */
  readonly startedAt: number;
}

function figuresOf(name: string, { table, row, epoch, start, startedAt }: Row): DaemonFigures {
  const figure = (column: DaemonColumn): Figure => {
    const value = table.cell(row, column);
    return value === null ? absent("the field is missing") : known(value);
  };
  const pid = figure("pid").value;
  if (pid === 0) return { ...unknownDaemon(name), state: "down" };
  const [anon, swap] = [mapFigure(figure("rss_anon_kb"), kibibytes), mapFigure(figure("swap_kb"), kibibytes)];
  const heap = mapFigure(figure("rss_anon_kb"), (held) => kibibytes(held + (figure("swap_kb").value ?? 0)));
  const notRecorded = absent("the field is missing");
  return {
    name,
    state: "up",
    processes: [
      {
        pid: pid ?? firstPid + epoch,
        parentPid: notRecorded,
        startTicks: known(Math.round(start * ticksPerSecond)),
        cpuTicks: figure("cpu_ticks"),
        majorFaults: notRecorded,
        threads: notRecorded,
        anonBytes: anon,
        swapBytes: swap,
        rssBytes: anon,
        peakRssBytes: notRecorded,
      },
    ],
    cgroup: null,
    heapBytes: heap,
    heapSource: heap.value === null ? null : "status",
    connections: figure("connections"),
    startedAt: start === 0 ? absent("the bot did not see it start") : known(instant(startedAt * 1000)),
  };
}

/** Where no pid is recorded each epoch has one of its own. */
const firstPid = 1000;

function unknownDaemon(name: string): DaemonFigures {
  const notKnown = absent("it was not asked for");
  return {
    name,
    state: "unknown",
    processes: [],
    cgroup: null,
    heapBytes: notKnown,
    heapSource: null,
    connections: notKnown,
    startedAt: notKnown,
  };
}
