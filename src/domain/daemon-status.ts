import { type Bytes, bytes } from "./bytes.ts";
import type { Daemon } from "./daemon.ts";
import { absent, type Figure, known, mapFigure } from "./figure.ts";
import type { DaemonFigures, Sample } from "./sample.ts";
import { type StartHeaps, startHeapOf } from "./start-heaps.ts";
import type { DaemonStatus } from "./status.ts";

/** What was measured over a longer time than one reading. */
interface Measured {
  readonly startHeaps: StartHeaps;
  readonly thresholds: MeasuredThresholds;
}

/** By daemon name, for those whose threshold is `auto`. */
export type MeasuredThresholds = ReadonlyMap<string, Figure<Bytes>>;

/** How each configured daemon stands by a reading, in the order of the configuration. */
export function daemonStatuses(
  sample: Sample,
  daemons: readonly Daemon[],
  { startHeaps, thresholds }: Measured,
): readonly DaemonStatus[] {
  const total = sample.system.memory.totalBytes;
  return daemons.map((daemon) => {
    const figures = sample.daemons.find((candidate) => candidate.name === daemon.name) ?? unseen(daemon.name);
    return {
      daemon,
      figures,
      share: shareOf(figures.heapBytes, total),
      thresholdBytes: thresholdOf(daemon, total, thresholds),
      givesBackBytes: givesBack(figures.heapBytes, startHeapOf(startHeaps, figures, sample)),
    };
  });
}

/** A daemon of which the reading says nothing. */
function unseen(name: string): DaemonFigures {
  const notAsked = absent("it was not asked for");
  return {
    name,
    state: "unknown",
    processes: [],
    cgroup: null,
    heapBytes: notAsked,
    heapSource: null,
    connections: notAsked,
    startedAt: notAsked,
  };
}

function shareOf(heap: Figure<Bytes>, total: Figure<Bytes>): Figure {
  if (heap.reason !== undefined) return heap;
  if (total.reason !== undefined) return total;
  return total.value === 0 ? absent("the field is malformed") : known(heap.value / total.value);
}

function thresholdOf({ name, threshold }: Daemon, total: Figure<Bytes>, measured: MeasuredThresholds): Figure<Bytes> {
  switch (threshold.kind) {
    case "size":
      return known(threshold.bytes);
    case "share":
      return mapFigure(total, (size) => bytes(size * threshold.ratio));
    case "auto":
      return measured.get(name) ?? absent("there is not enough history yet");
  }
}

/** A daemon that holds less than at its start gives nothing back. */
function givesBack(heap: Figure<Bytes>, atStart: Figure<Bytes>): Figure<Bytes> {
  if (heap.reason !== undefined) return heap;
  return mapFigure(atStart, (start) => bytes(heap.value - start));
}
