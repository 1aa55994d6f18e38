import type { Figure } from "../domain/figure.ts";
import type { Pressure } from "../domain/sample.ts";
import type { DaemonStatus, HostStatus, ReadHost, StatusBoard } from "../domain/status.ts";

/**
 * The board as `status --json` prints it. Sizes are bytes, durations seconds (`tookMs` says otherwise), instants ISO 8601
 * UTC, shares 0–1, pressures percent as the kernel gives them, swap rates pages a second, and an absent figure is null.
 */
export function statusJson(board: StatusBoard): object {
  return { takenAt: iso(board.askedAt), hosts: board.hosts.map(hostJson) };
}

function hostJson(status: HostStatus): object {
  if (status.kind === "read") return readHostJson(status);
  const failure = status.kind === "failed" ? status.failure : null;
  return {
    name: status.host,
    state: status.kind === "failed" ? status.state : "unreachable",
    reason: failure === null ? "not answered yet" : `${failure.reason}: ${failure.detail}`,
    tookMs: status.kind === "failed" ? Math.round(status.tookMs) : null,
    ...nothingKnown,
  };
}

const noPressure = {
  memory: { some60: null, full60: null },
  io: { some60: null, full60: null },
  cpu: { some60: null },
};

/** Old figures are never given as live: a host that did not answer has none. */
const nothingKnown = {
  uptime: null,
  cpus: null,
  load: { one: null, five: null, fifteen: null },
  cpu: { busy: null, iowait: null, steal: null },
  memory: { total: null, available: null },
  swap: { total: null, used: null, inPerSecond: null, outPerSecond: null },
  pressure: noPressure,
  cause: { kind: "unknown", sentence: "The host gave no figures.", evidence: [] },
  daemons: [],
};

function readHostJson(status: ReadHost): object {
  const { system } = status.sample;
  const cpu = status.rates?.cpu.value ?? null;
  return {
    name: status.host,
    state: status.diagnosis.state,
    reason: null,
    tookMs: Math.round(status.sample.tookMs),
    uptime: whole(system.uptimeSeconds.value),
    cpus: system.cpus.value,
    load: system.load.value ?? nothingKnown.load,
    cpu: { busy: share(cpu?.busy), iowait: share(cpu?.iowait), steal: share(cpu?.steal) },
    memory: { total: system.memory.totalBytes.value, available: system.memory.availableBytes.value },
    swap: swapJson(status),
    pressure: pressureJson(status),
    cause: causeJson(status),
    daemons: status.daemons.map(daemonJson),
  };
}

function swapJson(status: ReadHost): object {
  const { totalBytes: total, freeBytes: free } = status.sample.system.swap;
  const perSecond = status.rates?.perSecond;
  return {
    total: total.value,
    used: total.value === null || free.value === null ? null : Math.max(0, total.value - free.value),
    inPerSecond: tenths(perSecond?.swapInPages),
    outPerSecond: tenths(perSecond?.swapOutPages),
  };
}

function pressureJson(status: ReadHost): object {
  const { memory, io, cpu } = status.sample.system.pressure;
  return { memory: someAndFull(memory), io: someAndFull(io), cpu: { some60: cpu.value?.some60 ?? null } };
}

function someAndFull(pressure: Figure<Pressure>): object {
  return { some60: pressure.value?.some60 ?? null, full60: pressure.value?.full60 ?? null };
}

function causeJson(status: ReadHost): object {
  const { kind, sentence, evidence } = status.diagnosis.cause;
  return { kind, sentence, evidence };
}

function daemonJson(status: DaemonStatus): object {
  const { figures } = status;
  return {
    name: figures.name,
    state: figures.state,
    pids: figures.processes.map((process) => process.pid),
    startedAt: figures.startedAt.value === null ? null : iso(figures.startedAt.value),
    heap: figures.heapBytes.value,
    heapSource: figures.heapSource,
    share: share(status.share.value),
    threshold: status.thresholdBytes.value,
    connections: figures.connections.value,
    givesBack: status.givesBackBytes.value,
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function whole(count: number | null): number | null {
  return count === null ? null : Math.floor(count);
}

/** Four decimals: a ten-thousandth is finer than what /proc resolves within a second. */
function share(ratio: number | null | undefined): number | null {
  return ratio === null || ratio === undefined ? null : Math.round(ratio * 10_000) / 10_000;
}

function tenths(figure: Figure | undefined): number | null {
  return figure === undefined || figure.value === null ? null : Math.round(figure.value * 10) / 10;
}
