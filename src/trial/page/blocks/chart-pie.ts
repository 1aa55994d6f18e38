import { svg } from "../dom.ts";
import { type Chart, describeChart } from "./chart.ts";

type Pie = Extract<Chart, { kind: "pie" }>;

const SIZE = 180;
const RADIUS = 80;

/** A ring whose slices start at the top and go clockwise in the order given. */
export function renderPie(chart: Pie): SVGSVGElement {
  const total = chart.segments.reduce((sum, each) => sum + each.value, 0);
  let from = 0;
  const slices = chart.segments.map((segment, place) => {
    const share = total === 0 ? 0 : segment.value / total;
    const slice = sliceOf(from, from + share);
    from += share;
    return svg("path", { class: `slice fill-${place}`, d: slice });
  });
  const hole = svg("circle", { class: "pie-hole", cx: SIZE / 2, cy: SIZE / 2, r: RADIUS * 0.56 });
  return svg(
    "svg",
    { class: "pie", viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", "aria-label": describeChart(chart) },
    ...slices,
    hole,
  );
}

function sliceOf(from: number, to: number): string {
  const middle = SIZE / 2;
  // An arc cannot end where it began, so that a whole circle stops just short of it.
  const [start, end] = [point(from), point(Math.min(to, from + 0.99999))];
  return `M${middle} ${middle}L${start}A${RADIUS} ${RADIUS} 0 ${to - from > 0.5 ? 1 : 0} 1 ${end}Z`;
}

function point(share: number): string {
  const angle = share * 2 * Math.PI - Math.PI / 2;
  return `${(SIZE / 2 + RADIUS * Math.cos(angle)).toFixed(2)} ${(SIZE / 2 + RADIUS * Math.sin(angle)).toFixed(2)}`;
}
