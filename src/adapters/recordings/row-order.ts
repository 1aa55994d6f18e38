import type { Table } from "./read-table.ts";

export interface RowOrder {
  readonly rows: readonly number[];
  /** What was found, as sentences. */
  readonly notes: readonly string[];
}

/** A clock is set back now and then, and files are put behind one another: not at one row of twenty. */
const backRatioMax = 0.05;
const backMin = 2;

/**
 * Databases and dashboards give the newest first, or no order at all: then the times are the order. Where the time goes back
 * seldom, the rows stay as they are: what follows came later, whatever the clock says.
 */
export function rowOrder(table: Table): RowOrder {
  const times = Float64Array.from({ length: table.rows }, (_, row) => Number(table.cell(row, "t_seconds")));
  const rows = Array.from(times.keys());
  const count = times.reduce((back, now, row) => back + (now < Number(times[row - 1]) ? 1 : 0), 0);
  if (count === 0) return { rows, notes: [] };
  if (count >= backMin && count > backRatioMax * table.rows) {
    const sorted = rows.sort((one, other) => Number(times[one]) - Number(times[other]));
    return { rows: sorted, notes: ["Its lines are not in the order of time: they were put into it."] };
  }
  const how = count === 1 ? "once" : `${count} times`;
  return { rows, notes: [`The time goes back ${how}: what follows is taken to come right after what was before.`] };
}
