/**
 * What the columns of a recording mean; docs/replay.md says the same to people. A cell that is left empty was not known then,
 * and a column that is not there never was. Sizes are KiB, counters those of the kernel since boot, averages percent.
 */
export const hostColumns = [
  "t_seconds",
  /** 1 where the host answered, 0 for a poll that was missed. Without the column it always did. */
  "answered",
  "load1",
  "load5",
  "load15",
  "cpus",
  "procs_running",
  "procs_blocked",
  "mem_total_kb",
  "mem_available_kb",
  "mem_free_kb",
  "swap_total_kb",
  "swap_free_kb",
  "pswpin",
  "pswpout",
  "pgmajfault",
  "allocstall",
  "workingset_refault_file",
  "oom_kill",
  "psi_mem_some60",
  "psi_mem_full60",
  "psi_io_some60",
  "psi_io_full60",
  "psi_cpu_some60",
  "cpu_user",
  "cpu_nice",
  "cpu_system",
  "cpu_idle",
  "cpu_iowait",
  "cpu_irq",
  "cpu_softirq",
  "cpu_steal",
  /** Any number that is another one after each boot. */
  "boot",
] as const;

export const daemonColumns = [
  "t_seconds",
  /** Anonymous memory and swap of all its processes: together the heap. */
  "rss_anon_kb",
  "swap_kb",
  /** User and system time since the start, in ticks of 10 ms: where it goes back the daemon was restarted. */
  "cpu_ticks",
  /** Of its parent process; 0 while the daemon is down. */
  "pid",
  /** Of its parent process, in any unit: another one is another process. */
  "start_time",
  "connections",
] as const;

export type HostColumn = (typeof hostColumns)[number];
export type DaemonColumn = (typeof daemonColumns)[number];
