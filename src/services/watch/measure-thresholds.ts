import type { Bytes } from "../../domain/bytes.ts";
import type { Figure } from "../../domain/figure.ts";
import { measureThreshold, type RoomPoint } from "../../domain/heap/measure-threshold.ts";
import type { Host } from "../../domain/host.ts";
import { type Instant, instant, type Millis, seconds } from "../../domain/time.ts";
import type { Clock, Log } from "../ports.ts";
import type { DaemonPoint, HostPoint, SampleStore } from "../ports-store.ts";
import { createRounds, type Rounds } from "../repeat-rounds.ts";
import type { HostWatch } from "./watch-hosts.ts";

export interface ThresholdOptions {
  readonly readings: Pick<SampleStore, "daemonHistory" | "hostHistory">;
  readonly watch: Pick<HostWatch, "board" | "setThresholds">;
  readonly hosts: readonly Host[];
  readonly clock: Clock;
  readonly log: Log;
}

/** A week has its weekend and its busiest day. */
export const measuredOver: Millis = seconds(7 * 86_400);
/** The first readings are in by then, of which the RAM is known. */
const firstAfter: Millis = seconds(60);
/** A p95 over a week hardly moves within an hour. */
const measureEvery: Millis = seconds(3600);

/** Measures the threshold of each daemon whose threshold is `auto`, from the history of its host, and again each hour. */
export function createThresholdMeasurer(options: ThresholdOptions): Rounds {
  const rounds = {
    ...{ firstAfter, every: measureEvery, onFault: "thresholds were not measured: please report it" },
    steps: options.hosts.filter(({ daemons }) => daemons.some(isAuto)),
  };
  return createRounds({ ...options, ...rounds }, (host) => measureHost(options, host));
}

function isAuto({ threshold }: Host["daemons"][number]): boolean {
  return threshold.kind === "auto";
}

async function measureHost({ readings, watch, clock, log }: ThresholdOptions, host: Host): Promise<void> {
  const status = watch.board().hosts.find((one) => one.host === host.name);
  const total = status?.kind === "read" ? status.sample.system.memory.totalBytes.value : null;
  if (total === null) return;
  const to = clock.now();
  const span = { from: instant(to - measuredOver), to };
  const room = await readings.hostHistory(host.name, span);
  if (!room.ok) return log.warn("thresholds wait for the store", { host: host.name, reason: room.error.reason });
  const measured = new Map<string, Figure<Bytes>>();
  for (const daemon of host.daemons.filter(isAuto)) {
    const heap = await readings.daemonHistory({ host: host.name, daemon: daemon.name }, span);
    if (heap.ok) measured.set(daemon.name, thresholdIn(room.value, heap.value, total));
  }
  watch.setThresholds(host.name, measured);
}

/** By what is kept of a host and of one of its daemons over `measuredOver`. */
export function thresholdIn(
  room: readonly HostPoint[],
  heaps: readonly DaemonPoint[],
  totalBytes: Bytes,
): Figure<Bytes> {
  return measureThreshold(join(room, heaps), totalBytes);
}

/** Where both were read: the least room and the middle heap of each stretch. */
function join(room: readonly HostPoint[], heaps: readonly DaemonPoint[]): readonly RoomPoint[] {
  const heapAt = new Map<Instant, number>();
  for (const { at, heap } of heaps) if (heap !== null) heapAt.set(at, heap.median);
  return room.flatMap(({ at, available, swapUsed }) => {
    const heapBytes = heapAt.get(at);
    if (heapBytes === undefined || available === null) return [];
    return [{ at, availableBytes: available.min, swapUsedBytes: swapUsed?.max ?? 0, heapBytes }];
  });
}
