import type { NoticeChart } from "../../../domain/notice/notice.ts";
import { lineChart } from "./blocks.ts";
import { evenCourse } from "./even-course.ts";
import type { LineChartBlock } from "./message.ts";
import { roughSpan } from "./phrases.ts";
import { sparkline } from "./sparkline.ts";

/** Fewer points are no course. */
const pointsMin = 3;

export interface DrawnChart {
  readonly chart: LineChartBlock;
  /** The same as a line of mrkdwn. */
  readonly sparkline: string;
}

/** The course that a notice is about, with its limit as a second line; null where there are too few points for one. */
export function noticeChart(drawn: NoticeChart | null): DrawnChart | null {
  const told = drawn?.points.filter(({ value }) => Number.isFinite(value)) ?? [];
  const [first] = told;
  const last = told.at(-1);
  if (drawn === null || first === undefined || last === undefined || told.length < pointsMin) return null;
  const { points, labels } = evenCourse(told);
  const values = points.map(({ value }) => value);
  const title = `${drawn.title}, last ${roughSpan(last.at - first.at)}`;
  const course = { name: "now", values };
  const series = drawn.limit === null ? [course] : [course, limitLine(drawn.limit, values.length)];
  return {
    chart: lineChart({ title, categories: labels, series, xLabel: "minutes ago", yLabel: drawn.unit }),
    sparkline: sparkline(title, values, drawn.unit),
  };
}

/** Slack tells the lines of a chart apart by their names. */
function limitLine({ name, value }: NonNullable<NoticeChart["limit"]>, length: number) {
  return { name: name.trim() === "now" ? "limit" : name, values: Array.from({ length }, () => value) };
}
