import { describe, expect, it } from "vitest";
import { absent, known } from "../../src/domain/figure.ts";
import type { Host, HostFailure } from "../../src/domain/host.ts";
import type { Sample } from "../../src/domain/sample.ts";
import { millis, seconds } from "../../src/domain/time.ts";
import {
  failedLook,
  missedBeforeUnreachable,
  newWatchedHost,
  recentMax,
  takeFailure,
  takeSample,
  type WatchedHost,
} from "../../src/domain/watched-host.ts";
import { aDaemon, aSample, later } from "../support/sample.ts";

const host: Host = {
  name: "web-1",
  reach: { kind: "local" },
  daemons: [
    {
      name: "zope",
      find: { by: "command", pattern: "zope" },
      ports: [],
      healthUrl: null,
      threshold: { kind: "auto" },
      restart: null,
    },
  ],
};
const failure: HostFailure = { reason: "timed out", detail: "web-1 gave no answer within 4 s.", nextTryAt: null };
const first = aSample({ daemons: [aDaemon("zope", 1e9)] });
const none = newWatchedHost(host, seconds(15));

describe("a watched host", () => {
  it("has no rates at its first reading and has them from the second on", () => {
    const one = takeSample(none, first);
    expect(one.status.rates).toBeNull();
    const two = takeSample(one.watched, later(first, 15));
    expect(two.status.rates?.overSeconds).toBe(15);
    expect(two.status.daemons.map(({ figures }) => figures.name)).toEqual(["zope"]);
    expect(two.status.history).toHaveLength(2);
  });

  it("takes its rates over about the last minute", () => {
    const { status } = readAll(Array.from({ length: 20 }, (_, index) => later(first, index * 15)));
    expect(status.rates?.overSeconds).toBe(60);
    const late = readAll([0, 16, 33, 49, 66.5, 81].map((at) => later(first, at)));
    expect(late.status.rates?.overSeconds).toBe(65);
  });

  it.each([
    [15, 90, 90],
    [15, 91, undefined],
    [120, 180, 180],
    [120, 181, undefined],
  ])(
    "polled every %i s, it has rates after %i s without an answer or begins anew",
    (interval, silence, overSeconds) => {
      const { watched } = takeSample(newWatchedHost(host, seconds(interval)), first);
      expect(takeSample(watched, later(first, silence)).status.rates?.overSeconds).toBe(overSeconds);
    },
  );

  it("takes them over the whole minute however often it is asked, and remembers no more for that", () => {
    const { watched, status } = readAll(Array.from({ length: 300 }, (_, index) => later(first, index)));
    expect(watched.recent).toHaveLength(recentMax);
    expect(status.rates?.overSeconds).toBeGreaterThanOrEqual(55);
    expect(status.rates?.overSeconds).toBeLessThanOrEqual(65);
  });

  it("keeps the minute when people press Refresh many times within a second", () => {
    const polls = Array.from({ length: 5 }, (_, index) => later(first, index * 15));
    const refreshes = Array.from({ length: recentMax + 1 }, (_, index) => later(first, 60.02 + index / 50));
    const { watched, status } = readAll([...polls, ...refreshes]);
    expect(status.rates?.overSeconds).toBeCloseTo(60, 0);
    expect(watched.recent).toEqual(expect.arrayContaining(polls));
  });

  it("has rates at any interval, over as long as the newest earlier reading is ago", () => {
    const rare = newWatchedHost(host, seconds(600));
    const { watched, status } = readAll(
      [0, 600, 1200].map((at) => later(first, at)),
      rare,
    );
    expect(status.rates?.overSeconds).toBe(600);
    expect(watched.recent).toHaveLength(2);
  });

  it("forgets the readings before a restart of the host", () => {
    const { status } = readAll([later(first, 50), later(first, -990, { bootId: known("another boot") })]);
    expect(status.rates).toBeNull();
    const longer = readAll([first, later(first, 15, { bootId: known("another boot") })]);
    expect(longer.status.rates).toBeNull();
    expect(longer.watched.recent).toHaveLength(1);
  });

  it("has no rates without the host's own uptime", () => {
    const unknown = { uptimeSeconds: absent("the field is missing") } as const;
    expect(readAll([later(first, 0, unknown), later(first, 15, unknown)]).status.rates).toBeNull();
    expect(readAll([first, later(first, 15, unknown), later(first, 30)]).status.rates).toBeNull();
  });

  it("is stale while it may only be slow, then unreachable, and live again with its next answer", () => {
    let { watched } = takeSample(none, first);
    const states: string[] = [];
    for (let miss = 0; miss < missedBeforeUnreachable + 1; miss += 1) {
      const missed = takeFailure(watched, failure, millis(4000));
      states.push(missed.status.state);
      expect(missed.status.lastGood?.sample).toBe(first);
      watched = missed.watched;
    }
    expect(states).toEqual(["stale", "stale", "unreachable", "unreachable"]);
    const back = takeSample(watched, later(first, 60));
    expect(back.status.rates?.overSeconds).toBe(60);
    expect(takeFailure(back.watched, failure, millis(4000)).status.state).toBe("stale");
  });

  it.each(["auth failed", "key unusable", "host key changed", "host key unknown"] as const)(
    "is unreachable at once where waiting mends nothing: %s",
    (reason) => {
      const { watched } = takeSample(none, first);
      expect(takeFailure(watched, { ...failure, reason }, millis(40)).status.state).toBe("unreachable");
    },
  );

  it("misses no poll by a look that failed", () => {
    const { watched } = takeFailure(takeSample(none, first).watched, failure, millis(12_000));
    for (let count = 0; count < missedBeforeUnreachable; count += 1) {
      expect(failedLook(watched, failure, millis(4000))).toMatchObject({ state: "stale", tookMs: 4000 });
    }
    expect(takeFailure(watched, failure, millis(12_000)).status.state).toBe("stale");
  });

  it("that never answered is unreachable at once, with the reason and how long it took", () => {
    expect(takeFailure(none, failure, millis(4000)).status).toEqual({
      kind: "failed",
      host: "web-1",
      state: "unreachable",
      failure,
      tookMs: 4000,
      lastGood: null,
    });
  });
});

function readAll(samples: readonly Sample[], from: WatchedHost = none): ReturnType<typeof takeSample> {
  let watched = from;
  let last: ReturnType<typeof takeSample> | null = null;
  for (const sample of samples) {
    last = takeSample(watched, sample);
    watched = last.watched;
  }
  if (last === null) throw new Error("no sample was given");
  return last;
}
