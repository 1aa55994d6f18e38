/** How wide a table may become, and which of its columns are left out one after the other until it does. */
export interface TableFit {
  /** Null for no bound: the output goes to a file or another program. */
  readonly width: number | null;
  readonly spare: readonly number[];
}

/** Rows of plain texts as aligned columns, the last one unpadded; no line ends in a space. */
export function renderTable(rows: readonly (readonly string[])[], fit: TableFit = { width: null, spare: [] }): string {
  const lines = linesOf(rows);
  const widest = Math.max(0, ...lines.map((line) => [...line].length));
  const [spared, ...spare] = fit.spare;
  if (fit.width === null || widest <= fit.width || spared === undefined) return lines.join("\n");
  const left = spare.map((column) => (column > spared ? column - 1 : column));
  return renderTable(
    rows.map((row) => row.toSpliced(spared, 1)),
    { width: fit.width, spare: left },
  );
}

function linesOf(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? "")].length)),
  );
  return rows.map((row) => renderRow(row, widths));
}

function renderRow(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length));
  return cells.join("  ").trimEnd();
}
