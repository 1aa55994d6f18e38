import { describe, expect, it } from "vitest";
import { renderTable } from "../../src/cli/table.ts";

const rows = [
  ["NAME", "STATE", "AGE"],
  ["zope", "up", "3 h"],
];

describe("a table in the terminal", () => {
  it("aligns its columns and ends no line with a space", () => {
    expect(renderTable([...rows, ["x", "", ""]])).toBe("NAME  STATE  AGE\nzope  up     3 h\nx");
  });

  it.each([
    [null, "NAME  STATE  AGE\nzope  up     3 h"],
    [16, "NAME  STATE  AGE\nzope  up     3 h"],
    [15, "NAME  AGE\nzope  3 h"],
    [8, "NAME\nzope"],
    [1, "NAME\nzope"],
  ])("leaves spare columns out, the first first, until it fits %s characters", (width, table) => {
    expect(renderTable(rows, { width, spare: [1, 2] })).toBe(table);
  });
});
