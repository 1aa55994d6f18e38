import { CsvError, parse } from "csv-parse/sync";
import { fail, type Result, succeed } from "../../domain/result.ts";

/** A CSV file whose first line names its columns and all of whose cells are numbers. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: number;
  /** A cell; null where it is empty or there is no such column. */
  cell(row: number, name: string): number | null;
}

/** What is wrong with a file, where. The sentence says what was expected. */
export interface TableFault {
  /** From 1 on; null for a fault of the file as a whole. */
  readonly line: number | null;
  readonly column: string | null;
  readonly sentence: string;
}

export interface WantedTable {
  /** Only these columns are kept: 170,000 rows of twenty are 27 MB, and half a million strings would be ten times that. */
  readonly columns: ReadonlySet<string>;
  /** What the column of time may be called; it is read as `t_seconds`. */
  readonly times?: readonly string[];
  /** A clock that was set back, or files put behind one another: left to whoever asks. Else it is a fault. */
  readonly mayGoBack?: boolean;
}

export function readTable(text: string, wanted: WantedTable): Result<Table, TableFault> {
  const reader = new RowReader(wanted);
  try {
    parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      comment: "#",
      on_record: (record: string[], { lines }) => {
        reader.take(record, lines);
        return null;
      },
    });
  } catch (error) {
    if (error instanceof Stop) return fail(error.fault);
    if (error instanceof CsvError) return fail(explainSyntax(error));
    throw error;
  }
  return reader.finish();
}

/** Leaves the parser at the first fault: after it nothing can be trusted. */
class Stop extends Error {
  readonly fault: TableFault;

  constructor(fault: TableFault) {
    super(fault.sentence);
    this.fault = fault;
  }
}

/** A cell's number, and NaN for an empty one. */
const numberText = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;
const shownMax = 40;
const time = "t_seconds";

class RowReader {
  readonly #wanted: WantedTable;
  #names: readonly string[] | null = null;
  #kept: readonly { readonly name: string; readonly place: number; readonly cells: number[] }[] = [];
  #rows = 0;

  constructor(wanted: WantedTable) {
    this.#wanted = wanted;
  }

  take(record: readonly string[], line: number): void {
    if (this.#names === null) {
      this.#takeHeader(record, line);
      return;
    }
    for (const { name, place, cells } of this.#kept) cells.push(numberOf(record[place] ?? "", name, line));
    this.#checkTime(line);
    this.#rows += 1;
  }

  finish(): Result<Table, TableFault> {
    if (this.#names === null || this.#rows === 0) {
      const sentence = "There is no reading in it: expected a line of column names, then a line for each reading.";
      return fail({ line: null, column: null, sentence });
    }
    const columns = new Map(this.#kept.map(({ name, cells }) => [name, Float64Array.from(cells)]));
    return succeed({
      names: this.#names,
      rows: this.#rows,
      cell(row, name) {
        const value = columns.get(name)?.[row];
        return value === undefined || Number.isNaN(value) ? null : value;
      },
    });
  }

  #takeHeader(typed: readonly string[], line: number): void {
    const { columns, times = [] } = this.#wanted;
    const clock = typed.includes(time) ? time : times.find((name) => typed.includes(name));
    const record = typed.map((name) => (name === clock ? time : name));
    const twice = record.find((name, place) => record.indexOf(name) !== place);
    if (twice !== undefined) throw stop(line, twice, "The column is there twice: expected each name once.");
    if (!record.includes(time)) {
      const sentence = `The column t_seconds is missing: expected a first line such as "t_seconds,rss_anon_kb,swap_kb".`;
      throw stop(line, null, sentence);
    }
    this.#names = record;
    this.#kept = record.flatMap((name, place) => (columns.has(name) ? [{ name, place, cells: [] }] : []));
  }

  #checkTime(line: number): void {
    const times = this.#kept.find(({ name }) => name === time)?.cells ?? [];
    const now = times[this.#rows] ?? Number.NaN;
    if (Number.isNaN(now)) throw stop(line, time, "It is empty: expected seconds, as a number.");
    if (this.#wanted.mayGoBack === true) return;
    const before = times[this.#rows - 1];
    if (before === undefined || now > before) return;
    throw stop(line, time, `${now} is not after the ${before} of the row before: expected rows in order of time.`);
  }
}

function numberOf(text: string, name: string, line: number): number {
  if (text === "") return Number.NaN;
  const value = numberText.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const shown = JSON.stringify(text.length > shownMax ? `${text.slice(0, shownMax)}…` : text);
  throw stop(line, name, `${shown} is no figure: expected a number of 0 or more, or nothing.`);
}

function stop(line: number, column: string | null, sentence: string): Stop {
  return new Stop({ line, column, sentence });
}

function explainSyntax(error: CsvError): TableFault {
  const line = typeof error["lines"] === "number" ? error["lines"] : null;
  const unequal = error.code.includes("INCONSISTENT") || error.code.includes("COLUMNS_LENGTH");
  const sentence = unequal
    ? "It has another number of cells than the first line: expected one cell for each column."
    : "It is no CSV: expected cells between commas, and a closing quote for each opening one.";
  return { line, column: null, sentence };
}
