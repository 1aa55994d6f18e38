import type { HeapPoint } from "../../domain/heap/heap-point.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { loadTable } from "./load-table.ts";
import { namesPhrase, type Table } from "./read-table.ts";
import { rowOrder } from "./row-order.ts";
import { findSizeColumn, type SizeColumn, sizeNames } from "./size-column.ts";

/** What a CSV file holds of one daemon's heap. */
export interface RecordedHeap {
  /** In the order of the file. */
  readonly points: readonly HeapPoint[];
  /** What to know of the file, as sentences. */
  readonly notes: readonly string[];
}

const times = ["t", "time", "timestamp", "seconds"];
/** The better measure first. */
const residents = ["rss_anon", "anon", "pss_anon", "rss"];
const swaps = ["swap", "swap_pss"];
const others = ["t_seconds", "cpu_ticks", "pid", "start_time"];

/**
 * One daemon's recording: `t_seconds, rss_anon_kb, swap_kb` and where there are any `cpu_ticks, pid, start_time`; also
 * `t, rss, swap` as other programs write them. The error says file, line and column, and what was expected.
 */
export async function loadHeap(file: string): Promise<Result<RecordedHeap, string>> {
  const columns = new Set([...others, ...sizeNames(residents), ...sizeNames(swaps)]);
  const loaded = await loadTable(file, { columns, times, mayGoBack: true });
  if (!loaded.ok) return loaded;
  const table = loaded.value;
  const resident = findSizeColumn(table, residents);
  if (resident === null) {
    const found = `There is no size of a heap among ${namesPhrase(table.names)}`;
    return fail(`${file}, line 1: ${found}: expected a column rss_anon_kb, and swap_kb beside it.`);
  }
  const swap = findSizeColumn(table, swaps, resident.unit);
  const points = pointsOf(table, resident, swap);
  if (points.length === 0)
    return fail(`${file}: No line holds the daemon's size: expected figures in ${resident.name}.`);
  return succeed({ points, notes: notesOf({ file, table, resident, swap }) });
}

function pointsOf(table: Table, resident: SizeColumn, swap: SizeColumn | null): readonly HeapPoint[] {
  const scale = timeScale(table);
  const named = epochNames(table);
  const points: HeapPoint[] = [];
  for (const row of rowOrder(table).rows) {
    const held = sizeIn(table, row, resident);
    const swapped = swap === null ? 0 : sizeIn(table, row, swap);
    const epoch = named(row);
    // A daemon that is down, or whose size is not known whole, has no heap: 0 would be a fall.
    if (held === null || swapped === null || table.cell(row, "pid") === 0) continue;
    const t = Number(table.cell(row, "t_seconds")) / scale;
    points.push({ t, heapBytes: held + swapped, cpuTicks: table.cell(row, "cpu_ticks"), epoch });
  }
  return points;
}

function sizeIn(table: Table, row: number, { name, unit }: SizeColumn): number | null {
  const size = table.cell(row, name);
  return size === null ? null : Math.round(size * unit);
}

/** What 1 s is in the clock's own unit: as seconds these figures would be the year 5138, so they are finer. */
const finerClocks = [
  { from: 1e17, scale: 1e9 },
  { from: 1e14, scale: 1e6 },
  { from: 1e11, scale: 1e3 },
];

function timeScale(table: Table): number {
  const last = Number(table.cell(table.rows - 1, "t_seconds"));
  return finerClocks.find(({ from }) => last >= from)?.scale ?? 1;
}

/** A sum over processes falls when one of them ends, but seldom to less than this. */
const ticksFallRatio = 0.5;

/**
 * Process and start together, row after row. In a container every process has the number 1: where no start is recorded,
 * CPU time that falls tells of another one. Null where neither is recorded, so that the model itself looks.
 */
function epochNames(table: Table): (row: number) => string | null {
  const columns = ["pid", "start_time"].filter((name) => table.names.includes(name));
  let before = 0;
  let starts = 0;
  return (row) => {
    const ticks = table.cell(row, "cpu_ticks");
    if (ticks !== null && ticks < before * ticksFallRatio) starts += 1;
    before = ticks ?? before;
    const cells = columns.map((name) => table.cell(row, name));
    if (columns.length === 0 || cells.includes(null)) return null;
    return [...cells, ...(columns.includes("start_time") ? [] : [starts])].join("/");
  };
}

interface Noted {
  readonly file: string;
  readonly table: Table;
  readonly resident: SizeColumn;
  readonly swap: SizeColumn | null;
}

function notesOf({ file, table, resident, swap }: Noted): readonly string[] {
  const unit = resident.unit === 1 ? "bytes" : "KiB";
  const isAnon = resident.name.includes("anon");
  return [
    ...(resident.isGuessed
      ? [
          `${file}: ${resident.name} is taken to be in ${unit}; call the column ${resident.name}_bytes or ${resident.name}_kb to say it.`,
        ]
      : []),
    ...(isAnon ? [] : [`${file}: ${resident.name} counts pages of files too; rss_anon_kb would not.`]),
    ...(swap?.isGuessed === true && !resident.isGuessed
      ? [`${file}: ${swap.name} is taken to be in the unit of ${resident.name}.`]
      : []),
    ...(swap === null ? [`${file}: There is no swap_kb: what was swapped out looks as if it were freed.`] : []),
    ...rowOrder(table).notes.map((note) => `${file}: ${note}`),
  ];
}
