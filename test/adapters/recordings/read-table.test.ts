import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "../../../src/adapters/recordings/read-table.ts";

const columns = new Set(["t_seconds", "rss_anon_kb", "swap_kb"]);
const wanted = { columns };

function rowsOf(text: string): readonly (number | null)[][] {
  const read = readTable(text, wanted);
  if (!read.ok) throw new Error(read.error.sentence);
  const { value } = read;
  return Array.from({ length: value.rows }, (_, row) => [...columns].map((name) => value.cell(row, name)));
}

describe("a recording as CSV", () => {
  it("is read by the names of its columns, in whichever order, beside columns that mean nothing", () => {
    expect(rowsOf("nreq,swap_kb,t_seconds,rss_anon_kb\nmany,1,0,956\nfew,2,60,1288\n")).toEqual([
      [0, 956, 1],
      [60, 1288, 2],
    ]);
  });

  it("has null, never 0, for a cell that is empty and a column that is not there", () => {
    expect(rowsOf("t_seconds,rss_anon_kb\n0,\n")).toEqual([[0, null, null]]);
  });

  it("may begin with a byte order mark, end lines as Windows does, and hold comments and empty lines", () => {
    expect(rowsOf("\uFEFFt_seconds,rss_anon_kb\r\n# a note\r\n\r\n 0 , 5 \r\n1.5,6e2")).toEqual([
      [0, 5, null],
      [1.5, 600, null],
    ]);
  });

  it.each([
    ["semicolons", "t_seconds;rss_anon_kb\n0;5\n"],
    ["semicolons and decimal commas", "t_seconds;rss_anon_kb\n0,0;5,0\n"],
    ["tabs", "t_seconds\trss_anon_kb\n0\t5\n"],
    ["large letters in its names", "T_Seconds,RSS_Anon_KB\n0,5\n"],
    ["a comment that has other marks in it", "# one; two; three\nt_seconds,rss_anon_kb\n0,5\n"],
  ])("may have %s", (_, text) => {
    expect(rowsOf(text)).toEqual([[0, 5, null]]);
  });

  it.each([
    ["2026-11-01T03:00:00Z", 0],
    ["2026-11-01 03:00", 0],
    ["2026-11-01 03:00:00.500 UTC", 0.5],
    ["2026-11-01T04:00:00+01:00", 0],
    ["2026-11-01T04:00:00+0100", 0],
    ["2026-11-01 00:00-03", 0],
  ])("may tell its times as dates, in UTC where no zone is told: %s", (text, after) => {
    const from = Date.UTC(2026, 10, 1, 3) / 1000;
    expect(rowsOf(`t_seconds,rss_anon_kb\n${text},5\n`)).toEqual([[from + after, 5, null]]);
  });

  it.each([
    ["nothing at all", "", null, null, /^There is no reading in it: expected a line of column names/],
    ["a header alone", "t_seconds,rss_anon_kb\n", null, null, /^There is no reading in it/],
    [
      "no time",
      "rss_anon_kb,swap_kb\n1,2\n",
      1,
      null,
      /^The column t_seconds is missing among rss_anon_kb, swap_kb: expected a first line such as/,
    ],
    ["no names", "0,5\n60,5\n", 1, null, /^It holds figures and no names of columns: expected a first line such as/],
    ["no names before its dates", "2026-11-01T03:00Z,5\n", 1, null, /^It holds figures and no names of columns/],
    ["a date that is none", "t_seconds\n2026-13-01T03:00Z\n", 2, "t_seconds", /^"2026-13-01T03:00Z" is no time/],
    [
      "a day without its time",
      "t_seconds\n1 Nov 2026\n",
      2,
      "t_seconds",
      /or a date and time like 2026-11-01T03:00:00Z/,
    ],
    ["a date for a size", "t_seconds,swap_kb\n0,2026-11-01T03:00Z\n", 2, "swap_kb", /is no figure/],
    [
      "a unit in a cell",
      "t_seconds,swap_kb\n0,74 KiB\n",
      2,
      "swap_kb",
      /^"74 KiB" is no figure.* belongs to the column's/,
    ],
    ["a comma in a quoted cell", 't_seconds,swap_kb\n0,"5,1"\n', 2, "swap_kb", /^"5,1" is no figure/],
    ["two bytes a letter", "t\u0000_\u0000s\u0000", null, null, /^It is no text in UTF-8: .*iconv/],
    ["bytes that are no text", "\uFFFD\uFFFD,", null, null, /^It is no text in UTF-8/],
    ["a name twice", "t_seconds,swap_kb,swap_kb\n1,2,3\n", 1, "swap_kb", /^The column is there twice/],
    [
      "a word",
      "t_seconds,swap_kb\n0,1\n15,much\n",
      3,
      "swap_kb",
      /^"much" is no figure: expected a number of 0 or more/,
    ],
    ["a negative number", "t_seconds,swap_kb\n0,-1\n", 2, "swap_kb", /^"-1" is no figure/],
    ["what is no number to anybody", "t_seconds,swap_kb\n0,NaN\n", 2, "swap_kb", /^"NaN" is no figure/],
    ["a number beyond all numbers", "t_seconds,swap_kb\n0,9e999\n", 2, "swap_kb", /^"9e999" is no figure/],
    ["a reading without its time", "t_seconds,swap_kb\n,1\n", 2, "t_seconds", /^It is empty: expected seconds/],
    ["a time again", "t_seconds,swap_kb\n15,1\n15,1\n", 3, "t_seconds", /^15 is not after the 15 of the row before/],
    ["a cell too few", "t_seconds,swap_kb\n0,1\n15\n", 3, null, /^It has another number of cells/],
    ["a cell too many", "t_seconds,swap_kb\n0,1,2\n", 2, null, /^It has another number of cells/],
    ["an open quote", 't_seconds,swap_kb\n0,"1\n', 2, null, /^It is no CSV/],
  ])("with %s is refused, with line and column and what was expected", (...[, text, line, column, sentence]) => {
    const read = readTable(text, wanted);
    expect(read).toEqual({ ok: false, error: { line, column, sentence: expect.stringMatching(sentence) } });
  });

  it("shows no more than the beginning of a long cell", () => {
    const read = readTable(`t_seconds,swap_kb\n0,${"x".repeat(5000)}\n`, wanted);
    expect(read.ok ? "" : read.error.sentence.length).toBeLessThan(120);
  });

  it("gives back every figure that was written", () => {
    const figure = fc.option(fc.integer({ min: 0, max: 2 ** 53 }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(figure, figure), { minLength: 1, maxLength: 30 }), (rows) => {
        const lines = rows.map(([heap, swap], row) => `${row * 15},${heap ?? ""},${swap ?? ""}`);
        expect(rowsOf(["t_seconds,rss_anon_kb,swap_kb", ...lines].join("\n"))).toEqual(
          rows.map(([heap, swap], row) => [row * 15, heap, swap]),
        );
      }),
    );
  });

  it("never throws, whatever the text", () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom("t_seconds,swap_kb\n", "1,2\n", '"', "\n", ",", "#", "\r"));
    fc.assert(fc.property(fc.array(piece), (pieces) => void readTable(pieces.join(""), wanted)));
  });
});
