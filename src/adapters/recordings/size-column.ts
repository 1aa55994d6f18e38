import type { Table } from "./read-table.ts";

/** Where a table has a size, and how many bytes its unit is. */
export interface SizeColumn {
  readonly name: string;
  readonly unit: number;
  /** The unit was not said by the name, but taken from the figures. */
  readonly isGuessed: boolean;
}

/** Behind the name: "rss_kb", "rss_mib". Programs that print kB mean 1,024 bytes, as the kernel does. */
const units: ReadonlyMap<string, number> = new Map([
  ["_kb", 1024],
  ["_kib", 1024],
  ["_mb", 1024 ** 2],
  ["_mib", 1024 ** 2],
  ["_gb", 1024 ** 3],
  ["_gib", 1024 ** 3],
  ["_bytes", 1],
]);

/** Every name that a size of these bases may have, the first of which is looked for first. */
export function sizeNames(bases: readonly string[]): readonly string[] {
  return bases.flatMap((base) => [...[...units.keys()].map((unit) => `${base}${unit}`), base]);
}

/** Null where the table has no such column. `bare` is the unit of a name that says none. */
export function findSizeColumn(table: Table, bases: readonly string[], bare: number | null = null): SizeColumn | null {
  const name = sizeNames(bases).find((each) => table.names.includes(each));
  if (name === undefined) return null;
  const unit = [...units].find(([end]) => name.endsWith(end))?.[1];
  return { name, unit: unit ?? bare ?? unitOfFigures(table, name), isGuessed: unit === undefined };
}

const pageBytes = 4096;
/** As KiB these would be 4 TiB, more than any one daemon holds. */
const bytesFrom = 2 ** 32;

/**
 * Memory comes in pages: where every figure is a whole number of pages, bytes were recorded, and else KiB as ps prints. Averages
 * of bytes are no whole pages, but mostly too many for KiB.
 */
function unitOfFigures(table: Table, name: string): number {
  const figures = new Set<number>();
  for (let row = 0; row < table.rows; row += 1) {
    const figure = table.cell(row, name);
    if (figure === null || figure === 0) continue;
    if (figure >= bytesFrom) return 1;
    if (figure % pageBytes !== 0) return 1024;
    figures.add(figure);
  }
  // One figure alone may be a whole number of pages by chance.
  return figures.size > 1 ? 1 : 1024;
}
