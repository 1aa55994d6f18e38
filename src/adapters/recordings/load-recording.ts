import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { nearest } from "../../domain/command/nearest.ts";
import type { Poll } from "../../domain/replay/poll.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Millis, seconds } from "../../domain/time.ts";
import { daemonColumns, hostColumns } from "./columns.ts";
import { joinPolls, pollTimes, stepOf } from "./join-polls.ts";
import { loadTable } from "./load-table.ts";
import type { Table } from "./read-table.ts";

/** What CSV files hold of one host. */
export interface Recording {
  /** Names of the daemons, which are the names of their files. */
  readonly daemons: readonly string[];
  /** From one reading to the next, usually. */
  readonly interval: Millis;
  /** Of a host that is called so; from the first poll each time. */
  polls(host: string): Iterable<Poll>;
  /** What to know of the files, as sentences: columns that are not used. */
  readonly notes: readonly string[];
}

/** At most one of the files is of the host itself, the others each of one daemon. The error says file, line and column. */
export async function loadRecording(files: readonly string[]): Promise<Result<Recording, string>> {
  let host: Table | null = null;
  const daemons: { name: string; table: Table }[] = [];
  const notes: string[] = [];
  for (const file of files) {
    const read = await readFileOf(file);
    if (!read.ok) return read;
    const { table } = read.value;
    notes.push(...unusedColumns(file, table));
    if (isDaemonTable(table)) {
      const name = basename(file, extname(file));
      if (daemons.some((daemon) => daemon.name === name))
        return fail(`${file}: there is another file of ${name} already.`);
      daemons.push({ name, table });
    } else if (host === null) host = table;
    else return fail(`${file}: there is another file of a host already. Replay one host at a time.`);
  }
  const tables = { host, daemons };
  const interval = seconds(stepOf(pollTimes(tables)));
  return succeed({
    daemons: daemons.map(({ name }) => name),
    interval,
    polls: (name) => joinPolls(name, tables),
    notes,
  });
}

/** False for what is not there, too: reading it says so. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function readFileOf(file: string): Promise<Result<{ readonly table: Table }, string>> {
  const table = await loadTable(file, { columns: new Set([...hostColumns, ...daemonColumns]) });
  if (!table.ok) return table;
  if (usedColumns(table.value).length > 1) return succeed({ table: table.value });
  return fail(
    `${file}, line 1: No column is known beside t_seconds: expected rss_anon_kb for a daemon, or columns of a host such as load1, mem_available_kb or psi_mem_some60.`,
  );
}

function isDaemonTable(table: Table): boolean {
  return table.names.includes("rss_anon_kb");
}

function usedColumns(table: Table): readonly string[] {
  const known: readonly string[] = isDaemonTable(table) ? daemonColumns : hostColumns;
  return table.names.filter((name) => known.includes(name));
}

function unusedColumns(file: string, table: Table): readonly string[] {
  const used = usedColumns(table);
  const known: readonly string[] = isDaemonTable(table) ? daemonColumns : hostColumns;
  const free = known.filter((name) => !used.includes(name));
  const unused = table.names.filter((name) => !used.includes(name));
  if (unused.length === 0) return [];
  const described = unused.map((name) => {
    const meant = nearest(name, free);
    return meant === null ? name : `${name} (did you mean ${meant}?)`;
  });
  return [`${file}: not used: ${described.join(", ")}.`];
}
