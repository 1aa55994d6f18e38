import { describe, expect, it } from "vitest";
import type { AlertEvent } from "../../../src/domain/alert/event.ts";
import { defaultAlertSettings } from "../../../src/domain/alert/settings.ts";
import { outlookOf } from "../../../src/domain/heap/heap-outlook.ts";
import type { Host } from "../../../src/domain/host.ts";
import { fail, succeed } from "../../../src/domain/result.ts";
import { instant, seconds } from "../../../src/domain/time.ts";
import { newWatchedHost, takeSample } from "../../../src/domain/watched-host.ts";
import { createHeapForeseer, type ForeseeOptions } from "../../../src/services/heap/foresee-heaps.ts";
import type { HeapQuestion } from "../../../src/services/ports-heap.ts";
import { FakeForecasts } from "../../support/fake-forecasts.ts";
import { heapHistory } from "../../support/heap-history.ts";
import { scoredForecasts } from "../../support/logged-forecasts.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { aDaemon, aSample } from "../../support/sample.ts";
import { aWatchedDaemon } from "../../support/scripted-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const gib = 1024 ** 3;
const host: Host = {
  name: "web-1",
  reach: { kind: "local" },
  daemons: [aWatchedDaemon("zope", 3), aWatchedDaemon("celery", 3)],
};

/** zope leaks, from 1 GiB by .2 GiB a day: after five days it stands at 2 of 3 GiB. celery stays at 1 GiB. */
function foreseeing(changes: Partial<ForeseeOptions> = {}) {
  const clock = new VirtualClock();
  const log = quietLog();
  const sample = aSample({ daemons: [aDaemon("zope", 2 * gib), aDaemon("celery", gib)] });
  const { status } = takeSample(newWatchedHost(host, seconds(15)), sample);
  const taken: { readonly host: string; readonly event: AlertEvent }[] = [];
  const asked: HeapQuestion[] = [];
  const foreseer = createHeapForeseer({
    ...{ clock, log, hosts: [host] },
    watch: { board: () => ({ askedAt: clock.now(), hosts: [status] }) },
    readings: {
      daemonHistory: async () =>
        succeed(heapHistory({ endsAt: clock.now(), days: 5, levelAt: (day) => gib * (1 + 0.2 * day) })),
    },
    deploys: { marks: async () => succeed([]) },
    forecasts: new FakeForecasts(),
    heapModel: {
      async analyze(points, question) {
        asked.push(question);
        return succeed(outlookOf(points, question));
      },
    },
    settingsOf: () => defaultAlertSettings,
    take: (name, event) => taken.push({ host: name, event }),
    ...changes,
  });
  return { clock, log, taken, asked, foreseer };
}

describe("the bot looks ahead", () => {
  it("at each daemon whose heap stands high, two minutes after the start and every half hour, and at no other", async () => {
    const { clock, taken, asked, foreseer } = foreseeing();
    foreseer.start();
    await clock.advance(121_000);
    expect(asked).toMatchObject([{ thresholds: [3 * gib], horizonDays: 7, deploys: [] }]);
    const [zope, celery] = taken.map(({ event }) => event);
    if (zope?.kind !== "foreseen" || celery?.kind !== "foreseen") throw new Error("both daemons are to be foreseen");
    expect(zope.daemon.figures.name).toBe("zope");
    expect(zope.foresight.basis).toBe("its growth over 4 d 23 h");
    expect(zope.foresight.crossing?.thresholdBytes).toBe(3 * gib);
    // .2 GiB a day from 2 to 3 GiB.
    const [early, middle] = [zope.foresight.crossing?.in.p05, zope.foresight.crossing?.in.p50];
    expect(Number(early) / 86_400).toBeLessThan(5.5);
    expect(Number(middle) / 86_400).toBeGreaterThan(4);
    expect(celery.foresight).toEqual({ crossing: null, basis: "its heap is far below its threshold" });
    await clock.advance(1_801_000);
    expect(asked).toHaveLength(2);
    await foreseer.stop();
    expect(clock.pending).toBe(0);
  });

  it("with ranges as wide as the record of earlier forecasts wants them, and says so", async () => {
    const forecasts = new FakeForecasts();
    forecasts.all = scoredForecasts(Array.from({ length: 40 }, (_, index) => (index < 29 ? 0.5 : 1.6)));
    const { clock, taken, asked, foreseer } = foreseeing({ forecasts });
    foreseer.start();
    await clock.advance(121_000);
    expect(asked[0]?.widening).toBe(1.6);
    const [{ event } = { event: null }] = taken;
    expect(event?.kind === "foreseen" && event.foresight.basis).toBe("its growth over 4 d 23 h; ranges widened ×1.6");
    await foreseer.stop();
  });

  it("by what was deployed, and says nothing where that cannot be read", async () => {
    const at = instant(0);
    const marked = foreseeing({
      deploys: {
        marks: async () => succeed([{ id: "1", host: "web-1", daemon: "zope", at, note: null, by: "U02BOB" }]),
      },
    });
    marked.foreseer.start();
    await marked.clock.advance(121_000);
    expect(marked.asked[0]?.deploys).toEqual([0]);
    await marked.foreseer.stop();
    const away = { reason: "unreachable", detail: "The database is away." } as const;
    const blind = foreseeing({
      deploys: { marks: async () => fail(away) },
    });
    blind.foreseer.start();
    await blind.clock.advance(121_000);
    expect(blind.taken).toHaveLength(1);
    expect(blind.log.lines).toEqual(["warn: a forecast waits for the store"]);
    await blind.foreseer.stop();
  });

  it("and leaves an alert as it is where the model has no answer, the host none, or the rule is off", async () => {
    const busy = foreseeing({
      heapModel: {
        analyze: async () => fail({ reason: "busy", detail: "It is busy." }),
      },
    });
    const unread = foreseeing({ watch: { board: () => ({ askedAt: instant(0), hosts: [] }) } });
    const off = foreseeing({ settingsOf: () => ({ ...defaultAlertSettings, off: ["forecast"] }) });
    for (const { foreseer, clock } of [busy, unread, off]) {
      foreseer.start();
      await clock.advance(121_000);
      await foreseer.stop();
    }
    expect(busy.taken.map(({ event }) => event.kind === "foreseen" && event.daemon.figures.name)).toEqual(["celery"]);
    expect(unread.taken).toEqual([]);
    expect(off.taken).toEqual([]);
    expect(off.asked).toEqual([]);
  });

  it("again after a fault of its own", async () => {
    let calls = 0;
    const { clock, log, taken, foreseer } = foreseeing({
      settingsOf() {
        calls += 1;
        if (calls === 1) throw new Error("broken");
        return defaultAlertSettings;
      },
    });
    foreseer.start();
    await clock.advance(121_000);
    expect(log.lines).toEqual(["error: heaps were not looked ahead at: please report it"]);
    await clock.advance(1_801_000);
    expect(taken).toHaveLength(2);
    await foreseer.stop();
  });

  it("at nothing where no daemon is watched", () => {
    const { clock, foreseer } = foreseeing({ hosts: [{ ...host, daemons: [] }] });
    foreseer.start();
    expect(clock.pending).toBe(0);
  });
});
