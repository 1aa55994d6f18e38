import type { HeapPoint } from "../../src/domain/heap/heap-point.ts";
import { daySeconds } from "./checkpoints.ts";
import type { Forecaster } from "./forecasters.ts";

/**
 * `predict_linear(v[4h], t)` as Prometheus computes it: least squares over the samples of the last 4 h (the window's left
 * end is open), time counted from the moment of evaluation, a constant series has slope 0.
 */
export const predictLinear: Forecaster = {
  name: "predict_linear 4 h",
  answer: ({ points, levels }) => {
    const { slope, intercept } = linearRegression(points, 4 * 3600);
    const crossings = levels.map(({ bytes }) => {
      const middle = intercept >= bytes ? 0 : slope > 0 ? (bytes - intercept) / slope : Number.POSITIVE_INFINITY;
      return { low: null, middle, high: null, alerts: slope * daySeconds + intercept >= bytes };
    });
    const inAWeek = slope * promiseSeconds + intercept;
    return { leaks: inAWeek > 1.07 * Math.max(1, intercept), plateauBytes: inAWeek, crossings };
  },
};

/** A verdict is a promise on the next 7 days, as the model's. */
const promiseSeconds = 7 * daySeconds;

export function linearRegression(
  points: readonly HeapPoint[],
  rangeSeconds: number,
): { slope: number; intercept: number } {
  const now = Number(points.at(-1)?.t);
  const range = points.filter(({ t }) => t > now - rangeSeconds);
  const first = Number(range[0]?.heapBytes);
  if (range.every(({ heapBytes }) => heapBytes === first)) return { slope: 0, intercept: first };
  let [count, sumX, sumY, sumXY, sumX2] = [0, 0, 0, 0, 0];
  for (const { t, heapBytes } of range) {
    const x = t - now;
    count += 1;
    sumX += x;
    sumY += heapBytes;
    sumXY += x * heapBytes;
    sumX2 += x * x;
  }
  const slope = (sumXY - (sumX * sumY) / count) / (sumX2 - (sumX * sumX) / count);
  return { slope, intercept: sumY / count - (slope * sumX) / count };
}
