import { describe, expect, it } from "vitest";
import { cells, chart, long, many, pointers } from "./break-blocks.ts";
import { goodBlocks, richText } from "./good-blocks.ts";

describe("a table or chart", () => {
  const broken: [string, unknown, string][] = [
    ["101 rows", { type: "table", rows: many(101, () => cells(1)) }, "/rows"],
    ["21 columns", { type: "table", rows: [cells(21)] }, "/rows/0"],
    ["rows of unequal length", { type: "table", rows: [cells(1), cells(2)] }, "/rows"],
    ["10 001 characters", { type: "table", rows: [[{ type: "raw_text", text: long(10_001) }]] }, "/rows"],
    ["an empty cell", { type: "table", rows: [cells(1, "")] }, "/rows/0/0/text"],
    ["a cell in mrkdwn", { type: "table", rows: [[{ type: "mrkdwn", text: "a" }]] }, "/rows/0/0/type"],
    [
      "settings for more columns than there are",
      { type: "table", rows: [cells(1)], column_settings: [{}, {}] },
      "/column_settings",
    ],
    ["a data table without a caption", { type: "data_table", rows: [cells(1), cells(1)] }, "/caption"],
    ["a data table with a header only", { type: "data_table", caption: "a", rows: [cells(1)] }, "/rows"],
    ["a data table with pages of 101 rows", { ...goodBlocks.data_table, page_size: 101 }, "/page_size"],
    [
      "a data table with rich text in its header",
      { type: "data_table", caption: "a", rows: [[richText], [richText]] },
      "/rows/0",
    ],
    [
      "a data table whose row header is no column",
      { ...goodBlocks.data_table, row_header_column_index: 2 },
      "/row_header_column_index",
    ],
    ["a chart title of 51 characters", { ...goodBlocks.data_visualization, title: long(51) }, "/title"],
    [
      "seven series",
      chart({ series: many(7, (index) => ({ ...goodBlocks.data_visualization.chart.series[0], name: `s${index}` })) }),
      "/chart/series",
    ],
    [
      "two series of one name",
      chart({ series: many(2, () => goodBlocks.data_visualization.chart.series[0]) }),
      "/chart/series",
    ],
    [
      "a series without a point for every category",
      chart({ series: [{ name: "a", data: [{ label: "10:00", value: 1 }] }] }),
      "/chart/series",
    ],
    ["a category of 21 characters", chart({}, { categories: [long(21), "10:05"] }), "/chart/axis_config/categories/0"],
    ["a category twice", chart({}, { categories: ["10:00", "10:00"] }), "/chart/axis_config/categories"],
    ["an axis title of 51 characters", chart({}, { y_label: long(51) }), "/chart/axis_config/y_label"],
    [
      "21 points",
      chart(
        { series: [{ name: "a", data: many(21, (index) => ({ label: `${index}`, value: 1 })) }] },
        { categories: many(21, String) },
      ),
      "/chart/axis_config/categories",
    ],
    [
      "a point without a number",
      chart({ series: [{ name: "a", data: [{ label: "10:00", value: null }] }] }),
      "/chart/series/0/data/0/value",
    ],
    [
      "a pie with nothing in a slice",
      { ...goodBlocks.data_visualization, chart: { type: "pie", segments: [{ label: "a", value: 0 }] } },
      "/chart/segments/0/value",
    ],
    [
      "seven slices",
      {
        ...goodBlocks.data_visualization,
        chart: { type: "pie", segments: many(7, (index) => ({ label: `${index}`, value: 1 })) },
      },
      "/chart/segments",
    ],
  ];
  it.each(broken)("is refused for %s", (_what, block, pointer) => {
    expect(pointers([block])).toContain(`/blocks/0${pointer}`);
  });
});
