import { absent, type Figure, known, mapFigure } from "../domain/figure.ts";
import type { CounterName, CpuTicks, Load, MemoryFigures, SwapFigures, SystemFigures } from "../domain/sample.ts";
import type { Answer } from "./answer.ts";
import {
  countField,
  decimalNumber,
  epochSeconds,
  kibibyteField,
  linesOf,
  namedValue,
  pressureOf,
  thenFigure,
  wholeNumber,
} from "./fields.ts";

/** The system's figures of an answer. Formats: proc(5), and Documentation/filesystems/proc.rst of the kernel. */
export function readSystem(answer: Answer): SystemFigures {
  const stat = linesOf(answer, "/proc/stat");
  return {
    bootId: readBootId(answer),
    uptimeSeconds: thenFigure(linesOf(answer, "/proc/uptime"), (lines) => decimalNumber(lines[0]?.split(" ")[0])),
    bootedAtSeconds: thenFigure(countField(stat, "btime", "the field is missing"), epochSeconds),
    cpus: thenFigure(stat, countCpus),
    load: thenFigure(linesOf(answer, "/proc/loadavg"), readLoad),
    tasksRunning: countField(stat, "procs_running", "the field is missing"),
    tasksBlocked: countField(stat, "procs_blocked", "the field is missing"),
    cpuTicks: thenFigure(stat, readCpuTicks),
    memory: readMemory(answer),
    swap: readSwap(answer),
    counters: readCounters(answer),
    pressure: {
      memory: pressureOf(linesOf(answer, "/proc/pressure/memory")),
      io: pressureOf(linesOf(answer, "/proc/pressure/io")),
      cpu: pressureOf(linesOf(answer, "/proc/pressure/cpu")),
    },
  };
}

function readBootId(answer: Answer): Figure<string> {
  return thenFigure(linesOf(answer, "/proc/sys/kernel/random/boot_id"), ([id]) => {
    if (id === undefined) return absent("the field is missing");
    return /^[0-9a-f-]{36}$/.test(id) ? known(id) : absent("the field is malformed");
  });
}

/** The probe sends their count alone, since 64 lines of ticks would be most of the answer. */
function countCpus(lines: readonly string[]): Figure {
  const counted = namedValue(lines, "cpus", "the field is missing");
  if (counted.reason === undefined) return positive(wholeNumber(counted.value));
  return positive(known(lines.filter((line) => /^cpu\d/.test(line)).length));
}

function positive(count: Figure): Figure {
  return count.value === 0 ? absent("the field is missing") : count;
}

function readLoad(lines: readonly string[]): Figure<Load> {
  const [one, five, fifteen] = (lines[0] ?? "").split(" ").map((text) => decimalNumber(text).value);
  if (one == null || five == null || fifteen == null) return absent("the field is malformed");
  return known({ one, five, fifteen });
}

/** Old kernels print fewer columns; what a kernel does not count is no time, so 0 is right there. */
function readCpuTicks(lines: readonly string[]): Figure<CpuTicks> {
  const text = namedValue(lines, "cpu", "the field is missing");
  return thenFigure(text, (columns) => {
    const ticks = columns.split(/ +/).map((column) => wholeNumber(column).value);
    const [user, nice, system, idle, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
    const known8 = [user, nice, system, idle, iowait, irq, softirq, steal];
    if (!known8.every((tick) => typeof tick === "number")) return absent("the field is malformed");
    const [u = 0, n = 0, s = 0, i = 0, w = 0, h = 0, f = 0, t = 0] = known8;
    return known({ user: u, nice: n, system: s, idle: i, iowait: w, irq: h, softirq: f, steal: t });
  });
}

function readMemory(answer: Answer): MemoryFigures {
  const meminfo = linesOf(answer, "/proc/meminfo");
  const missing = "the field is missing";
  return {
    totalBytes: kibibyteField(meminfo, "MemTotal", missing),
    availableBytes: kibibyteField(meminfo, "MemAvailable", "this kernel does not have it"),
    freeBytes: kibibyteField(meminfo, "MemFree", missing),
    anonBytes: kibibyteField(meminfo, "AnonPages", missing),
    sharedBytes: kibibyteField(meminfo, "Shmem", missing),
    unreclaimableBytes: kibibyteField(meminfo, "SUnreclaim", missing),
    activeFileBytes: kibibyteField(meminfo, "Active(file)", missing),
    dirtyBytes: kibibyteField(meminfo, "Dirty", missing),
  };
}

function readSwap(answer: Answer): SwapFigures {
  const meminfo = linesOf(answer, "/proc/meminfo");
  return {
    totalBytes: kibibyteField(meminfo, "SwapTotal", "the field is missing"),
    freeBytes: kibibyteField(meminfo, "SwapFree", "the field is missing"),
    devices: mapFigure(linesOf(answer, "/proc/swaps"), (lines) =>
      lines.filter((line) => line.startsWith("/")).map((line) => line.split(/[ \t]/)[0] ?? ""),
    ),
  };
}

/** Some counters are split by memory zone or by kind of page on some kernels: then the parts are summed. */
const counterFields: Readonly<Record<CounterName, RegExp>> = {
  swapInPages: /^pswpin$/,
  swapOutPages: /^pswpout$/,
  majorFaults: /^pgmajfault$/,
  allocStalls: /^allocstall(_\w+)?$/,
  directScans: /^pgscan_direct(_(?!throttle)\w+)?$/,
  fileRefaults: /^workingset_refault(_file)?$/,
  oomKills: /^oom_kill$/,
  compactStalls: /^compact_stall$/,
};

function readCounters(answer: Answer): Readonly<Record<CounterName, Figure>> {
  const vmstat = linesOf(answer, "/proc/vmstat");
  const sum = (field: RegExp): Figure => thenFigure(vmstat, (lines) => sumOf(lines, field));
  return {
    swapInPages: sum(counterFields.swapInPages),
    swapOutPages: sum(counterFields.swapOutPages),
    majorFaults: sum(counterFields.majorFaults),
    allocStalls: sum(counterFields.allocStalls),
    directScans: sum(counterFields.directScans),
    fileRefaults: sum(counterFields.fileRefaults),
    oomKills: sum(counterFields.oomKills),
    compactStalls: sum(counterFields.compactStalls),
  };
}

function sumOf(lines: readonly string[], field: RegExp): Figure {
  const parts = lines.map((line) => line.split(" ")).filter(([name]) => field.test(name ?? ""));
  if (parts.length === 0) return absent("this kernel does not have it");
  let sum = 0;
  for (const [, text] of parts) {
    const part = wholeNumber(text);
    if (part.reason !== undefined) return part;
    sum += part.value;
  }
  return Number.isSafeInteger(sum) ? known(sum) : absent("the field is malformed");
}
