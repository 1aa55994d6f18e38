import { kibibytes } from "../../domain/bytes.ts";
import { absent, type Figure, known, mapFigure } from "../../domain/figure.ts";
import type { CpuTicks, Load, Pressure, SystemFigures } from "../../domain/sample.ts";
import type { HostColumn } from "./columns.ts";
import type { Table } from "./read-table.ts";

/** Long after a boot: what had started before the recording began is not taken for something that has just started. */
export const uptimeAtStart = 86_400;

const missing = absent("the field is missing");

/**
 * The host's figures of one row; all absent where there is no row. `atSeconds` is the time of the reading, `sinceStart` the
 * seconds from the first one: the recording's own clock is the host's uptime, since it is the only one that there is.
 */
export function systemOfRow(
  table: Table | null,
  row: number,
  time: { readonly atSeconds: number; readonly sinceStart: number },
): SystemFigures {
  const figure = (name: HostColumn): Figure => {
    const value = table?.cell(row, name) ?? null;
    return value === null ? missing : known(value);
  };
  const size = (name: HostColumn) => mapFigure(figure(name), kibibytes);
  const uptime = uptimeAtStart + time.sinceStart;
  return {
    bootId: known(`recorded ${figure("boot").value ?? 0}`),
    uptimeSeconds: known(uptime),
    bootedAtSeconds: known(time.atSeconds - uptime),
    cpus: figure("cpus"),
    load: loadOf(figure),
    tasksRunning: figure("procs_running"),
    tasksBlocked: figure("procs_blocked"),
    cpuTicks: cpuTicksOf(figure),
    memory: {
      totalBytes: size("mem_total_kb"),
      availableBytes: size("mem_available_kb"),
      freeBytes: size("mem_free_kb"),
      anonBytes: missing,
      sharedBytes: missing,
      unreclaimableBytes: missing,
      activeFileBytes: missing,
      dirtyBytes: missing,
    },
    swap: { totalBytes: size("swap_total_kb"), freeBytes: size("swap_free_kb"), devices: missing },
    counters: countersOf(figure),
    pressure: {
      memory: pressureOf(figure("psi_mem_some60"), figure("psi_mem_full60")),
      io: pressureOf(figure("psi_io_some60"), figure("psi_io_full60")),
      cpu: pressureOf(figure("psi_cpu_some60"), missing),
    },
  };
}

type FigureOf = (name: HostColumn) => Figure;

/** The averages over 5 and 15 min are shown and never judged: where they are not recorded the one over 1 min stands in. */
function loadOf(figure: FigureOf): Figure<Load> {
  return mapFigure(figure("load1"), (one) => ({
    one,
    five: figure("load5").value ?? one,
    fifteen: figure("load15").value ?? one,
  }));
}

function cpuTicksOf(figure: FigureOf): Figure<CpuTicks> {
  const [user, system, idle] = [figure("cpu_user").value, figure("cpu_system").value, figure("cpu_idle").value];
  if (user === null || system === null || idle === null) return missing;
  const rest = (name: HostColumn): number => figure(name).value ?? 0;
  return known({
    user,
    nice: rest("cpu_nice"),
    system,
    idle,
    iowait: rest("cpu_iowait"),
    irq: rest("cpu_irq"),
    softirq: rest("cpu_softirq"),
    steal: rest("cpu_steal"),
  });
}

function countersOf(figure: FigureOf): SystemFigures["counters"] {
  return {
    swapInPages: figure("pswpin"),
    swapOutPages: figure("pswpout"),
    majorFaults: figure("pgmajfault"),
    allocStalls: figure("allocstall"),
    directScans: missing,
    fileRefaults: figure("workingset_refault_file"),
    oomKills: figure("oom_kill"),
    compactStalls: missing,
  };
}

/** The averages over 60 s are what is judged; those over 10 and 300 s are not recorded, and the same stands in for them. */
function pressureOf(some: Figure, full: Figure): Figure<Pressure> {
  return mapFigure(some, (value) => ({
    some10: value,
    some60: value,
    some300: value,
    full10: full.value,
    full60: full.value,
    full300: full.value,
  }));
}
