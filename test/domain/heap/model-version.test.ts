import { expect, test } from "vitest";
import { outlookOf } from "../../../src/domain/heap/heap-outlook.ts";
import { heapModelVersion, loggedForecast } from "../../../src/domain/heap/logged-forecast.ts";
import { instant } from "../../../src/domain/time.ts";
import { recordedHeap } from "../../support/recorded-heap.ts";

const day = 86_400;
const mebi = 1024 ** 2;

/** What this version foretells, in MiB: 5 %, 50 % and 95 % of the level in a day · in a week. */
const foretold = {
  version: 2,
  ranges: [
    "tr13_node_flat after 1.2 d: 40.8 56.1 76.4 · 42.5 64.1 161",
    "tr13_node_flat after 3.6 d: 42.4 50.0 57.0 · 43.4 52.8 75.6",
    "tr16_step_deploy after 1.2 d: none · none",
    "tr16_step_deploy after 3.6 d: 66.3 69.0 71.7 · 66.1 69.6 73.3",
    "tr19_restart_leak after 1.2 d: 18.4 21.0 25.7 · 18.5 21.8 39.9",
    "tr19_restart_leak after 3.6 d: 35.7 38.7 41.9 · 54.8 69.9 88.1",
    "tr21_c_arena after 1.2 d: 75.9 82.4 100 · 79.2 95.4 266",
    "tr21_c_arena after 3.6 d: 79.5 82.0 84.4 · 78.8 84.5 96.6",
    "tr23_c_leak after 1.2 d: 26.0 27.5 31.4 · 26.0 27.6 58.6",
    "tr23_c_leak after 3.6 d: 40.0 41.8 44.2 · 55.6 67.6 82.5",
  ],
};

/** Three digits: the last ones of a logarithm are the processor's own. */
function rangesOf(name: string, days: number): string {
  const points = recordedHeap(`weeks/${name}`).filter(({ t }) => t <= days * day);
  const outlook = outlookOf(points);
  const made = { host: "web-1", daemon: name, madeAt: instant(0), now: instant(0), epoch: "one", widening: 1 };
  const forecast = loggedForecast({ ...made, outlook });
  const ranges = [forecast?.levels.day, forecast?.levels.week].map((level) =>
    level === undefined
      ? "none"
      : [level.heapBytes.p05, level.heapBytes.p50, level.heapBytes.p95]
          .map((bytes) => (bytes / mebi).toPrecision(3))
          .join(" "),
  );
  return `${name} after ${days} d: ${ranges.join(" · ")}`;
}

test("the version of the model grows with each change that moves its ranges: older forecasts say nothing of newer ranges", () => {
  const names = ["tr13_node_flat", "tr16_step_deploy", "tr19_restart_leak", "tr21_c_arena", "tr23_c_leak"];
  const ranges = names.flatMap((name) => [1.2, 3.6].map((days) => rangesOf(name, days)));
  expect(
    { version: heapModelVersion, ranges },
    "ranges have moved: raise heapModelVersion in src/domain/heap/logged-forecast.ts, and write the new ranges here",
  ).toEqual(foretold);
});
