import { expect, it } from "vitest";
import { bytes } from "../../../src/domain/bytes.ts";
import type { MeasuredThresholds } from "../../../src/domain/daemon-status.ts";
import { known } from "../../../src/domain/figure.ts";
import { fail, succeed } from "../../../src/domain/result.ts";
import { instant, millis, seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../../src/domain/watched-host.ts";
import type { DaemonPoint, HostPoint, SampleStore } from "../../../src/services/ports-store.ts";
import { createThresholdMeasurer } from "../../../src/services/watch/measure-thresholds.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { aDaemon, aSample } from "../../support/sample.ts";
import { aWatchedDaemon } from "../../support/scripted-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const gib = 1024 ** 3;
const even = (value: number) => ({ min: value, median: value, max: value });
const times = Array.from({ length: 300 }, (_, index) => instant(index * 300_000));
const over = millis(300_000);

const room: HostPoint[] = times.map((at) => ({
  ...{ at, over, load: null, memoryPressure: null },
  ...{ available: even(4 * gib), swapUsed: even(0) },
}));
const heaps: DaemonPoint[] = times.map((at) => ({
  ...{ at, over, swap: null, connections: null, cpuTicks: null, epoch: null },
  heap: even(gib),
}));

function measuring(readings: Partial<SampleStore>) {
  const clock = new VirtualClock();
  const log = quietLog();
  const host = {
    name: "web-1",
    reach: { kind: "local" } as const,
    daemons: [{ ...aWatchedDaemon("zope", 1), threshold: { kind: "auto" } as const }, aWatchedDaemon("celery", 1)],
  };
  const sample = aSample({ daemons: [aDaemon("zope", gib), aDaemon("celery", gib)] });
  const { status } = takeSample(newWatchedHost(host, seconds(15)), sample);
  const set: [string, MeasuredThresholds][] = [];
  const measurer = createThresholdMeasurer({
    readings: { hostHistory: async () => succeed(room), daemonHistory: async () => succeed(heaps), ...readings },
    watch: {
      board: () => ({ askedAt: clock.now(), hosts: [status] }),
      setThresholds: (name, thresholds) => set.push([name, thresholds]),
    },
    ...{ hosts: [host], clock, log },
  });
  return { clock, log, set, measurer };
}

it("measures the threshold of each daemon that has none of its own, a minute after the start and every hour", async () => {
  const { clock, set, measurer } = measuring({});
  measurer.start();
  await clock.advance(61_000);
  // 8 GiB less a tenth, less the 3 GiB that all but the daemon takes.
  expect(set).toEqual([["web-1", new Map([["zope", known(bytes(4.2 * gib))]])]]);
  await clock.advance(3_600_000);
  expect(set).toHaveLength(2);
  await measurer.stop();
  expect(clock.pending).toBe(0);
});

it("waits for a store that cannot be read, and leaves what was measured as it is", async () => {
  const full = { reason: "unreachable", detail: "The database is away." } as const;
  const { clock, log, set, measurer } = measuring({ hostHistory: async () => fail(full) });
  measurer.start();
  await clock.advance(61_000);
  expect(set).toEqual([]);
  expect(log.lines).toEqual(["warn: thresholds wait for the store"]);
  await measurer.stop();
});
