import { worstFirst } from "../../../domain/diagnosis/standing.ts";
import type { HistoryPoint } from "../../../domain/history.ts";
import type { HostStatus, ReadHost } from "../../../domain/status.ts";
import { seconds } from "../../../domain/time.ts";
import { lineChart } from "./blocks.ts";
import { evenCourse } from "./even-course.ts";
import type { LineChartBlock } from "./message.ts";
import { roughSpan } from "./phrases.ts";
import { sparkline } from "./sparkline.ts";

/** Two points are no course, and neither are many within some seconds. */
const pointsMin = 3;
const spanMin = seconds(10);

export interface HistoryCharts {
  readonly charts: readonly LineChartBlock[];
  /** The same as lines of mrkdwn. */
  readonly sparklines: readonly string[];
}

/** How load, memory and swap went on the one host asked for, or on the worst; nothing where the bot has not watched yet. */
export function historyCharts(hosts: readonly HostStatus[]): HistoryCharts {
  const host = worstFirst(hosts).find((each): each is ReadHost => each.kind === "read");
  if (host === undefined) return { charts: [], sparklines: [] };
  const courses = [
    courseOf(host, { what: "load", unit: loadUnit, lines: [{ name: "load", of: (point) => point.load }] }),
    courseOf(host, {
      what: "memory and swap",
      unit: "% in use",
      lines: [
        { name: "memory", of: (point) => inPercent(point.memoryUsedRatio) },
        { name: "swap", of: (point) => inPercent(point.swapUsedRatio) },
      ],
    }),
  ].filter((course) => course !== null);
  return { charts: courses.map(({ chart }) => chart), sparklines: courses.flatMap((course) => course.sparklines) };
}

/** Of the axis; behind a figure it would read as a count of something. */
const loadUnit = "tasks";

interface Course {
  readonly chart: LineChartBlock;
  readonly sparklines: readonly string[];
}

interface CourseText {
  readonly what: string;
  readonly unit: string;
  readonly lines: readonly { readonly name: string; readonly of: (point: HistoryPoint) => number | null }[];
}

function courseOf({ host, history }: ReadHost, { what, unit, lines }: CourseText): Course | null {
  // A line without any figure is left out (no swap); then a point that lacks one of the others, since Slack wants all.
  const told = lines.filter(({ of }) => history.some((point) => of(point) !== null));
  const whole = history.filter((point) => told.every(({ of }) => of(point) !== null));
  const [first] = whole;
  const last = whole.at(-1);
  if (told.length === 0 || first === undefined || last === undefined || whole.length < pointsMin) return null;
  if (last.at - first.at < spanMin) return null;
  const { points, labels } = evenCourse(whole);
  const series = told.map(({ name, of }) => ({ name, values: points.map((point) => of(point) ?? 0) }));
  const span = roughSpan(last.at - first.at);
  const title = `${what}, last ${span}, ${host}`;
  return {
    chart: lineChart({
      title: `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`,
      categories: labels,
      series,
      xLabel: "minutes ago",
      yLabel: unit,
    }),
    sparklines: series.map(({ name, values }) =>
      sparkline(`${name} of ${host}, last ${span}`, values, unit === loadUnit ? "" : unit),
    ),
  };
}

function inPercent(ratio: number | null): number | null {
  return ratio === null ? null : ratio * 100;
}
