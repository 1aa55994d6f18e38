import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Checkpoint, checkpointsOf, daySeconds } from "../../../bench/forecast/checkpoints.ts";
import { loadTraces } from "../../../bench/forecast/load-traces.ts";
import { linearRegression, predictLinear } from "../../../bench/forecast/predict-linear.ts";
import { isAlive } from "../../support/is-alive.ts";
import { createRandom } from "../../support/random.ts";
import { type PrometheusServer, type Series, startPrometheus } from "./prometheus-server.ts";

/**
 * Heaps are whole KiB and times whole eighths of a second, so that the sums of 4 h and their products stay below 2^53 and are
 * exact, and an answer comes back with all of its digits: here both give the same bits. What is left to round is the line
 * itself, whose product and sum Go makes one operation where the processor has it.
 */
const relativeErrorMax = 1e-12;
/** Where the traces' second 0 is put. In seconds since 1970. */
const origin = 1_700_000_000;
const rangeSeconds = 4 * 3600;

type Points = Checkpoint["points"];
interface Moment {
  readonly name: string;
  readonly points: Points;
  readonly levels: Checkpoint["levels"];
}

const traces = loadTraces(fileURLToPath(new URL("../../fixtures/traces", import.meta.url)));
const recorded: readonly Moment[] = traces.flatMap((trace) =>
  checkpointsOf(trace).filter(({ points }) => points[0] === trace.days[0]),
);
const uneven: readonly Moment[] = traces.map(({ name, days }) => ({
  name: `${name} unevenly`,
  points: readUnevenly(days),
  levels: [],
}));
const flat: Moment = {
  name: "flat",
  points: Array.from({ length: 300 }, (_, index) => ({ ...firstOf(recorded), t: 60 * index, heapBytes: 1e8 / 3 })),
  levels: [{ bytes: 4e7, crossedIn: null }],
};

let starting: Promise<PrometheusServer>;
let prometheus: PrometheusServer;
beforeAll(() => {
  starting = startPrometheus([
    ...traces.map(({ name, days }) => seriesOf(name, days)),
    ...[...uneven, flat].map(({ name, points }) => seriesOf(name, points)),
  ]);
});
// Of what was started, whether or not a test has waited for it.
afterAll(() =>
  starting.then(
    ({ remove }) => remove(),
    () => undefined,
  ),
);

describe("predict_linear of the benchmark", () => {
  // Here and not before all, whose failure would count the tests as skipped.
  beforeEach(async () => {
    prometheus = await starting;
  });

  it("foretells what a running Prometheus foretells, on recorded heaps at every checkpoint", async () => {
    expect(recorded.length).toBeGreaterThanOrEqual(traces.length);
    expect(recorded.some(({ points }) => restartedWithin(points))).toBe(true);
    for (const moment of [...recorded, ...uneven]) {
      const { slope, intercept } = linearRegression(moment.points, rangeSeconds);
      const inAWeek = answer(moment).plateauBytes;
      expect(await errorOf(moment, 7 * daySeconds, Number(inAWeek)), moment.name).toBeLessThanOrEqual(relativeErrorMax);
      expect(await errorOf(moment, 0, intercept), moment.name).toBeLessThanOrEqual(relativeErrorMax);
      const derived = await prometheus.ask(`deriv(${range(moment.name)})`, endOf(moment));
      expect(relativeError(slope, derived), moment.name).toBeLessThanOrEqual(relativeErrorMax);
    }
  });

  it("alerts where the rule `predict_linear(heap[4h], 86400) >= level` does, and says the moment of its line", async () => {
    const said = { alerts: 0, silent: 0, foretold: 0 };
    for (const moment of recorded) {
      const inADay = await foretell(moment, daySeconds);
      for (const [index, { bytes }] of moment.levels.entries()) {
        const crossing = answer(moment).crossings[index];
        expect(crossing?.alerts, `${moment.name} at ${bytes}`).toBe(inADay >= bytes);
        said[crossing?.alerts ? "alerts" : "silent"] += 1;
        const seconds = Number(crossing?.middle);
        if (!Number.isFinite(seconds) || seconds === 0) continue;
        said.foretold += 1;
        expect(await errorOf(moment, seconds, bytes), moment.name).toBeLessThanOrEqual(relativeErrorMax);
      }
    }
    expect(Math.min(...Object.values(said))).toBeGreaterThan(10);
  });

  it("sees no growth at all in a heap that does not move, as Prometheus", async () => {
    expect(await prometheus.ask(`deriv(${range(flat.name)})`, endOf(flat))).toBe(0);
    expect(linearRegression(flat.points, rangeSeconds).slope).toBe(0);
    expect(answer(flat).plateauBytes).toBe(await foretell(flat, 7 * daySeconds));
    expect(answer(flat).crossings).toMatchObject([{ middle: Number.POSITIVE_INFINITY, alerts: false }]);
  });

  it("leaves out what was read exactly 4 h ago, as Prometheus since 3.0; before, it counted", async () => {
    const points = prometheus.major < 3 ? rangeSeconds / 60 + 1 : rangeSeconds / 60;
    for (const moment of recorded) {
      const asked = `heap_bytes{trace="${moment.name}"}[4h]`;
      expect(await prometheus.ask(`count_over_time(${asked})`, endOf(moment))).toBe(points);
      const { slope, intercept } = linearRegression(
        moment.points,
        prometheus.major < 3 ? rangeSeconds + 0.001 : rangeSeconds,
      );
      const foretold = await prometheus.ask(`predict_linear(${asked}, ${daySeconds})`, endOf(moment));
      expect(relativeError(slope * daySeconds + intercept, foretold)).toBeLessThanOrEqual(relativeErrorMax);
    }
  });
});

describe("the Prometheus that is compared with", () => {
  it("is gone with its data when the tests are", async () => {
    const { pid, folder, remove } = await startPrometheus([seriesOf(flat.name, flat.points)]);
    expect([isAlive(pid), existsSync(folder)]).toEqual([true, true]);
    await remove();
    expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]);
  });

  it("fails the tests with what to install where there is none", async () => {
    const empty = mkdtempSync(join(tmpdir(), "scipy-no-programs-"));
    onTestFinished(() => rmSync(empty, { recursive: true }));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    vi.stubEnv("PATH", empty);
    await expect(startPrometheus([])).rejects.toThrow('on Debian by "apt-get install prometheus"');
  });
});

function answer(moment: Moment): ReturnType<typeof predictLinear.answer> {
  const unknown = { program: "", ageDays: 0, earlier: [], leaks: null, plateauBytes: null, seenSeconds: 0 };
  return predictLinear.answer({ ...unknown, ...moment });
}

async function errorOf(moment: Moment, ahead: number, ours: number): Promise<number> {
  return relativeError(ours, await foretell(moment, ahead));
}

function foretell(moment: Moment, ahead: number): Promise<number> {
  return prometheus.ask(`predict_linear(${range(moment.name)}, ${ahead})`, endOf(moment));
}

/** Recorded every 60 s, so that one sample stands exactly 4 h back: before 3.0 it counted, and 1 ms less leaves it out. */
function range(name: string): string {
  return `heap_bytes{trace="${name}"}[${prometheus.major < 3 ? `${rangeSeconds * 1000 - 1}ms` : "4h"}]`;
}

function relativeError(ours: number, theirs: number): number {
  return ours === theirs ? 0 : Math.abs(ours - theirs) / Math.abs(theirs);
}

function seriesOf(name: string, points: Points): Series {
  return { name, points: points.map(({ t, heapBytes }) => ({ at: origin + t, value: heapBytes })) };
}

function endOf({ points }: Moment): number {
  return origin + Number(points.at(-1)?.t);
}

function firstOf(moments: readonly Moment[]): Points[number] {
  const first = moments[0]?.points[0];
  if (first === undefined) throw new Error("there are no recorded heaps in test/fixtures/traces");
  return first;
}

function restartedWithin(points: Points): boolean {
  const newest = points.at(-1);
  return points.some(({ t, epoch }) => t > Number(newest?.t) - rangeSeconds && epoch !== newest?.epoch);
}

/** As over a bad line: up to 20 s late by eighths of a second, and a third of the points is missing. */
function readUnevenly(points: Points): Points {
  const random = createRandom(4);
  return points
    .filter(() => random() > 1 / 3)
    .map((point) => ({ ...point, t: point.t + Math.floor(160 * random()) / 8 }));
}
