import { bytes } from "../../../src/domain/bytes.ts";
import { diagnose } from "../../../src/domain/diagnosis/diagnose.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { HistoryPoint } from "../../../src/domain/history.ts";
import type { Rates } from "../../../src/domain/rates.ts";
import type { DaemonFigures, SystemFigures } from "../../../src/domain/sample.ts";
import type { DaemonStatus, FailedHost, HostStatus, ReadHost } from "../../../src/domain/status.ts";
import { instant } from "../../../src/domain/time.ts";
import type { StatusReply } from "../../../src/services/ports-status.ts";
import { aDaemon, aSample, size } from "../../support/sample.ts";

export const now = instant(Date.UTC(2026, 0, 15, 9, 0, 2));
export const gibibyte = 1024 ** 3;

export function replyOf(hosts: readonly HostStatus[], kind: "status" | "why" = "status"): StatusReply {
  return { kind, id: "answer-1", scope: null, note: null, now, board: { askedAt: now, hosts } };
}

export interface HostChanges {
  readonly host?: string;
  readonly system?: Partial<SystemFigures>;
  readonly daemons?: readonly DaemonStatus[];
  readonly rates?: Rates | null;
  readonly history?: readonly HistoryPoint[];
}

/** A host with nothing wrong, diagnosed from its figures. */
export function aHost(changes: HostChanges = {}): ReadHost {
  const host = changes.host ?? "web-1";
  const daemons = changes.daemons ?? [];
  const figures = daemons.map((daemon) => daemon.figures);
  const sample = aSample({
    host,
    daemons: figures,
    ...(changes.system === undefined ? {} : { system: changes.system }),
  });
  const rates = changes.rates ?? null;
  const diagnosis = diagnose({ sample, rates, daemons });
  return { kind: "read", host, sample, rates, diagnosis, daemons, history: changes.history ?? [] };
}

/** A host that starves of memory: load 16 on 2 idle CPUs, because every task waits for swap. */
export function aStarvingHost(host = "scipy", daemons: readonly DaemonStatus[] = [aBigDaemon()]): ReadHost {
  const pressure = { some10: 52, some60: 41.2, some300: 30, full10: 25, full60: 20.1, full300: 12 };
  return aHost({
    host,
    daemons,
    rates: rates({ swapInPages: 240, swapOutPages: 180, majorFaults: 900 }),
    system: {
      load: known({ one: 16, five: 14, fifteen: 9.2 }),
      tasksBlocked: known(14),
      memory: { ...aSample().system.memory, availableBytes: size(0.3 * gibibyte) },
      swap: { totalBytes: size(4 * gibibyte), freeBytes: size(1.9 * gibibyte), devices: known(["/dev/sda2"]) },
      pressure: { ...aSample().system.pressure, memory: known(pressure) },
    },
    history: aHistory(200),
  });
}

export function aBigDaemon(changes: Partial<DaemonFigures> = {}): DaemonStatus {
  return daemonStatus(aDaemon("zope", 3.6 * gibibyte, { connections: known(12), ...changes }), {
    threshold: 3.5 * gibibyte,
    givesBack: 2.8 * gibibyte,
  });
}

export function daemonStatus(
  figures: DaemonFigures,
  { threshold, givesBack }: { readonly threshold?: number; readonly givesBack?: number } = {},
): DaemonStatus {
  const heap = figures.heapBytes;
  return {
    daemon: {
      name: figures.name,
      find: { by: "unit", unit: `${figures.name}.service` },
      ports: [8080],
      healthUrl: null,
      threshold: { kind: "auto" },
      restart: null,
    },
    figures,
    share: heap.reason === undefined ? known(heap.value / (8 * gibibyte)) : heap,
    thresholdBytes: threshold === undefined ? absent("it was not asked for") : known(bytes(threshold)),
    givesBackBytes: givesBack === undefined ? absent("it needs two readings") : known(bytes(givesBack)),
  };
}

export function aFailedHost(host: string, lastGood: ReadHost | null = null): FailedHost {
  const detail = `${host} did not answer within 5 s. Look whether it is up, or ask again.`;
  const failure = { reason: "timed out", detail, nextTryAt: null } as const;
  return { kind: "failed", host, state: "unreachable", failure, tookMs: 5000, lastGood };
}

/** So many points, 15 s apart, up to now. */
export function aHistory(points: number): readonly HistoryPoint[] {
  return Array.from({ length: points }, (_, index) => ({
    at: instant(now - (points - 1 - index) * 15_000),
    load: 1 + (15 * index) / points,
    cpuBusyRatio: 0.2,
    memoryUsedRatio: 0.4 + (0.55 * index) / points,
    swapUsedRatio: (0.5 * index) / points,
    heaps: {},
  }));
}

function rates(perSecond: Partial<Record<keyof Rates["perSecond"], number>>): Rates {
  const names = [
    "swapInPages",
    "swapOutPages",
    "majorFaults",
    "allocStalls",
    "directScans",
    "fileRefaults",
    "oomKills",
    "compactStalls",
  ] as const;
  const all = names.map((name) => [name, known(perSecond[name] ?? 0)] as const);
  return {
    overSeconds: 60,
    cpu: known({ busy: 0.12, system: 0.05, iowait: 0.6, steal: 0 }),
    blockedMean: known(14),
    perSecond: Object.fromEntries(all) as Rates["perSecond"],
    daemons: { zope: { cpus: known(0.1), majorFaultsPerSecond: known(420) } },
  };
}
