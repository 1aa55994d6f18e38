import { z } from "zod";
import { identifier } from "./composition.ts";
import { richText } from "./rich-text.ts";
import { objectsIn } from "./walk.ts";

/** Slack counts the characters of all cells of a table together. */
const TABLE_CHARACTERS_MAX = 10_000;
const COLUMNS_MAX = 20;

const rawText = z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) });
const rawNumber = z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: z.string().min(1) });
const cell = z.discriminatedUnion("type", [rawText, rawNumber, richText]);
const row = z.array(cell).min(1).max(COLUMNS_MAX);

type Rows = readonly (readonly unknown[])[];

const EQUAL_ROWS = { error: "must have rows of equal length", path: ["rows"] };
const FEW_CHARACTERS = { error: `must have at most ${TABLE_CHARACTERS_MAX} characters in all cells`, path: ["rows"] };

export const table = z
  .strictObject({
    type: z.literal("table"),
    block_id: identifier.optional(),
    rows: z.array(row).min(1).max(100),
    column_settings: z
      .array(
        z.strictObject({ align: z.enum(["left", "center", "right"]).optional(), is_wrapped: z.boolean().optional() }),
      )
      .max(COLUMNS_MAX)
      .optional(),
  })
  .refine((block) => areEqual(block.rows), EQUAL_ROWS)
  .refine((block) => isShort(block.rows), FEW_CHARACTERS)
  .refine((block) => (block.column_settings?.length ?? 0) <= (block.rows[0]?.length ?? 0), {
    error: "must not have more entries than the table has columns",
    path: ["column_settings"],
  });

export const dataTable = z
  .strictObject({
    type: z.literal("data_table"),
    block_id: identifier.optional(),
    caption: z.string().min(1),
    rows: z.array(row).min(2).max(101),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine((block) => areEqual(block.rows), EQUAL_ROWS)
  .refine((block) => isShort(block.rows), FEW_CHARACTERS)
  .refine((block) => (block.rows[0] ?? []).every((head) => head.type !== "rich_text"), {
    error: "must have no rich_text in its first row, the header",
    path: ["rows", 0],
  })
  .refine((block) => (block.row_header_column_index ?? 0) < (block.rows[0]?.length ?? 0), {
    error: "must be the index of a column",
    path: ["row_header_column_index"],
  });

function areEqual(rows: Rows): boolean {
  return rows.every((each) => each.length === rows[0]?.length);
}

function isShort(rows: Rows): boolean {
  let characters = 0;
  for (const { object } of objectsIn(rows)) if (typeof object.text === "string") characters += object.text.length;
  return characters <= TABLE_CHARACTERS_MAX;
}

/** Slack's documents say 6 series or segments; some libraries allow 12. */
const SERIES_MAX = 6;
const POINTS_MAX = 20;

const label = z.string().min(1).max(20);
const axisLabel = z.string().min(1).max(50).optional();

const series = z.strictObject({
  name: label,
  data: z
    .array(z.strictObject({ label, value: z.number() }))
    .min(1)
    .max(POINTS_MAX),
});

function xyChart<T extends "line" | "bar" | "area">(type: T) {
  return z
    .strictObject({
      type: z.literal(type),
      series: z.array(series).min(1).max(SERIES_MAX),
      axis_config: z.strictObject({
        categories: z.array(label).min(1).max(POINTS_MAX),
        x_label: axisLabel,
        y_label: axisLabel,
      }),
    })
    .refine((chart) => areUnique(chart.axis_config.categories), {
      error: "must be unique",
      path: ["axis_config", "categories"],
    })
    .refine((chart) => areUnique(chart.series.map((each) => each.name)), {
      error: "must have unique names",
      path: ["series"],
    })
    .refine((chart) => chart.series.every((each) => coversAll(each.data, chart.axis_config.categories)), {
      error: "must have one point for every category, in the same order",
      path: ["series"],
    });
}

const pie = z
  .strictObject({
    type: z.literal("pie"),
    segments: z
      .array(z.strictObject({ label, value: z.number().positive() }))
      .min(1)
      .max(SERIES_MAX),
  })
  .refine((chart) => areUnique(chart.segments.map((each) => each.label)), {
    error: "must have unique labels",
    path: ["segments"],
  });

export const dataVisualization = z.strictObject({
  type: z.literal("data_visualization"),
  block_id: identifier.optional(),
  title: z.string().min(1).max(50),
  chart: z.discriminatedUnion("type", [xyChart("line"), xyChart("bar"), xyChart("area"), pie]),
});

function areUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function coversAll(points: readonly { readonly label: string }[], categories: readonly string[]): boolean {
  return points.length === categories.length && points.every((point, index) => point.label === categories[index]);
}
