import type { ForecastPoint, HeapOutlook } from "../../../domain/heap/heap-outlook.ts";
import { limitName, type ShownSpan, shownLimit, shownSpan } from "../../../domain/heap/shown-span.ts";
import type { HeapFinding } from "../../../services/ports-heap.ts";
import { lineChart } from "./blocks.ts";
import type { LineChartBlock } from "./message.ts";
import { sparkline } from "./sparkline.ts";

export interface HeapChart {
  readonly chart: LineChartBlock;
  /** The same as a line of mrkdwn. */
  readonly sparkline: string;
}

/** Slack: 20 categories. */
const places = 20;
/**
 * The heap as measured and as forecast, with its threshold. Slack wants a figure of every series at every place: up to now
 * the forecast is what was measured, and after it what was measured stays at its last level, to be compared with.
 */
export function heapChart({ host, daemon, outlook, limit }: HeapFinding): HeapChart | null {
  const horizon = outlook?.forecast.at(-1)?.aheadSeconds ?? 0;
  const span = shownSpan(outlook?.course[0]?.agoSeconds ?? 0, horizon);
  if (outlook === null || span === null) return null;
  const axis = axisOf(span, horizon > 0);
  const measured = axis.seconds.map((second) => measuredAt(outlook, Math.min(0, second)));
  const forecast = axis.seconds.map((second) =>
    second <= 0 ? measuredAt(outlook, second) : forecastAt(outlook, second),
  );
  const highest = Math.max(...measured, ...forecast);
  const { name: unit, bytes } = unitOf(highest);
  const drawn = shownLimit(limit, highest);
  const series = [
    { name: "measured", values: measured },
    ...(outlook.forecast.length === 0 ? [] : [{ name: "forecast (p50)", values: forecast }]),
    ...(drawn === null ? [] : [{ name: limitName(drawn), values: axis.seconds.map(() => drawn.bytes) }]),
  ].map(({ name, values }) => ({ name, values: values.map((value) => value / bytes) }));
  const shown = outlook.course.slice(-sparkMax).map(({ heapBytes }) => heapBytes / bytes);
  const title = `Heap of ${daemon} on ${host}`;
  return {
    chart: lineChart({ title, categories: axis.labels, series, xLabel: axis.name, yLabel: unit }),
    sparkline: sparkline(title, shown, unit),
  };
}

/** More bars wrap on a phone. */
const sparkMax = 40;

interface Axis {
  readonly seconds: readonly number[];
  readonly labels: readonly string[];
  readonly name: string;
}

function axisOf({ past, future }: ShownSpan, isForecast: boolean): Axis {
  const step = (past + future) / (places - 1);
  const before = Math.round(past / step);
  const seconds = Array.from({ length: places }, (_, index) => (index - before) * step);
  const unit = timeUnits.find(({ from }) => past + future >= from) ?? { name: "minutes", seconds: 60 };
  const digits = step >= unit.seconds ? 0 : 1;
  const labels = seconds.map((second) => Number((second / unit.seconds).toFixed(digits)).toString());
  return {
    seconds,
    labels,
    name: isForecast ? `${unit.name} from now; forecast from 0 on` : `${unit.name} from now`,
  };
}

const timeUnits = [
  { name: "days", seconds: 86_400, from: 3 * 86_400 },
  { name: "hours", seconds: 3600, from: 3 * 3600 },
];

/** `second` is 0 or before. */
function measuredAt({ course }: HeapOutlook, second: number): number {
  const [first] = course;
  const last = course.at(-1);
  if (first === undefined || last === undefined) return 0;
  const step = first.agoSeconds / Math.max(1, course.length - 1);
  const point = course[course.length - 1 - Math.round(-second / step)] ?? (second < 0 ? first : last);
  return point.heapBytes;
}

/** On the line between the two points around it. */
function forecastAt(outlook: HeapOutlook, second: number): number {
  let before: Pick<ForecastPoint, "aheadSeconds"> & { readonly level: number } = {
    aheadSeconds: 0,
    level: measuredAt(outlook, 0),
  };
  for (const { aheadSeconds, heapBytes } of outlook.forecast) {
    const after = { aheadSeconds, level: heapBytes.p50 };
    if (aheadSeconds >= second) {
      const share = (second - before.aheadSeconds) / (aheadSeconds - before.aheadSeconds);
      return before.level + share * (after.level - before.level);
    }
    before = after;
  }
  return before.level;
}

function unitOf(highest: number): { readonly name: string; readonly bytes: number } {
  return highest >= 1024 ** 3 ? { name: "GiB", bytes: 1024 ** 3 } : { name: "MiB", bytes: 1024 ** 2 };
}
