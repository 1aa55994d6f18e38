import { readFile, stat } from "node:fs/promises";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { readTable, type Table, type WantedTable } from "./read-table.ts";

/** A month of readings every 15 s with every column there is takes 30 MB. */
const fileBytesMax = 512 * 1024 ** 2;

/** A CSV file as a table. The error says file, line and column, and what was expected there. */
export async function loadTable(file: string, wanted: WantedTable): Promise<Result<Table, string>> {
  const text = await textOf(file);
  if (!text.ok) return text;
  const table = readTable(text.value, wanted);
  if (table.ok) return table;
  const { line, column, sentence } = table.error;
  const place = [file, ...(line === null ? [] : [`line ${line}`]), ...(column === null ? [] : [`column ${column}`])];
  return fail(`${place.join(", ")}: ${sentence}`);
}

async function textOf(file: string): Promise<Result<string, string>> {
  try {
    const { size } = await stat(file);
    if (size > fileBytesMax)
      return fail(`${file}: It has more than 512 MiB: split it by time, and take one part after the other.`);
    return succeed(await readFile(file, "utf8"));
  } catch (error) {
    return fail(`${file}: ${whyUnread(error)}`);
  }
}

/** What to do, for what happens to people; the system's own words for the rest. */
const remedies: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file. Is its name right, and is it in this folder?",
  EISDIR: "It is a folder: name the CSV files in it.",
  EACCES: "It may not be read by this user: change its permissions, or copy it.",
};

function whyUnread(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return remedies[code] ?? `It cannot be read (${error instanceof Error ? error.message : String(error)}).`;
}
