import { type Fields, fieldsList, fieldsOf, numberOf, stringsOf, textOf } from "../json.ts";

export interface Series {
  readonly name: string;
  /** One value per category; null where the bot gave none. */
  readonly values: readonly (number | null)[];
}

/** A chart as its block describes it. */
export type Chart =
  | {
      readonly kind: "line" | "area" | "bar";
      readonly title: string;
      readonly categories: readonly string[];
      readonly series: readonly Series[];
      readonly xLabel: string;
      readonly yLabel: string;
    }
  | {
      readonly kind: "pie";
      readonly title: string;
      readonly segments: readonly { readonly label: string; readonly value: number }[];
    };

export type PlotChart = Exclude<Chart, { kind: "pie" }>;

/** Null for a chart of an unknown kind. */
export function parseChart(block: Fields): Chart | null {
  const chart = fieldsOf(block.chart);
  const title = textOf(block.title);
  const kind = textOf(chart.type);
  if (kind === "pie") {
    const segments = fieldsList(chart.segments).map((each) => ({
      label: textOf(each.label),
      value: Math.max(0, numberOf(each.value) ?? 0),
    }));
    return { kind, title, segments };
  }
  if (kind !== "line" && kind !== "area" && kind !== "bar") return null;
  const axis = fieldsOf(chart.axis_config);
  const categories = stringsOf(axis.categories);
  const series = fieldsList(chart.series).map((each) => ({
    name: textOf(each.name),
    values: valuesOf(each, categories),
  }));
  return { kind, title, categories, series, xLabel: textOf(axis.x_label), yLabel: textOf(axis.y_label) };
}

/** The chart in one sentence, for those who do not see it. */
export function describeChart(chart: Chart): string {
  if (chart.kind === "pie")
    return `${chart.title}, pie chart: ${chart.segments.map((each) => `${each.label} ${formatValue(each.value)}`).join(", ")}`;
  const words = chart.series.map((each) => {
    const values = each.values.filter((value) => value !== null);
    if (values.length === 0) return `${each.name}: no values`;
    return `${each.name} from ${formatValue(Math.min(...values))} to ${formatValue(Math.max(...values))}, last ${formatValue(values.at(-1) ?? 0)}`;
  });
  return `${chart.title}, ${chart.kind} chart of ${chart.categories.length} points: ${words.join("; ")}`;
}

/** A figure as short as its size allows: 0.25, 3.4, 128, 12,500. */
export function formatValue(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString(undefined, { maximumFractionDigits: digits });
}

function valuesOf(series: Fields, categories: readonly string[]): readonly (number | null)[] {
  const byLabel = new Map(fieldsList(series.data).map((point) => [textOf(point.label), numberOf(point.value) ?? null]));
  return categories.map((category) => byLabel.get(category) ?? null);
}
