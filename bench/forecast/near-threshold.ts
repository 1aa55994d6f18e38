import { median } from "../../src/domain/heap/order-statistics.ts";
import type { Forecaster } from "./forecasters.ts";

/** The alert that most people have: at nine tenths of the threshold. It says nothing else. */
export const nearThreshold: Forecaster = {
  name: "0.9 of the threshold",
  answer: ({ points, levels }) => {
    const now = median(points.slice(-5).map(({ heapBytes }) => heapBytes));
    const crossings = levels.map(({ bytes }) => ({
      low: null,
      middle: Number.POSITIVE_INFINITY,
      high: null,
      alerts: now >= 0.9 * bytes,
    }));
    return { leaks: null, plateauBytes: null, crossings };
  },
};
