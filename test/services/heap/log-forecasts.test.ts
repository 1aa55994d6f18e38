import { describe, expect, it } from "vitest";
import { outlookOf } from "../../../src/domain/heap/heap-outlook.ts";
import type { Host } from "../../../src/domain/host.ts";
import { fail, succeed } from "../../../src/domain/result.ts";
import { instant, seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../../src/domain/watched-host.ts";
import { createForecastLog, type LogForecastsOptions } from "../../../src/services/heap/log-forecasts.ts";
import type { DaemonPoint, Span } from "../../../src/services/ports-store.ts";
import { FakeForecasts } from "../../support/fake-forecasts.ts";
import { heapHistory } from "../../support/heap-history.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { aDaemon, aSample } from "../../support/sample.ts";
import { aWatchedDaemon } from "../../support/scripted-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const gib = 1024 ** 3;
const [minute, hour] = [60_000, 3_600_000];
const host: Host = { name: "web-1", reach: { kind: "local" }, daemons: [aWatchedDaemon("zope", 3)] };
const away = { reason: "unreachable", detail: "The database is away." } as const;
const { status } = takeSample(newWatchedHost(host, seconds(15)), aSample({ daemons: [aDaemon("zope", 2 * gib)] }));

/** zope leaks by .2 GiB a day from 1 GiB on, and is five days old when the clock begins, three hours into a slot. */
function logging(changes: Partial<LogForecastsOptions> = {}, forecasts = new FakeForecasts()) {
  const clock = new VirtualClock("2026-01-15T09:00:00Z");
  const began = clock.now();
  const log = quietLog();
  const asked: Span[] = [];
  let questions = 0;
  const history = (): readonly DaemonPoint[] => {
    const days = 5 + (clock.now() - began) / (24 * hour);
    return heapHistory({ endsAt: clock.now(), days, levelAt: (day) => gib * (1 + 0.2 * day) });
  };
  const options: LogForecastsOptions = {
    ...{ clock, log, hosts: [host], forecasts },
    watch: { board: () => ({ askedAt: clock.now(), hosts: [status] }) },
    readings: {
      async daemonHistory(_, span) {
        asked.push(span);
        return succeed(history().filter(({ at }) => at >= span.from && at <= span.to));
      },
    },
    deploys: { marks: async () => succeed([]) },
    heapModel: {
      async analyze(points, question) {
        questions += 1;
        return succeed(outlookOf(points, question));
      },
    },
    ...changes,
  };
  const record = createForecastLog(options);
  record.start();
  return { clock, began, log, forecasts, asked, questions: () => questions, record };
}

describe("the record of forecasts", () => {
  it("keeps one forecast of each daemon in every slot of six hours", async () => {
    const { clock, forecasts, questions, record } = logging();
    await clock.advance(5 * minute);
    expect(forecasts.all).toMatchObject([
      {
        ...{ host: "web-1", daemon: "zope", slotAt: Date.UTC(2026, 0, 15, 6), madeAt: clock.now(), widening: 1 },
        epoch: "boot 41 900",
        crossing: { thresholdBytes: 3 * gib, outcome: null },
      },
    ]);
    const [first] = forecasts.all;
    const { p05, p50, p95 } = first?.levels.day.heapBytes ?? { p05: 0, p50: 0, p95: 0 };
    expect(p05).toBeLessThan(p50);
    expect(p50).toBeLessThan(p95);
    expect(first?.levels.week.heapBytes.p50).toBeGreaterThan(p95);
    await clock.advance(24 * hour);
    expect(forecasts.all).toHaveLength(5);
    expect(questions()).toBe(5);
    await record.stop();
    expect(clock.pending).toBe(0);
  });

  it("holds each against what came when it is due, and reads no more of the past than that needs", async () => {
    const { clock, began, forecasts, asked, record } = logging();
    await clock.advance(24 * hour);
    expect(forecasts.all.every(({ levels }) => levels.day.outcome === null)).toBe(true);
    asked.length = 0;
    await clock.advance(6 * hour);
    const scored = forecasts.all.filter(({ levels }) => levels.day.outcome !== null);
    expect(scored.map(({ levels }) => levels.day.outcome?.kind)).toEqual(["held", "held"]);
    expect(scored.every(({ levels }) => levels.week.outcome === null)).toBe(true);
    expect(asked.some(({ from }) => from >= began - 2 * hour)).toBe(true);
    await clock.advance(7 * 24 * hour);
    expect(forecasts.all.at(-1)?.levels.week.outcome).toMatchObject({ kind: "held" });
    expect(forecasts.all.at(-1)?.crossing?.outcome).toMatchObject({ kind: "inside" });
    await record.stop();
  });

  it("goes on after a restart, and of two bots at once neither keeps a second forecast nor scores anything anew", async () => {
    const first = logging();
    await first.clock.advance(30 * hour);
    await first.record.stop();
    const before = structuredClone(first.forecasts.all);
    const twins = [logging({}, first.forecasts), logging({}, first.forecasts)];
    for (const { clock } of twins) await clock.advance(30 * hour);
    expect(first.forecasts.all).toEqual(before);
    expect(twins.map(({ questions }) => questions())).toEqual([0, 0]);
    for (const { record } of twins) await record.stop();
  });

  it("asks a heap that has no forecast yet once a slot", async () => {
    const { clock, forecasts, questions, record } = logging({
      readings: {
        daemonHistory: async (_, { to }) => succeed(heapHistory({ endsAt: to, days: 0.2, levelAt: () => gib })),
      },
    });
    await clock.advance(5 * hour);
    expect([questions(), forecasts.all.length]).toEqual([2, 0]);
    await record.stop();
  });

  it("foretells nothing of readings that are old, and of a host that is not read", async () => {
    const old = logging({
      readings: {
        daemonHistory: async (_, { to }) =>
          succeed(heapHistory({ endsAt: to - 2 * hour, days: 5, levelAt: (days) => (1 + days / 5) * gib })),
      },
    });
    const unread = logging({ watch: { board: () => ({ askedAt: instant(0), hosts: [] }) } });
    for (const { clock, record } of [old, unread]) {
      await clock.advance(5 * hour);
      await record.stop();
    }
    expect([old.forecasts.all, unread.forecasts.all]).toEqual([[], []]);
    expect(unread.questions()).toBe(0);
  });

  it("waits where the store or the model fails, and makes up for it in the same slot", async () => {
    const forecasts = new FakeForecasts();
    forecasts.failure = away;
    let isBusy = true;
    const { clock, log, record } = logging(
      {
        heapModel: {
          analyze: async (points, question) =>
            isBusy ? fail({ reason: "busy", detail: "It is busy." }) : succeed(outlookOf(points, question)),
        },
      },
      forecasts,
    );
    await clock.advance(5 * minute);
    expect(log.lines).toEqual(["warn: the record of forecasts waits for the store"]);
    forecasts.failure = null;
    await clock.advance(30 * minute);
    expect(log.lines.at(-1)).toBe("warn: could not study a heap");
    isBusy = false;
    await clock.advance(30 * minute);
    expect(forecasts.all).toHaveLength(1);
    await record.stop();
  });

  it("leaves open what cannot be read when it is due, and scores it half an hour later", async () => {
    let isAway = false;
    const marks = async () => (isAway ? fail(away) : succeed([]));
    const { clock, log, forecasts, record } = logging({ deploys: { marks } });
    await clock.advance(26 * hour);
    isAway = true;
    await clock.advance(2 * hour);
    expect(log.lines).toContain("warn: what came of forecasts cannot be read");
    expect(forecasts.all.at(-1)?.levels.day.outcome).toBeNull();
    isAway = false;
    await clock.advance(30 * minute);
    expect(forecasts.all.at(-1)?.levels.day.outcome).toMatchObject({ kind: "held" });
    await record.stop();
  });
});
