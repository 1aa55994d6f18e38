import { CsvError, parse } from "csv-parse/sync";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { areFigures, figureOf, secondsOfInstant } from "./cell-value.ts";
import { csvFormOf, isUtf8Text } from "./csv-form.ts";

/** A CSV file whose first line names its columns and all of whose cells are numbers, but for dates in the column of time. */
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
  if (!isUtf8Text(text)) return fail(noText);
  const { delimiter, decimalComma } = csvFormOf(text);
  const reader = new RowReader(wanted, decimalComma);
  try {
    parse(text, {
      bom: true,
      delimiter,
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

const noText: TableFault = {
  line: null,
  column: null,
  sentence:
    "It is no text in UTF-8: expected CSV. Unpack it if it is packed; a spreadsheet's is turned by iconv -f UTF-16 -t UTF-8.",
};

/** Leaves the parser at the first fault: after it nothing can be trusted. */
class Stop extends Error {
  readonly fault: TableFault;

  constructor(fault: TableFault) {
    super(fault.sentence);
    this.fault = fault;
  }
}

const shownMax = 40;
const namesShownMax = 120;
const time = "t_seconds";

class RowReader {
  readonly #wanted: WantedTable;
  readonly #decimalComma: boolean;
  #names: readonly string[] | null = null;
  #kept: readonly { readonly name: string; readonly place: number; readonly cells: number[] }[] = [];
  #rows = 0;

  constructor(wanted: WantedTable, decimalComma: boolean) {
    this.#wanted = wanted;
    this.#decimalComma = decimalComma;
  }

  take(record: readonly string[], line: number): void {
    if (this.#names === null) {
      this.#takeHeader(record, line);
      return;
    }
    for (const { name, place, cells } of this.#kept) cells.push(this.#valueOf(record[place] ?? "", name, line));
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

  #takeHeader(cells: readonly string[], line: number): void {
    if (areFigures(cells, this.#decimalComma))
      throw stop(line, null, `It holds figures and no names of columns: ${firstLine}.`);
    const { columns, times = [] } = this.#wanted;
    const typed = cells.map((cell) => {
      const name = cell.toLowerCase();
      return columns.has(name) || times.includes(name) ? name : cell;
    });
    const clock = typed.includes(time) ? time : times.find((name) => typed.includes(name));
    const record = typed.map((name) => (name === clock ? time : name));
    const twice = record.find((name, place) => record.indexOf(name) !== place);
    if (twice !== undefined) throw stop(line, twice, "The column is there twice: expected each name once.");
    if (!record.includes(time))
      throw stop(line, null, `The column t_seconds is missing among ${namesPhrase(cells)}: ${firstLine}.`);
    this.#names = record;
    this.#kept = record.flatMap((name, place) => (columns.has(name) ? [{ name, place, cells: [] }] : []));
  }

  /** NaN for an empty cell. */
  #valueOf(text: string, name: string, line: number): number {
    if (text === "") return Number.NaN;
    const figure = figureOf(text, this.#decimalComma);
    const value = name === time && Number.isNaN(figure) ? secondsOfInstant(text) : figure;
    if (Number.isFinite(value)) return value;
    const shown = JSON.stringify(text.length > shownMax ? `${text.slice(0, shownMax)}…` : text);
    throw stop(line, name, `${shown} is no ${name === time ? timeExpected : figureExpected}.${unitHint(text)}`);
  }

  #checkTime(line: number): void {
    const times = this.#kept.find(({ name }) => name === time)?.cells ?? [];
    const now = times[this.#rows] ?? Number.NaN;
    if (Number.isNaN(now)) throw stop(line, time, "It is empty: expected seconds, or a date and time.");
    if (this.#wanted.mayGoBack === true) return;
    const before = times[this.#rows - 1];
    if (before === undefined || now > before) return;
    throw stop(line, time, `${now} is not after the ${before} of the row before: expected rows in order of time.`);
  }
}

const firstLine = 'expected a first line such as "t_seconds,rss_anon_kb,swap_kb"';
const timeExpected = "time: expected seconds, as a number, or a date and time like 2026-11-01T03:00:00Z";
const figureExpected = "figure: expected a number of 0 or more, or nothing";

function unitHint(text: string): string {
  return /^[\d.,]+ ?[kmgt]i?b?$/i.test(text) ? " Its unit belongs to the column's name, as in rss_kb." : "";
}

/** For a message: "time, rss, swap". */
export function namesPhrase(names: readonly string[]): string {
  const all = names.join(", ");
  return all.length > namesShownMax ? `${all.slice(0, namesShownMax)}…` : all;
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
