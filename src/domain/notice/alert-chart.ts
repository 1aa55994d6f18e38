import type { AlertKey } from "../alert/alert.ts";
import type { RuleName } from "../alert/rule.ts";
import type { HistoryPoint } from "../history.ts";
import type { ReadHost } from "../status.ts";
import type { NoticeChart } from "./notice.ts";

/** A chart of the chat has no more points, and a message that waits in the store should be small. */
export const chartPointsMax = 20;

interface Course {
  readonly what: string;
  readonly unit: string;
  readonly of: (point: HistoryPoint) => number | null;
  readonly limit: NoticeChart["limit"];
}

/** How the figure that the alert is about went until the last reading; null where it has none, or too few points to see. */
export function chartOf(key: AlertKey, status: ReadHost): NoticeChart | null {
  const course = courseOf(key, status);
  if (course === null) return null;
  const points = status.history.flatMap((point) => {
    const value = course.of(point);
    return value === null ? [] : [{ at: point.at, value }];
  });
  const { what, unit, limit } = course;
  return points.length < pointsMin ? null : { title: what, unit, points: thinned(points), limit };
}

/** Two points are no course. */
const pointsMin = 3;

function courseOf({ rule, daemon }: AlertKey, status: ReadHost): Course | null {
  if ((rule === "heap" || rule === "forecast") && daemon !== null) return heapCourse(daemon, status);
  const course = hostCourses[rule];
  return course === undefined ? null : { ...course, limit: null };
}

const hostCourses: Partial<Readonly<Record<RuleName, Omit<Course, "limit">>>> = {
  memory: { what: "Memory in use", unit: "%", of: (point) => inPercent(point.memoryUsedRatio) },
  swap: { what: "Swap in use", unit: "%", of: (point) => inPercent(point.swapUsedRatio) },
  load: { what: "Load", unit: "tasks", of: (point) => point.load },
};

function heapCourse(daemon: string, { daemons }: ReadHost): Course {
  const threshold = daemons.find(({ figures }) => figures.name === daemon)?.thresholdBytes.value ?? null;
  return {
    what: `Heap of ${daemon}`,
    unit: "MiB",
    of: ({ heaps }) => (Object.hasOwn(heaps, daemon) ? inMebibytes(heaps[daemon] ?? null) : null),
    limit: threshold === null ? null : { name: "threshold", value: Math.round(threshold / mebibyte) },
  };
}

const mebibyte = 1024 ** 2;

function inMebibytes(size: number | null): number | null {
  return size === null ? null : Math.round(size / mebibyte);
}

function inPercent(ratio: number | null): number | null {
  return ratio === null ? null : Math.round(ratio * 1000) / 10;
}

/** The highest of each stretch, since it is the peak that hurts; the newest point stays. */
function thinned(points: NoticeChart["points"]): NoticeChart["points"] {
  if (points.length <= chartPointsMax) return points;
  const stretch = (points.length - 1) / (chartPointsMax - 1);
  const thin = Array.from({ length: chartPointsMax - 1 }, (_, index) => {
    const part = points.slice(Math.floor(index * stretch), Math.floor((index + 1) * stretch));
    return part.reduce((highest, point) => (point.value > highest.value ? point : highest));
  });
  return [...thin, ...points.slice(-1)];
}
