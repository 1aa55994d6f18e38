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
    ["nothing at all", "", null, null, /^There is no reading in it: expected a line of column names/],
    ["a header alone", "t_seconds,rss_anon_kb\n", null, null, /^There is no reading in it/],
    ["no time", "rss_anon_kb,swap_kb\n1,2\n", 1, null, /^The column t_seconds is missing: expected a first line/],
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
