import { bytes } from "../../../src/domain/bytes.ts";
import type { DiagnosisInput } from "../../../src/domain/diagnosis/facts.ts";
import { type Absence, absent, type Figure, known } from "../../../src/domain/figure.ts";
import type { Rates } from "../../../src/domain/rates.ts";
import type { CgroupFigures, Pressure } from "../../../src/domain/sample.ts";
import type { DaemonStatus } from "../../../src/domain/status.ts";
import { aDaemon, aSample, calm, size } from "../../support/sample.ts";

/** A host's figures as a person would say them; null for a figure that the host does not give. */
export interface Said {
  cpus: number | null;
  load: number | null;
  /** Percent. */
  busy: number | null;
  system: number;
  iowait: number;
  steal: number;
  blocked: number | null;
  available: number | null;
  swapIn: number | null;
  swapOut: number | null;
  majorFaults: number | null;
  refaults: number | null;
  allocStalls: number | null;
  directScans: number | null;
  compactStalls: number | null;
  swapDevices: string[] | null;
  memorySome: number | null;
  memoryFull: number | null;
  ioFull: number | null;
  cpuSome: number | null;
  daemons: DaemonStatus[];
  /** A first reading: nothing that needs two. */
  first: boolean;
}

/** An idle host of 2 CPUs and 8 GiB whose kernel measures pressure. */
const idle: Said = {
  cpus: 2,
  load: 0.3,
  busy: 4,
  system: 2,
  iowait: 0,
  steal: 0,
  blocked: 0,
  available: 75,
  swapIn: 0,
  swapOut: 0,
  majorFaults: 0,
  refaults: 0,
  allocStalls: 0,
  directScans: 0,
  compactStalls: 0,
  swapDevices: ["/dev/sda2"],
  memorySome: 0,
  memoryFull: 0,
  ioFull: 0,
  cpuSome: 0,
  daemons: [],
  first: false,
};

/** What a kernel before 4.20 does not measure. */
export const noPressure = { memorySome: null, memoryFull: null, ioFull: null, cpuSome: null } as const;

const gibibyte = 1024 ** 3;
export const ram = 8 * gibibyte;

export function anInput(changes: Partial<Said> = {}): DiagnosisInput {
  const said = { ...idle, ...changes };
  const base = aSample();
  const sample = aSample({
    system: {
      cpus: figure(said.cpus),
      load: said.load === null ? gone : known({ one: said.load, five: said.load, fifteen: said.load }),
      memory: {
        ...base.system.memory,
        totalBytes: size(ram),
        availableBytes: said.available === null ? gone : size((said.available / 100) * ram),
      },
      swap: { ...base.system.swap, devices: said.swapDevices === null ? gone : known(said.swapDevices) },
      pressure: {
        memory: pressure(said.memorySome, said.memoryFull),
        io: pressure(said.ioFull, said.ioFull),
        cpu: pressure(said.cpuSome, null),
      },
    },
    daemons: said.daemons.map((daemon) => daemon.figures),
  });
  return { sample, rates: said.first ? null : ratesFrom(said), daemons: said.daemons };
}

function ratesFrom(said: Said): Rates {
  const none = { cpus: known(0), majorFaultsPerSecond: known(0) };
  return {
    overSeconds: 60,
    cpu:
      said.busy === null
        ? gone
        : known({
            busy: said.busy / 100,
            system: said.system / 100,
            iowait: said.iowait / 100,
            steal: said.steal / 100,
          }),
    blockedMean: figure(said.blocked),
    perSecond: {
      swapInPages: figure(said.swapIn),
      swapOutPages: figure(said.swapOut),
      majorFaults: figure(said.majorFaults),
      allocStalls: figure(said.allocStalls),
      directScans: figure(said.directScans),
      fileRefaults: figure(said.refaults),
      oomKills: known(0),
      compactStalls: figure(said.compactStalls),
    },
    daemons: Object.fromEntries(said.daemons.map((daemon) => [daemon.figures.name, none])),
  };
}

function pressure(some60: number | null, full60: number | null): Figure<Pressure> {
  if (some60 === null && full60 === null) return gone;
  const zero = calm().value;
  return zero === null ? gone : known({ ...zero, some60: some60 ?? 0, full60 });
}

const absence: Absence = "this kernel does not have it";
const gone = absent(absence);

function figure(value: number | null): Figure {
  return value === null ? gone : known(value);
}

/** A daemon that holds this share of the RAM, and would give back that share of it where its start was seen. */
export function aDaemonStatus(
  name: string,
  share: number,
  more: { givesBack?: number; cgroup?: CgroupFigures; heap?: null } = {},
): DaemonStatus {
  const heap = more.heap === null ? gone : size(share * ram);
  return {
    daemon: {
      name,
      find: { by: "command", pattern: name },
      ports: [],
      healthUrl: null,
      threshold: { kind: "auto" },
      restart: null,
    },
    figures: { ...aDaemon(name, share * ram), heapBytes: heap, cgroup: more.cgroup ?? null },
    share: known(share),
    thresholdBytes: absent("there is not enough history yet"),
    givesBackBytes:
      more.givesBack === undefined ? absent("the bot did not see it start") : known(bytes(more.givesBack * ram)),
  };
}

/** A cgroup that is filled so far of a limit of 4 GiB; its pressure is percent, or null where it is not measured. */
export function aCgroup(filled: number, some60: number | null): CgroupFigures {
  return {
    path: "/system.slice/zope.service",
    anonBytes: size(filled * 4 * gibibyte),
    swapBytes: size(0),
    maxBytes: size(4 * gibibyte),
    currentBytes: size(filled * 4 * gibibyte),
    pressure: pressure(some60, some60 === null ? null : 0),
    limitHits: known(0),
    oomKills: known(0),
  };
}

/** 2008: users see Internal Server Error, the load is 16, and the CPUs have nothing to do. */
export const story: Partial<Said> = {
  load: 16,
  busy: 12,
  iowait: 40,
  blocked: 14,
  available: 3,
  swapIn: 200,
  swapOut: 180,
  majorFaults: 900,
  directScans: 400,
  memorySome: 41.2,
  memoryFull: 20.1,
  ioFull: 30,
  daemons: [aDaemonStatus("postgres", 0.12), aDaemonStatus("zope", 0.45, { givesBack: 0.35 })],
};
