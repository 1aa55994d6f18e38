import { el, svg } from "../dom.ts";
import { describeChart, formatValue, type PlotChart } from "./chart.ts";
import { type Scale, scaleOf, shownLabels } from "./chart-scale.ts";

/** Narrower than a phone's message column no chart is drawn; before the first layout the width is unknown. */
const WIDTH_MIN = 220;
const WIDTH_FIRST = 480;

/** A line, area or bar chart that follows the width it is given and names the values under the pointer. */
export function renderPlot(chart: PlotChart): HTMLElement {
  const box = el("div", { class: "plot" });
  const tip = el("div", { class: "plot-tip", hidden: true, "aria-hidden": "true" });
  let width = 0;
  const draw = (next: number) => {
    if (next === width) return;
    width = next;
    const scale = scaleOf(chart, width, formatValue);
    const picture = drawPlot(chart, scale);
    followPointer({ picture, tip, chart, scale });
    box.replaceChildren(picture, tip);
  };
  draw(WIDTH_FIRST);
  new ResizeObserver(([entry]) => {
    if (entry !== undefined) draw(Math.max(WIDTH_MIN, Math.floor(entry.contentRect.width)));
  }).observe(box);
  return box;
}

function drawPlot(chart: PlotChart, scale: Scale): SVGSVGElement {
  const shapes = chart.kind === "bar" ? bars(chart, scale) : lines(chart, scale);
  return svg(
    "svg",
    {
      width: scale.width,
      height: scale.height,
      viewBox: `0 0 ${scale.width} ${scale.height}`,
      role: "img",
      "aria-label": describeChart(chart),
    },
    ...grid(scale),
    ...labels(chart, scale),
    ...shapes,
    svg("line", { class: "plot-cursor", y1: scale.top, y2: scale.bottom, x1: -10, x2: -10 }),
  );
}

function grid(scale: Scale): readonly SVGElement[] {
  return scale.ticks.flatMap((tick) => [
    svg("line", {
      class: tick === 0 ? "axis" : "grid",
      x1: scale.left,
      x2: scale.right,
      y1: scale.y(tick),
      y2: scale.y(tick),
    }),
    svg(
      "text",
      { class: "axis-text", x: scale.left - 8, y: scale.y(tick) + 4, "text-anchor": "end" },
      formatValue(tick),
    ),
  ]);
}

function labels(chart: PlotChart, scale: Scale): readonly SVGElement[] {
  const last = chart.categories.length - 1;
  return shownLabels(chart.categories, scale).map((index) => {
    const anchor =
      chart.kind !== "bar" && index === last && last > 0
        ? "end"
        : chart.kind !== "bar" && index === 0 && last > 0
          ? "start"
          : "middle";
    return svg(
      "text",
      { class: "axis-text", x: scale.x(index), y: scale.height - 8, "text-anchor": anchor },
      chart.categories[index],
    );
  });
}

function lines(chart: PlotChart, scale: Scale): readonly SVGElement[] {
  return chart.series.flatMap((series, place) => {
    const runs = runsOf(series.values).map((run) =>
      run.map(([index, value]) => `${round(scale.x(index))} ${round(scale.y(value))}`),
    );
    const fills =
      chart.kind !== "area"
        ? []
        : runsOf(series.values).map((run, at) => areaOf(run, { path: runs[at] ?? [], scale, place }));
    const strokes = runs.map((points) =>
      points.length === 1
        ? svg("circle", { class: `fill-${place}`, cx: points[0]?.split(" ")[0], cy: points[0]?.split(" ")[1], r: 3 })
        : svg("path", { class: `line line-${place}`, d: `M${points.join("L")}` }),
    );
    return [...fills, ...strokes];
  });
}

type Point = readonly [index: number, value: number];

function areaOf(run: readonly Point[], drawing: { path: readonly string[]; scale: Scale; place: number }): SVGElement {
  const { path, scale, place } = drawing;
  const [from, to] = [scale.x(run[0]?.[0] ?? 0), scale.x(run.at(-1)?.[0] ?? 0)];
  const floor = round(scale.y(0));
  return svg("path", {
    class: `area fill-${place}`,
    d: `M${round(from)} ${floor}L${path.join("L")}L${round(to)} ${floor}Z`,
  });
}

/** Stretches without a gap: an absent value breaks the line instead of counting as zero. */
function runsOf(values: readonly (number | null)[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push([index, value]);
  }
  return runs.filter((run) => run.length > 0);
}

function bars(chart: PlotChart, scale: Scale): readonly SVGElement[] {
  const room = Math.min(scale.step * 0.76, 56 * chart.series.length);
  const width = room / Math.max(1, chart.series.length);
  return chart.series.flatMap((series, place) =>
    series.values.flatMap((value, index) => {
      if (value === null) return [];
      const [top, floor] = [Math.min(scale.y(value), scale.y(0)), Math.max(scale.y(value), scale.y(0))];
      const x = scale.x(index) - room / 2 + place * width;
      return [
        svg("rect", {
          class: `fill-${place}`,
          x: round(x),
          y: round(top),
          width: round(Math.max(1, width - 2)),
          height: round(floor - top),
          rx: 2,
        }),
      ];
    }),
  );
}

function followPointer(drawing: { picture: SVGSVGElement; tip: HTMLElement; chart: PlotChart; scale: Scale }): void {
  const { picture, tip, chart, scale } = drawing;
  const cursor = picture.querySelector(".plot-cursor");
  picture.addEventListener("pointermove", (event) => {
    const at = event.clientX - picture.getBoundingClientRect().left;
    const index = Math.max(0, Math.min(chart.categories.length - 1, Math.round((at - scale.x(0)) / scale.step)));
    cursor?.setAttribute("x1", String(scale.x(index)));
    cursor?.setAttribute("x2", String(scale.x(index)));
    tip.hidden = false;
    tip.replaceChildren(
      el("strong", {}, chart.categories[index]),
      ...chart.series.map((each) => el("div", {}, `${each.name}: ${valueText(each.values[index])}`)),
    );
    // Keeps the box inside the drawing on either side.
    const left = scale.x(index) > scale.width / 2 ? scale.x(index) - tip.offsetWidth - 10 : scale.x(index) + 10;
    tip.style.transform = `translate(${Math.round(left)}px, ${scale.top}px)`;
  });
  picture.addEventListener("pointerleave", () => {
    tip.hidden = true;
    cursor?.setAttribute("x1", "-10");
    cursor?.setAttribute("x2", "-10");
  });
}

function valueText(value: number | null | undefined): string {
  return value === null || value === undefined ? "no value" : formatValue(value);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
