import { button, el, freshId } from "../dom.ts";
import type { Fields } from "../json.ts";
import { textOf } from "../json.ts";
import { renderPlain } from "../mrkdwn-dom.ts";
import { scrollBox } from "./cell.ts";
import { type Chart, formatValue, type PlotChart, parseChart } from "./chart.ts";
import { renderPie } from "./chart-pie.ts";
import { renderPlot } from "./chart-plot.ts";

/** A chart with its legend and the same figures as a table: always there for screen readers, for everybody on demand. */
export function renderDataVisualization(block: Fields): HTMLElement {
  const chart = parseChart(block);
  const title = el("figcaption", {}, renderPlain(textOf(block.title)));
  if (chart === null) return el("figure", {}, title, el("p", { class: "unsupported" }, "unsupported chart"));
  return el("figure", {}, title, ...pictureOf(chart), ...tableOf(chart));
}

function pictureOf(chart: Chart): readonly HTMLElement[] {
  if (chart.kind === "pie") {
    const total = chart.segments.reduce((sum, each) => sum + each.value, 0) || 1;
    const entries = chart.segments.map((each) => `${each.label} · ${Math.round((each.value / total) * 100)} %`);
    return [el("div", { class: "pie-box" }, renderPie(chart), legend(entries, "pie"))];
  }
  const axes = [chart.yLabel, chart.xLabel].filter((label) => label !== "").join(" by ");
  return [
    axes === "" ? null : el("p", { class: "axes" }, axes),
    renderPlot(chart),
    legend(chart.series.map(nowOf), chart.kind),
  ].filter((node) => node !== null);
}

function nowOf(series: PlotChart["series"][number]): string {
  const last = series.values.findLast((value) => value !== null);
  return last === null || last === undefined ? series.name : `${series.name} · last ${formatValue(last)}`;
}

function legend(entries: readonly string[], kind: Chart["kind"]): HTMLElement {
  const items = entries.map((entry, place) =>
    el("li", {}, el("span", { class: `key key-${kind} key-${place}`, "aria-hidden": "true" }), entry),
  );
  return el("ul", { class: "legend" }, ...items);
}

function tableOf(chart: Chart): readonly HTMLElement[] {
  const id = freshId("chart-table");
  const box = el("div", { id, class: "chart-table spoken" }, scrollBox(`${chart.title} as a table`, figures(chart)));
  const region = box.firstElementChild;
  // Hidden from sight it must not take a stop of the Tab key either.
  region?.setAttribute("tabindex", "-1");
  const toggle = button({ class: "link", "aria-expanded": "false", "aria-controls": id }, () => {
    const shown = box.classList.toggle("spoken") === false;
    toggle.setAttribute("aria-expanded", String(shown));
    region?.setAttribute("tabindex", shown ? "0" : "-1");
    toggle.textContent = shown ? "Hide table" : "Show as table";
  });
  toggle.textContent = "Show as table";
  return [toggle, box];
}

function figures(chart: Chart): HTMLElement {
  const columns = chart.kind === "pie" ? ["Value"] : chart.series.map((each) => each.name);
  const rows =
    chart.kind === "pie"
      ? chart.segments.map((each) => [each.label, formatValue(each.value)])
      : chart.categories.map((category, index) => [
          category,
          ...chart.series.map((each) => cellOf(each.values[index])),
        ]);
  const first = chart.kind === "pie" ? "Part" : chart.xLabel || "Point";
  const head = [first, ...columns].map((name, column) =>
    el("th", { scope: "col", class: column === 0 ? "align-left" : "align-right" }, name),
  );
  const body = rows.map(([name = "", ...values]) =>
    el("tr", {}, el("th", { scope: "row" }, name), ...values.map((value) => el("td", { class: "align-right" }, value))),
  );
  return el(
    "table",
    {},
    el("caption", {}, chart.title),
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...body),
  );
}

function cellOf(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : formatValue(value);
}
